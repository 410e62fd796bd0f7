"""A cgroup for each worker, where the user's systemd gives one.

The limits that count are set on each program. This one bounds what all processes of a worker take
together, and nothing depends on it: a container or a user without systemd has none.
"""

from __future__ import annotations

import functools
import shutil
import subprocess

# Above what any program, compiler or virtual machine may take by its own limits.
_PROPERTIES = ("MemoryMax=6G", "MemorySwapMax=0", "TasksMax=512")
_TIMEOUT_S = 5
# What names the user's systemd. A zygote empties its environment before it runs anything.
BUS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


@functools.cache
def scope_command() -> tuple[str, ...]:
    """Returns what to put before a command so that it runs in a scope of its own; empty without
    one.

    Found by trying it. `systemd-run --scope` replaces itself by the command, so the process, its
    descriptors and its parent are the same with it and without.
    """
    program = shutil.which("systemd-run")
    if program is None:
        return ()
    command = [program, "--user", "--scope", "--quiet", "--collect"]
    for item in _PROPERTIES:
        command += ["--property", item]
    command.append("--")
    try:
        tried = subprocess.run(
            [*command, "true"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(command) if tried.returncode == 0 else ()
