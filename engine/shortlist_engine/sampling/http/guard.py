"""Runs a command until standard input ends, which it does when the process that started this one
ends, in whatever way. Run as a script, with the command as its arguments; it imports nothing of
ours, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading

_PR_SET_PDEATHSIG = 1
_END_WITHIN_S = 2.0


def _die_with_parent() -> None:
    """The command ends when this process is killed, which cannot end it then (Linux only)."""
    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(command: list[str]) -> int:
    """Returns the exit code of the command, as a shell gives it."""
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, preexec_fn=_die_with_parent)
    except OSError as error:
        print(f"{command[0]} cannot be started: {error}", file=sys.stderr)
        return 127

    def watch() -> None:
        # Not by `sys.stdin`, whose lock would be held when this process ends.
        while os.read(0, 4096):
            pass
        if child.stdin is not None:
            child.stdin.close()
        child.terminate()
        try:
            child.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()

    threading.Thread(target=watch, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
