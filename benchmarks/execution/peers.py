"""The ways to run programs that the pool is compared with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INTERPRETER = os.path.realpath(sys.executable)


@dataclass(frozen=True)
class Task:
    """One program on some inputs, run until the first whose output is wrong."""

    source: str
    inputs: Sequence[str]
    expected: Sequence[str]


def human_eval(tasks: Sequence[Task], limit_s: float, *, ours: bool = False) -> int:
    """(a) One small process runs them all, a process and a manager for each program: see
    in_process.py. Like the other functions, gives the number of programs that passed.

    Programs that are not `ours` are kept in by bubblewrap, set up once for all of them.
    """
    return _peer("in_process.py", {"limit_s": limit_s}, tasks, ours)


def plain(
    tasks: Sequence[Task], limit_s: float, *, ours: bool = False,
    options: Sequence[str] = ("-I", "-S"),
) -> int:  # fmt: skip
    """(b) A plain interpreter for each input; see per_input.py."""
    order = {"limit_s": limit_s, "command": [INTERPRETER, *options], "directory": "/tmp"}
    return _peer("per_input.py", order, tasks, ours)


def bubblewrap(tasks: Sequence[Task], limit_s: float) -> int:
    """(c) The same inside bubblewrap, set up for each input. For our own programs."""
    # Each process gets a /tmp of its own.
    order = {
        "limit_s": limit_s,
        "command": [*_BUBBLEWRAP, INTERPRETER, "-I", "-S"],
        "directory": "/var/tmp",
    }
    return _peer("per_input.py", order, tasks, True)


def bubblewrap_works() -> bool:
    if shutil.which("bwrap") is None:
        return False
    return subprocess.run([*_BUBBLEWRAP, "true"], capture_output=True).returncode == 0


_BUBBLEWRAP = (
    "bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev",
    "--proc", "/proc", "--tmpfs", "/tmp",
    "--as-pid-1",  # so that it waits for what it starts, whose time then counts
)  # fmt: skip


def _peer(script: str, order: dict[str, Any], tasks: Sequence[Task], ours: bool) -> int:
    path = Path(__file__).with_name(script)
    order["tasks"] = [[task.source, task.inputs, task.expected] for task in tasks]
    command = [INTERPRETER, "-c", path.read_text()]
    result = subprocess.run(
        command if ours else [*_BUBBLEWRAP, *command],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return int(result.stdout)
