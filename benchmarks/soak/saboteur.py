"""What goes wrong on purpose under continuous load (see `__main__`): kills, and a full disk."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import random
import signal
import time
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.engine.execution.sandbox_processes import alive, command, descendants

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.isolation.sandbox import Launcher
from shortlist_engine.execution.isolation.worker import Worker
from shortlist_engine.execution.isolation.zygote_kind import ZygoteKind

COMPILERS = {"g++", "cc1plus", "as", "collect2", "ld"}
STOPPED_S = (0.02, 0.5)  # less than what makes a program's wall clock run out


@dataclass(eq=False)
class Call:
    """A call of the pool under way; `worker` once it has one."""

    task: asyncio.Task[Any] | None = None
    worker: Any = None
    kind: ZygoteKind | None = None
    since: float = 0.0


CALL: ContextVar[Call] = ContextVar("call")


class WatchedWorker(Worker):
    def __init__(self, pool: WatchedPool, launcher: Launcher) -> None:
        super().__init__(launcher)
        self._pool = pool

    async def use(self, kind: ZygoteKind, *rest: Any) -> Any:
        call = CALL.get(None)
        if call is not None:
            if call.worker is None:
                call.worker, call.since = self, self._pool.free_since.get(self, 0.0)
            call.kind = kind
        try:
            return await super().use(kind, *rest)
        finally:
            self._pool.free_since[self] = time.monotonic()

    async def zygote(self, kind: ZygoteKind) -> Any:
        self._pool.starting.add(self)
        try:
            return await super().zygote(kind)
        finally:
            self._pool.starting.discard(self)


class WatchedPool(ExecutionPool):
    """Tells which worker serves which call, so that a kill can be laid to a call."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.worker_type = partial(WatchedWorker, self)
        super().__init__(*arguments, **options)
        self.hits: dict[Any, list[float]] = {}
        self.free_since: dict[Any, float] = {}
        self.starting: set[Any] = set()

    def kills_during(self, call: Call) -> int:
        """Processes of this call's worker that were killed since the call before."""
        return sum(moment >= call.since for moment in self.hits.get(call.worker, ()))

    def hit(self, pid: int) -> None:
        """Process `pid` below the engine is about to be killed."""
        top = pid
        while (parent := _parent(top)) not in (os.getpid(), 0, 1):
            top = parent
        served = [w for w in self._all if any(z.pid == top for z in w.zygotes.values())]
        # A process that starts is not yet known to be its worker's.
        for worker in served or self.starting:
            self.hits.setdefault(worker, []).append(time.monotonic())


@dataclass
class Saboteur:
    """Kills a random process of the pool every `period_s` or so; a process of each kind as often
    as one of each other kind."""

    pool: WatchedPool
    choice: random.Random
    period_s: float
    kills: Counter[str] = field(default_factory=Counter)

    async def work(self, allowed: asyncio.Event) -> None:
        while True:
            await asyncio.sleep(self.choice.expovariate(1 / self.period_s))
            await allowed.wait()
            await self.kill_one()

    async def kill_one(self) -> None:
        groups: dict[str, list[int]] = {}
        for pid in descendants(os.getpid()):
            groups.setdefault(_kind(pid), []).append(pid)
        groups.pop("", None)
        if not groups:
            return
        kind = self.choice.choice(sorted(groups))
        pid = self.choice.choice(sorted(groups[kind]))
        try:
            process = os.pidfd_open(pid)
        except OSError:
            return
        with contextlib.ExitStack() as end, contextlib.suppress(ProcessLookupError):
            end.callback(os.close, process)
            if not alive(pid) or _kind(pid) != kind:
                return
            way = self.choice.choice(["SIGKILL", "SIGKILL", "SIGTERM", "SIGSTOP"])
            self.pool.hit(pid)
            signal.pidfd_send_signal(process, signal.Signals[way])
            self.kills[f"{kind}, {way}"] += 1
            if way == "SIGSTOP":
                await asyncio.sleep(self.choice.uniform(*STOPPED_S))
                signal.pidfd_send_signal(process, signal.SIGKILL)


def _kind(pid: int) -> str:
    """`bubblewrap`, `worker`, `program` or `compiler`; empty for another process."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
    if name == "bwrap":
        return "bubblewrap"
    if name in COMPILERS:
        return "compiler"
    line = command(pid)
    if line.startswith("prog"):
        return "program"
    if "jail.zygote" in line:
        outer = command(_parent(pid))
        return "program" if "jail.zygote" in outer and "bwrap" not in outer else "worker"
    return ""


def _parent(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


class Disk:
    """A small disk for the cache, filled and freed now and then: a file system of its own where
    the user may mount one, which nobody else sees and which ends with this process."""

    SIZE = 96 << 20  # the precompiled header fits in

    def __init__(self, place: Path) -> None:
        self.place = place
        self.fills = 0
        self.small = os.geteuid() == 0 and _mount_privately(place, self.SIZE)

    async def work(self, choice: random.Random, allowed: asyncio.Event, period_s: float) -> None:
        if not self.small:
            return
        while True:
            await asyncio.sleep(choice.expovariate(1 / period_s))
            await allowed.wait()
            self.fill()
            try:
                await asyncio.sleep(period_s / 4)
            finally:
                self.free()

    def fill(self) -> None:
        self.fills += 1
        with contextlib.suppress(OSError), open(self.place / "filler", "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)) == size:
                        pass

    def free(self) -> None:
        (self.place / "filler").unlink(missing_ok=True)

    def close(self) -> None:
        if self.small:
            ctypes.CDLL(None).umount(bytes(self.place))


def _mount_privately(place: Path, size: int) -> bool:
    CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000
    libc = ctypes.CDLL(None)
    return (
        libc.unshare(CLONE_NEWNS) == 0
        and libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0
        and libc.mount(b"tmpfs", bytes(place), b"tmpfs", 0, f"size={size},mode=0755".encode()) == 0
    )
