"""Continuous load on the execution pool while processes are killed, calls cancelled and the disk
filled: exits with 1 when a verdict is wrong, a result is lost or anything grows.

    python -m benchmarks.soak [--minutes 30] [--seed 0] [--level A] [--workers N]

Programs whose right verdict is known (programs.py) run without a break. A saboteur
(saboteur.py) kills random processes of the pool meanwhile: bubblewrap, workers, programs,
compilers, with SIGKILL, SIGTERM, or SIGSTOP and SIGKILL later. A program hit once must still get
its own verdict; one hit twice may end as our error (SE), which is counted, or with the SIGTERM as
its own error. Eight times the load stops, and what is held then is compared: processes,
descriptors, tasks, memory, files.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import logging
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from tests.engine.execution.sandbox_processes import Stall, alive, descendants

from benchmarks.soak.ledger import GROWTH_KIB, Ledger, held, processes, show
from benchmarks.soak.programs import SUM, Case, cases
from benchmarks.soak.saboteur import CALL, Call, Disk, Saboteur, WatchedPool
from shortlist_engine.execution.compiling.compiler import CompileCache, programs_cache
from shortlist_engine.execution.compiling.toolchains import tool
from shortlist_engine.execution.isolation.interpreter import numpy_available
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Program, Verdict

DISABLE = {"A": (), "B": ("namespaces",), "C": ("landlock",)}
CALLS_PER_WORKER = 3
PAUSES = 8
CANCELLED_S = 0.25
CANCELLATION_PERIOD_S = 1.0
SETTLING_S = 30.0
CACHE_BYTES = 4 << 20


class Soak:
    def __init__(self, pool: WatchedPool, place: Path, seed: int) -> None:
        self.pool = pool
        self.place = place
        self.choice = random.Random(seed)
        self.cases = cases()
        self.weights = [case.weight for case in self.cases]
        self.ledger = Ledger()
        self.allowed = asyncio.Event()
        self.marks = itertools.count(random.SystemRandom().getrandbits(48))
        self.under_way: set[Call] = set()

    async def load(self) -> None:
        """One caller, again and again."""
        while True:
            await self.allowed.wait()
            (case,) = self.choice.choices(self.cases, self.weights)
            await self.call(case, self.choice.random() < 0.85, self.choice.random() < 0.5)

    async def call(self, case: Case, compared: bool, stop: bool) -> None:
        call = Call()
        CALL.set(call)
        call.task = asyncio.ensure_future(
            self.pool.run(
                RunRequest(
                    case.problem,
                    case.program(next(self.marks)),
                    case.inputs,
                    case.expected if compared else None,
                    stop_at_first_failure=stop,
                )
            )
        )
        self.under_way.add(call)
        try:
            # Not the call itself: it may be cancelled, and this caller goes on.
            await asyncio.wait([call.task])
            if call.task.cancelled():
                self.ledger.cancelled += 1
            elif error := call.task.exception():
                self.ledger.faults.append(f"{case.name}: {type(error).__name__}: {error}")
            else:
                kills = self.pool.kills_during(call)
                self.ledger.judge(case, call.task.result(), kills, compared=compared, stop=stop)
        finally:
            self.under_way.discard(call)

    async def cancel(self) -> None:
        """Now and then a random call; what ran for it must be gone soon."""
        while True:
            await asyncio.sleep(self.choice.expovariate(1 / CANCELLATION_PERIOD_S))
            await self.allowed.wait()
            calls = [(c, c.task) for c in self.under_way if c.task and not c.task.done()]
            served = [(c, task) for c, task in calls if c.worker]
            if not calls:
                continue
            some = served if served and self.choice.random() < 0.8 else calls
            call, task = self.choice.choice(some)
            zygote = call.worker and call.worker.zygotes.get(call.kind)
            doomed = {zygote.pid} | descendants(zygote.pid) if zygote else set()
            since = time.monotonic()
            stall = Stall()
            task.cancel()
            await asyncio.wait([task])
            ended = call.worker and call.worker.zygotes.get(call.kind) is not zygote
            while ended and any(map(alive, doomed)) and time.monotonic() < since + SETTLING_S:
                await asyncio.sleep(0.005)
            took, allowed = time.monotonic() - since, stall.allowed(CANCELLED_S)
            # One that the saboteur has stopped leaves only when it is killed.
            if not ended or any(m > since - 0.6 for m in self.pool.hits.get(call.worker, ())):
                continue
            self.ledger.cancellations_s.append(took)
            if took > allowed:
                self.ledger.faults.append(
                    f"processes of a cancelled call were there after {took:.2f} s, "
                    f"{allowed:.2f} s were allowed"
                )

    async def warm_up(self) -> None:
        """Every worker gets its process of each kind, so that later counts can be compared."""
        kinds = [("python", "print(1)\n#"), ("python", "open('/dev/stdin')\nprint(1)\n#")]
        if numpy_available():
            kinds.append(("python", "import numpy\nprint(1)\n#"))
        if tool("cpp"):
            kinds.append(("cpp", '#include <cstdio>\nint main() { puts("1"); }\n//'))
        for language, source in kinds:
            for _ in range(20):
                programs = [
                    Program(language, f"{source}{next(self.marks)}")
                    for _ in range(self.pool.workers)
                ]
                ends = await asyncio.gather(
                    *(
                        self.pool.run(RunRequest(SUM, program, ["1 1"], ["1"]))
                        for program in programs
                    )
                )
                wrong = [run for (run,) in ends if run.verdict is not Verdict.AC]
                self.ledger.faults += [f"when nothing was killed: {run}" for run in wrong]
                service = "compiler" if language == "cpp" else "programs"
                wanted = (service, "numpy" in source, "/dev/stdin" in source)
                started = [
                    {(kind.service, kind.numpy, kind.files) for kind in worker.zygotes}
                    for worker in self.pool._all
                ]
                if all(wanted in each for each in started):
                    break

    async def pause(self) -> None:
        """Stop the load, see what is held when nothing runs, go on."""
        self.allowed.clear()
        while self.under_way:
            await asyncio.sleep(0.01)
        await self.warm_up()
        deadline = time.monotonic() + SETTLING_S
        now = held(self.place)
        while self.ledger.held and time.monotonic() < deadline:
            if all(
                count <= self.ledger.held[0][name] + GROWTH_KIB.get(name, 0)
                for name, count in now.items()
            ):
                break
            await asyncio.sleep(0.1)
            now = held(self.place)
        self.ledger.held.append(now)

    async def go(self, seconds: float, kill_period_s: float, disk: Disk) -> Saboteur:
        saboteur = Saboteur(self.pool, self.choice, kill_period_s)
        others = [saboteur.work(self.allowed), self.cancel()]
        others.append(disk.work(self.choice, self.allowed, max(5.0, seconds / 20)))
        callers = [self.load() for _ in range(CALLS_PER_WORKER * self.pool.workers)]
        tasks = [asyncio.ensure_future(each) for each in (*callers, *others)]
        await asyncio.sleep(0)
        start = time.monotonic()
        for number in range(1, PAUSES + 1):
            await self.pause()
            self.allowed.set()
            left = max(0.0, start + seconds * number / PAUSES - time.monotonic())
            await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    await task  # raises what stopped it
        await self.pause()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        self.ledger.compare()
        return saboteur


async def soak(options: argparse.Namespace, place: Path, disk: Disk) -> tuple[Soak, Saboteur, str]:
    disable = [*DISABLE[options.level], *(["helper"] if options.no_helper else [])]
    pool = WatchedPool(options.workers, disable=disable)
    async with pool:
        if pool.level != options.level:
            raise SystemExit(f"level {options.level} cannot be had here, only {pool.level}")
        pool._builder.cache = CompileCache(CACHE_BYTES)
        run = Soak(pool, place, options.seed)
        saboteur = await run.go(60 * options.minutes, options.kill_period, disk)
    deadline = time.monotonic() + SETTLING_S
    while processes(place) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    if left := processes(place):
        run.ledger.faults.append(f"{len(left)} processes outlived the pool")
    programs = programs_cache() / "programs"
    size = sum(path.stat().st_size for path in programs.iterdir()) if programs.exists() else 0
    if size > CACHE_BYTES * 1.25:
        run.ledger.faults.append(f"the cache holds {size >> 10} KiB of {CACHE_BYTES >> 10}")
    return run, saboteur, pool.level


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--minutes", type=float, default=30)
    command.add_argument("--seed", type=int, default=0, help="of the order of programs and kills")
    command.add_argument("--level", choices=list(DISABLE), default="A", help="of isolation")
    command.add_argument("--no-helper", action="store_true", help="the workers' form in Python")
    command.add_argument("--workers", type=int, help="by default one for each core")
    command.add_argument("--kill-period", type=float, default=0.8, help="seconds, on average")
    return command


def main() -> int:
    options = parser().parse_args()
    logging.getLogger("shortlist_engine").setLevel(logging.ERROR)  # each kill is a warning
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        place, cache = Path(folder, "temporary"), Path(folder, "cache")
        for path in (place, cache):
            path.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(cache)
        os.environ["TMPDIR"] = str(place)
        tempfile.tempdir = None
        with contextlib.closing(Disk(cache)) as disk:
            run, saboteur, level = asyncio.run(soak(options, place, disk))
        title = f"{options.minutes:g} minutes at level {level}, seed {options.seed}"
        show(Console(), run.ledger, saboteur, disk, title)
    return 1 if run.ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())
