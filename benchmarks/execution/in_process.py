"""The way openai/human-eval runs programs, made anew for comparison: no isolation to speak of.

Each program gets a process by `multiprocessing` and a manager process that holds its result; the
process makes a temporary directory, empties dangerous names of `os` and the like, and executes the
program with standard streams in memory and a timer. Reads one JSON document from standard input:
{"limit_s": seconds, "tasks": [[source, inputs, expected], ...]}; prints the number that passed.
"""

from __future__ import annotations

import builtins
import contextlib
import faulthandler
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from multiprocessing.managers import ListProxy

_EMPTIED = {
    os: """kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename
        renames truncate replace unlink fchmod fchown chmod chown chroot lchown getcwd chdir""",
    shutil: "rmtree move chown",
    subprocess: "Popen",
    builtins: "exit quit help",
}


class _OutOfTime(BaseException):
    pass


def _guard() -> None:
    faulthandler.disable()
    os.environ["OMP_NUM_THREADS"] = "1"
    for module, names in _EMPTIED.items():
        for name in names.split():
            setattr(module, name, None)
    for name in ("ipdb", "joblib", "resource", "psutil", "tkinter"):
        sys.modules[name] = None  # type: ignore[assignment]


def _on_timer(*_: object) -> None:
    raise _OutOfTime


def _execute(
    source: str, inputs: list[str], expected: list[str], limit_s: float, result: ListProxy[str]
) -> None:
    keep = (os.rmdir, os.unlink, os.chdir, os.getcwd, shutil.rmtree)
    with tempfile.TemporaryDirectory() as place:
        home = os.getcwd()
        os.chdir(place)
        _guard()
        try:
            signal.signal(signal.SIGALRM, _on_timer)
            signal.setitimer(signal.ITIMER_REAL, limit_s)
            for text, wanted in zip(inputs, expected, strict=True):
                output = io.StringIO()
                sys.stdin = io.StringIO(text)
                with contextlib.redirect_stdout(output):
                    exec(source, {"__name__": "__main__"})
                if output.getvalue().split() != wanted.split():
                    result.append("wrong")
                    break
            else:
                result.append("passed")
        except _OutOfTime:
            result.append("timed out")
        except BaseException as error:
            result.append(f"failed: {error}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            os.rmdir, os.unlink, os.chdir, os.getcwd, shutil.rmtree = keep
            os.chdir(home)


def check(source: str, inputs: list[str], expected: list[str], limit_s: float) -> str:
    with multiprocessing.Manager() as manager:
        result = manager.list()
        arguments = (source, inputs, expected, limit_s, result)
        process = multiprocessing.Process(target=_execute, args=arguments)
        process.start()
        process.join(limit_s + 1)
        if process.is_alive():
            process.kill()
        return result[0] if result else "timed out"


if __name__ == "__main__":
    order = json.load(sys.stdin)
    verdicts = [
        check(source, inputs, expected, order["limit_s"])
        for source, inputs, expected in order["tasks"]
    ]
    print(verdicts.count("passed"))
