"""Time for each program and the engine's memory against the number of programs.

    python -m benchmarks.execution.growth [--most 100000] [--million] [--workers N]

Tiny Python programs, each with an output of its own that is compared, streamed through the pool
(`run_many`), ten times as many each time; the smallest number runs once before, so that all
workers are warm, and once more at the end, so that what else runs on the machine counts for both.
Beside it the same programs as calls that are all queued at once, as far as that is sensible.
Exits with 1 when a program of the largest number costs more than 1.25 times the CPU time of one of
the smallest, or the engine's peak memory grows by more than 16 MiB.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from rich.console import Console

from benchmarks.resources import forget_peak, tree_cpu_s, working_mib
from benchmarks.tables import new_table
from shortlist_engine.execution import ExecutionPool, run_many
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Problem, Program, Run, Verdict

PROBLEM = Problem("echo", "")
INPUTS, EXPECTED = ["7\n"], ["7"]
SMALLEST, MOST_QUEUED = 1_000, 10_000
COSTLIER, GROWTH_MIB = 1.25, 16.0


@dataclass
class Figures:
    cpu_ms: float
    wall_s: float
    peak_mib: float


def programs(count: int) -> Iterator[Program]:
    for number in range(count):
        yield Program("python", f"print(int(input()))  # {number}")


def check(runs: tuple[Run, ...]) -> None:
    if [run.verdict for run in runs] != [Verdict.AC]:
        raise SystemExit(f"unexpected: {runs}")


async def streamed(pool: ExecutionPool, count: int) -> None:
    ended = 0
    async for _, runs in run_many(pool, PROBLEM, programs(count), INPUTS, EXPECTED):
        check(runs)
        ended += 1
    if ended != count:
        raise SystemExit(f"{ended} results for {count} programs")


async def queued(pool: ExecutionPool, count: int) -> None:
    calls = [
        pool.run(RunRequest(PROBLEM, program, INPUTS, EXPECTED)) for program in programs(count)
    ]
    for runs in await asyncio.gather(*calls):
        check(runs)


async def measure(
    work: Callable[[ExecutionPool, int], Awaitable[None]], pool: ExecutionPool, count: int
) -> Figures:
    gc.collect()
    forget_peak()
    cpu, wall = tree_cpu_s(), time.perf_counter()
    await work(pool, count)
    wall = time.perf_counter() - wall
    return Figures((tree_cpu_s() - cpu) / count * 1000, wall, working_mib())


async def growth(most: int, workers: int | None) -> bool:
    table = new_table(
        "Tiny Python programs, 1 input each",
        ("way",),
        ("programs", "CPU ms / program", "programs/s", "peak memory MiB"),
    )
    found: dict[str, list[Figures]] = {}
    async with ExecutionPool(workers) as pool:
        await streamed(pool, SMALLEST)
        counts = [SMALLEST * 10**power for power in range(9) if SMALLEST * 10**power <= most]
        plan = [(streamed, count) for count in [*counts, SMALLEST]]
        plan += [(queued, count) for count in counts if count <= MOST_QUEUED]
        for work, count in plan:
            figures = await measure(work, pool, count)
            found.setdefault(work.__name__, []).append(figures)
            table.add_row(
                work.__name__,
                f"{count:,}",
                f"{figures.cpu_ms:.2f}",
                f"{count / figures.wall_s:.0f}",
                f"{figures.peak_mib:.1f}",
            )
    console = Console()
    console.print(table)
    first, *_, last, again = found["streamed"]
    ratio = last.cpu_ms / statistics.mean((first.cpu_ms, again.cpu_ms))
    grown = last.peak_mib - first.peak_mib
    console.print(
        f"Streamed, largest against smallest: {ratio:.2f} times the CPU time for each program, "
        f"{grown:+.1f} MiB"
    )
    return ratio <= COSTLIER and grown <= GROWTH_MIB


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    command.add_argument("--most", type=int, default=100_000, help="programs, at least 10000")
    command.add_argument("--million", action="store_true", help="the same as --most 1000000")
    command.add_argument("--workers", type=int, help="by default one for each core")
    return command


def main() -> int:
    command = parser()
    options = command.parse_args()
    most = 1_000_000 if options.million else options.most
    if most < 10 * SMALLEST:
        command.error(f"--most must be at least {10 * SMALLEST}, not {most}")
    return 0 if asyncio.run(growth(most, options.workers)) else 1


if __name__ == "__main__":
    sys.exit(main())
