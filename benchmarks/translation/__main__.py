"""Whether translations that do something else are told apart from those that do the same.

    python -m benchmarks.translation --data DATA [--sets SET ...] [--cases N] [--workers N]

Programs of public sets take the place of a model's answers: right and wrong ones, by the word of a
judge or of hidden tests, each compared with the original as `shortlist translate` compares them.
Wrong ones come earlier among the answers, so that no order by chance helps.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.tables import new_table
from benchmarks.translation.cases import Amount, Case, humaneval_cases, labelled_cases, pool_cases
from shortlist_engine.assist.reference import make_reference
from shortlist_engine.assist.translation import Translation, compared, told_apart
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.protocol import EngineError

Cases = Callable[[Path, Amount, ExecutionPool], "AsyncIterator[Case] | Iterator[Case]"]


def _labelled(name: str, source: str, target: str) -> Cases:
    return lambda data, amount, pool: labelled_cases(data, name, source, target, amount)


def _humaneval(target: str) -> Cases:
    return lambda data, amount, pool: humaneval_cases(data, target, amount, pool)


SETS: dict[str, tuple[str, Cases]] = {
    "humaneval-cpp-python": ("HumanEval-X, C++ to Python", _humaneval(PYTHON.name)),
    "humaneval-python-cpp": ("HumanEval-X, Python to C++", _humaneval(CPP.name)),
    "packages-python-cpp": (
        "contest packages, Python to C++",
        _labelled("contest_packages", PYTHON.name, CPP.name),
    ),
    "packages-cpp-python": (
        "contest packages, C++ to Python",
        _labelled("contest_packages", CPP.name, PYTHON.name),
    ),
    "judged-cpp": (
        "judged C++ programs, rewritten",
        lambda data, amount, pool: pool_cases(data, amount),
    ),
    "judged-python": (
        "judged Python programs (AtCoder)",
        _labelled("condefects_atcoder", PYTHON.name, PYTHON.name),
    ),
}


@dataclass
class Counts:
    """What came of one set. Cases without inputs to compare on count as such only."""

    cases: int = 0
    not_compared: int = 0
    wrong_first: list[str] = field(default_factory=list)
    wrong: int = 0
    told: int = 0
    cautioned: int = 0
    right: int = 0
    right_equal: int = 0
    inputs: int = 0


async def measure(
    cases: AsyncIterator[Case], pool: ExecutionPool, options: argparse.Namespace
) -> Counts:
    counts = Counts()
    async for case in cases:
        try:
            reference = await make_reference(
                pool, case.problem, case.original, count=options.inputs
            )
        except EngineError:
            counts.not_compared += 1
            continue
        if not reference.usual:
            counts.not_compared += 1
            continue
        programs = [*case.wrong, *case.right]
        translations = [
            await compared(pool, reference, Translation(program, 1, number))
            for number, program in enumerate(programs)
        ]
        wrong, right = translations[: len(case.wrong)], translations[len(case.wrong) :]
        counts.cases += 1
        counts.inputs += reference.usual
        ordered = await told_apart(pool, reference, translations)
        by_number = {each.first: each for each in ordered}
        wrong = [by_number[each.first] for each in wrong]
        right = [by_number[each.first] for each in right]
        first = ordered[0]
        if first.first < len(case.wrong):
            counts.wrong_first.append(case.id)
        counts.wrong += len(wrong)
        counts.told += sum(not each.proved for each in wrong)
        counts.cautioned += sum(each.proved and bool(each.caution) for each in wrong)
        counts.right += len(right)
        counts.right_equal += sum(each.proved for each in right)
        if options.verbose:
            for each in translations:
                label = "wrong" if each.first < len(case.wrong) else "right"
                print(f"{case.id}: {label}: {each.headline} {each.mismatch}", flush=True)
    return counts


async def _all(cases: AsyncIterator[Case] | Iterator[Case]) -> AsyncIterator[Case]:
    if isinstance(cases, AsyncIterator):
        async for case in cases:
            yield case
    else:
        for case in cases:
            yield case


async def run(options: argparse.Namespace) -> None:
    table = new_table(
        "Translations, told apart by running them",
        ["programs"],
        ["cases", "inputs each", "wrong first", "wrong told apart", "only cautioned",
         "right equal on all"],
    )  # fmt: skip
    amount = Amount(options.cases, options.right, options.wrong)
    firsts: list[str] = []
    async with ExecutionPool(options.workers) as pool:
        for name in options.sets:
            title, cases = SETS[name]
            counts = await measure(_all(cases(options.data, amount, pool)), pool, options)
            firsts += [f"{name}: {case}" for case in counts.wrong_first]
            table.add_row(
                title,
                f"{counts.cases}",
                f"{counts.inputs / max(counts.cases, 1):.0f}",
                f"{len(counts.wrong_first)}",
                _share(counts.told, counts.wrong),
                _share(counts.cautioned, counts.wrong),
                _share(counts.right_equal, counts.right),
            )
            print(f"{name}: {counts}", flush=True)
    console = Console(width=160)
    console.print(table)
    for each in firsts:
        console.print(f"wrong first: {each}")


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({100 * part / whole:.0f} %)" if whole else "")


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="python -m benchmarks.translation", description=__doc__)
    command.add_argument("--data", type=Path, required=True, metavar="DATA")
    command.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS), metavar="SET")
    command.add_argument("--cases", type=int, default=40, metavar="N", help="of each set")
    command.add_argument("--right", type=int, default=1, metavar="N", help="of each case, at most")
    command.add_argument("--wrong", type=int, default=4, metavar="N", help="of each case, at most")
    command.add_argument("--inputs", type=int, default=60, metavar="N")
    command.add_argument("--verbose", action="store_true", help="print every comparison")
    command.add_argument("--workers", type=int, metavar="N")
    return command


if __name__ == "__main__":
    asyncio.run(run(parser().parse_args()))
