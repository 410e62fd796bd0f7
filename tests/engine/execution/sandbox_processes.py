"""What the tests of this folder look at from outside: processes, and how busy the machine is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path


def descendants(root: int) -> set[int]:
    """Live processes below `root`, zombies left out."""
    return _below(root, _parents())


def leaves(root: int) -> set[int]:
    """Those of them that had no process below them, all at one moment."""
    parents = _parents()
    return _below(root, parents) - set(parents.values())


def _parents() -> dict[int, int]:
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            state, parent = _state_and_parent(int(entry))
            if state:
                parents[int(entry)] = parent
    return parents


def _below(root: int, parents: dict[int, int]) -> set[int]:
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def alive(pid: int) -> bool:
    return bool(_state_and_parent(pid)[0])


def command(pid: int) -> str:
    """The command line, empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def running_below(root: int, name: str) -> bool:
    return any(name in command(pid) for pid in descendants(root))


def sandboxed() -> set[int]:
    """Workers, what they forked, compiled programs and compilers, when they descend from this
    process or were orphaned; other engines on this machine are not ours."""
    found = set()
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        line = command(int(entry))
        ours = "jail.zygote" in line or line.startswith("prog ") or "/compiled/" in line
        if ours and alive(int(entry)) and _descends_from_here(int(entry)):
            found.add(int(entry))
    return found


def _descends_from_here(pid: int) -> bool:
    orphan = True
    while pid > 1:
        if pid == os.getpid():
            return True
        state, pid = _state_and_parent(pid)
        if not state:
            return False
        if pid > 1:
            orphan = False
    return orphan


def _state_and_parent(pid: int) -> tuple[str, int]:
    """The state's letter, empty for a zombie or one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", 0
    return ("" if fields[0] in "ZX" else fields[0]), int(fields[1])


def kill_tree(root: int) -> None:
    """SIGKILL, parents first: none can report what happens to its children."""
    generation, doomed = {root}, [root]
    while generation := {p for p in descendants(root) if _state_and_parent(p)[1] in generation}:
        doomed += generation
    for pid in doomed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


async def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


class Stall:
    """The longest time that a thread which should run every few milliseconds did not: what a busy
    machine adds to a latency. A blocked event loop is not excused: the thread runs beside it."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.is_set():
            before = time.monotonic()
            time.sleep(0.005)
            self._seconds = max(self._seconds, time.monotonic() - before - 0.005)

    def allowed(self, seconds: float) -> float:
        """`seconds` of an idle machine, on this one. Several processes are waited for in turn."""
        self._done.set()
        self._thread.join()
        return seconds + 4 * self._seconds
