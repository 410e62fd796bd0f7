"""Does the bank hold in practice? Problems drawn at random across ratings, as a user meets them.

    python -m benchmarks.practice --problems 200

Each is opened as a file, in one of the bank's voices and in Python or C++, and read back by the
parser; it must have its three hints and an explanation, and all of its model solutions must pass
its hidden tests in the sandbox. With `--wrong` the programs that many would write are judged too:
how many the hidden tests catch. Ends with an error when a problem has a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.practice.measuring import Checked, check, drawn
from benchmarks.resources import tree_cpu_s
from benchmarks.tables import new_table
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.practice.session.desk import Desk


async def run(arguments: argparse.Namespace, console: Console) -> list[Checked]:
    found = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="shortlist-practice-") as folder:
        desk = Desk.at(Path(folder, "progress.sqlite"))
        problems = drawn(desk, arguments.problems, random.Random(arguments.seed))
        async with ExecutionPool(arguments.workers) as pool:
            for entry, name, language in problems:
                if arguments.seconds and time.monotonic() - started > arguments.seconds:
                    console.print(f"stopped after {arguments.seconds:g} s", style="dim")
                    break
                checked = await check(
                    desk, pool, entry, name, language, Path(folder), wrong=arguments.wrong
                )
                found.append(checked)
                for fault in checked.faults:
                    console.print(f"{checked.problem}: {fault}", style="red", markup=False)
    return found


def table(found: Sequence[Checked]) -> Table:
    made = new_table(
        None, ("rating",),
        ("problems", "hidden tests", "model solutions", "wrong caught", "longest", "faults"),
    )  # fmt: skip
    ratings = sorted({each.rating for each in found})
    for rating in [*ratings, None]:
        part = [each for each in found if rating is None or each.rating == rating]
        wrong = sum(each.wrong for each in part)
        made.add_row(
            "all" if rating is None else f"{rating:.0f}",
            str(len(part)),
            f"{sum(each.tests for each in part):,}",
            f"{sum(each.programs for each in part):,}",
            f"{sum(each.caught for each in part)} of {wrong}" if wrong else "",
            f"{max((each.largest_ms for each in part), default=0):.0f} ms",
            str(sum(bool(each.faults) for each in part)),
        )
    return made


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--problems", type=int, default=200, help="default %(default)s")
    command.add_argument("--seed", type=int, default=1, help="which ones, default %(default)s")
    command.add_argument("--wrong", action="store_true", help="judge wrong programs too")
    command.add_argument("--seconds", type=float, help="begin no further problem after this long")
    command.add_argument("--workers", type=int, help="programs at a time (default: one per core)")
    return command


def main() -> int:
    arguments = parser().parse_args()
    console = Console(highlight=False)
    before = tree_cpu_s()
    found = asyncio.run(run(arguments, console))
    console.print(table(found))
    console.print(f"{len(found)} problems, {tree_cpu_s() - before:.0f} CPU seconds")
    return 1 if any(each.faults for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
