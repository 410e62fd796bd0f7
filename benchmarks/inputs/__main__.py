"""How good are generated test inputs? Measured on labelled programs of public problem sets.

    python -m benchmarks.inputs --data DATA --cache inputs-cache

For each way of making inputs (mutations of the examples alone; the generator, which writes inputs
from the grammar of statement and examples and mixes mutations in; distinguishing inputs chosen from
many of the generator's):

- validity: inputs on which all accepted programs end well and agree, of those that they were run
  on, for problems with at least two accepted programs;
- power: faulty programs that pass all examples and differ from the accepted programs on one of the
  valid inputs, of all such programs.

Problems are drawn by the hash of their identity, one half (`--half develop`) to work on and the
other (`--half report`) for the figures. Intervals are 95 % bootstrap intervals over problems,
differences are paired. Everything runs in the sandbox; what the cache holds is not run again.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path

from rich.console import Console

from benchmarks.data import add_sets, check_sets, place, set_file
from benchmarks.inputs.measuring import Cache, Measured, measure, problems
from benchmarks.inputs.report import report
from shortlist_engine.datasets.common import LabelledProgram
from shortlist_engine.execution import ExecutionPool

FILES = (
    "condefects_atcoder", "contest_packages", "codenet_python", "xcodeeval_val", "apps_train",
    "apps_test",
)  # fmt: skip
TRIALS = 200


async def run(arguments: argparse.Namespace, console: Console) -> list[tuple[str, Measured]]:
    cache = Cache(arguments.cache)
    deadline = time.monotonic() + (arguments.seconds or float("inf"))
    found: list[tuple[str, Measured]] = []
    async with ExecutionPool(arguments.workers) as pool:
        free = asyncio.Semaphore(pool.workers)

        async def one(file: str, row: tuple[LabelledProgram, ...]) -> None:
            async with free:
                if time.monotonic() >= deadline:
                    return
                measured = await measure(pool, row, cache, arguments.trials)
            if measured is not None:
                found.append((file, measured))
                if len(found) % 20 == 0:
                    console.print(f"{len(found)} problems", style="dim")

        rows = [
            (file, row)
            for file in arguments.files
            for row in problems(set_file(arguments.data, file), arguments.limit, arguments.half)
        ]
        rows.sort(key=lambda each: place(each[1][0].row.id))
        await asyncio.gather(*(one(file, row) for file, row in rows))
    return sorted(found, key=lambda each: (each[0], each[1].id))


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(command, FILES)
    command.add_argument("--limit", type=int, default=150, help="problems of each set")
    command.add_argument("--half", choices=("develop", "report"), default="report")
    command.add_argument("--trials", type=int, default=TRIALS, help="inputs of the generator")
    command.add_argument("--seconds", type=float, help="begin no further problem after this long")
    command.add_argument("--workers", type=int, help="programs at a time (default: one per core)")
    command.add_argument("--cache", type=Path, help="folder of outcomes to use and to add to")
    return command


def main() -> None:
    command = parser()
    arguments = command.parse_args()
    check_sets(command, arguments)
    console = Console(width=150)
    found = asyncio.run(run(arguments, console))
    for file in arguments.files:
        measured = [each for name, each in found if name == file]
        if measured and len(arguments.files) > 1:
            console.print(report(measured, file))
    if not found:
        command.error("no problem of these sets has accepted and faulty Python programs")
    console.print(report([each for _, each in found], f"Inputs, half {arguments.half!r}"))


if __name__ == "__main__":
    main()
