"""Do our verdicts agree with those of judges? Labelled programs of public problem sets are run in
the sandbox on the examples and the tests that the sets hold.

    python -m benchmarks.verdicts --data DATA --cache FILE

Prints a table and writes every disagreement, with its reason where one can be told, as a line of
JSON. What the cache holds is not run again: it is found by the content of the program, the tests,
the limits and the modules that compare outputs. The problems are taken in an order that does not
depend on the file's, so that `--limit 30` is a sample, and part of what a larger limit takes.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.data import add_sets, check_sets, content_key, place, set_file
from benchmarks.tables import new_table
from benchmarks.verdicts.agreement import Judged, judge_program
from benchmarks.verdicts.disagreements import UNEXPLAINED, reasons
from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.execution.checking import checkers, output_tokens
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Limits

FILES = ("condefects_atcoder", "taco_test", "codecontests_valid", "contest_packages")
# Where a row is silent: contest packages give 2 GiB, and a time limit that the judge makes from the
# jury's slowest program.
UNSTATED = Limits(time_s=5.0, memory_mib=2048, output_kib=16 * 1024)
# The packages' default output validator ignores case (Kattis problem package format).
TOKENS = {"contest_packages": "case_insensitive"}
_COMPARING = "".join(
    Path(module.__file__ or "").read_text() for module in (checkers, output_tokens)
)


def programs(path: Path, limit: int | None, label: str) -> Iterator[LabelledProgram]:
    tokens = TOKENS.get(path.name.split(".")[0], "tokens")
    rows = [row for row in read_labelled(path, UNSTATED, tokens) if row]
    rows.sort(key=lambda row: place(row[0].row.id))
    for row in rows[:limit]:
        yield from (each for each in row if label == "all" or each.correct == (label == "correct"))


def key_of(labelled: LabelledProgram, time_factor: float) -> str:
    """Equal when running the program again would tell nothing new."""
    row, problem = labelled.row, labelled.row.problem
    return content_key(
        row.source,
        row.id,
        labelled.program.language,
        labelled.program.source,
        labelled.label,
        [(test.input, test.output) for test in (*problem.examples, *row.tests)],
        (problem.limits.time_s, problem.limits.memory_mib, problem.limits.output_kib),
        (problem.checker, problem.several_answers),
        (labelled.time_limit_s, time_factor),
        _COMPARING,
    )


class Cache:
    """Records by content, one line of JSON each; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._records: dict[str, Judged] = {}
        if path is not None and path.exists():
            for line in path.read_text().splitlines():
                try:
                    entry = json.loads(line)
                    key = entry.pop("key")
                    self._records[key] = Judged(**entry)
                except (ValueError, TypeError, KeyError):
                    continue  # cut off, or written by another version

    def get(self, key: str) -> Judged | None:
        return self._records.get(key)

    def put(self, key: str, record: Judged) -> None:
        if self._path is not None and record.verdict != "SE":
            with open(self._path, "a") as stream:
                stream.write(json.dumps({"key": key, **dataclasses.asdict(record)}) + "\n")


async def measure(arguments: argparse.Namespace, console: Console) -> tuple[list[Judged], int]:
    """The records, and how many programs were left out for want of time."""
    cache = Cache(arguments.cache)
    deadline = time.monotonic() + (arguments.seconds or float("inf"))
    records: list[Judged] = []
    left_out = 0
    async with ExecutionPool(arguments.workers) as pool:
        free = asyncio.Semaphore(2 * pool.workers)

        async def run(labelled: LabelledProgram, key: str) -> None:
            try:
                record = await judge_program(labelled, pool, arguments.time_factor)
                cache.put(key, record)
                records.append(record)
                if len(records) % 500 == 0:
                    console.print(f"{len(records)} programs", style="dim")
            finally:
                free.release()

        async with TaskGroup() as tasks:
            for file in arguments.files:
                path = set_file(arguments.data, file)
                for labelled in programs(path, arguments.limit, arguments.label):
                    key = key_of(labelled, arguments.time_factor)
                    known = cache.get(key)
                    if known is not None:
                        records.append(known)
                    elif time.monotonic() >= deadline:
                        left_out += 1
                    else:
                        await free.acquire()
                        tasks.start(run(labelled, key))
    return records, left_out


class TaskGroup:
    """Waits for what it started; an error of one ends it. Python 3.10 has no asyncio.TaskGroup."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: object) -> None:
        for task in [task for task in self._tasks if task.done()]:
            self._tasks.discard(task)
            task.result()
        self._tasks.add(asyncio.ensure_future(work))  # type: ignore[call-overload]

    async def __aenter__(self) -> TaskGroup:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*self._tasks)


def group(record: Judged) -> tuple[str, str, str]:
    kind = "hidden tests" if record.hidden else "examples only"
    return record.file, record.language, "several answers" if record.several else kind


def table(records: Sequence[Judged]) -> Table:
    """One row for each file, language and kind of problem."""
    shown = new_table(
        "Our verdicts on labelled programs", ("set", "language", "judged on"),
        ("correct", "accepted", "%", "of those slow", "rejected as", "incorrect", "rejected",
         "accepted"),
    )  # fmt: skip
    for key in sorted({group(record) for record in records}):
        rows = [record for record in records if group(record) == key]
        right = [record for record in rows if record.correct]
        wrong = [record for record in rows if not record.correct]
        good = [record for record in right if record.accepted]
        verdicts = Counter(record.verdict for record in right if not record.accepted)
        shown.add_row(
            *key,
            str(len(right)),
            str(len(good)),
            f"{100 * len(good) / len(right):.2f}" if right else "-",
            str(sum(record.slow for record in good)),
            " ".join(f"{name} {count}" for name, count in verdicts.most_common()) or "-",
            str(len(wrong)),
            str(sum(record.agrees for record in wrong)),
            str(sum(not record.agrees for record in wrong)),
        )
    return shown


def reasons_table(records: Sequence[Judged], why: Sequence[str]) -> Table:
    shown = new_table("Disagreements by reason", ("label", "reason"), ("programs",))
    found = Counter(
        ("correct" if record.correct else "incorrect", reason.split(": ")[0])
        for record, reason in zip(records, why, strict=True)
        if reason
    )
    for (label, reason), count in sorted(found.items(), key=lambda item: (item[0][0], -item[1])):
        shown.add_row(label, reason, str(count))
    return shown


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(command, FILES)
    command.add_argument("--limit", type=int, help="problems of each set (default: all)")
    command.add_argument("--label", choices=("correct", "incorrect", "all"), default="all")
    command.add_argument("--seconds", type=float, help="begin no further program after this long")
    command.add_argument("--workers", type=int, help="programs at a time (default: one per core)")
    command.add_argument(
        "--time-factor", type=float, default=3.0,
        help="times the row's time limit that a program may run (default 3)",
    )  # fmt: skip
    command.add_argument("--cache", type=Path, help="records to resume from and to add to")
    command.add_argument(
        "--disagreements", type=Path, default=Path("disagreements.jsonl"), help="where they go"
    )
    return command


def main() -> None:
    command = parser()
    arguments = command.parse_args()
    check_sets(command, arguments)
    console = Console(width=180)
    records, left_out = asyncio.run(measure(arguments, console))
    why = reasons(records)
    with open(arguments.disagreements, "w") as stream:
        for record, reason in zip(records, why, strict=True):
            if reason:
                entry = {"reason": reason, **dataclasses.asdict(record)}
                stream.write(json.dumps(entry) + "\n")
    console.print(table(records))
    console.print(reasons_table(records, why))
    lenient = [record for record in records if record.accepted and record.lenient]
    console.print(
        f"{len(lenient)} programs were accepted though the text differs "
        f"({sum(record.correct for record in lenient)} of them correct); "
        f"{why.count(UNEXPLAINED)} disagreements unexplained; written to {arguments.disagreements}"
    )
    if left_out:
        console.print(f"{left_out} programs were left out: --seconds was over", style="bold")


if __name__ == "__main__":
    main()
