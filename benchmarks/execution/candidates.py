"""C++ candidates tried for each CPU-second: compiled, run on the examples, judged.

    python -m benchmarks.execution.candidates [--data DATA] [--drawn N] [--problems N] [--each N]

Two ways in one run, each with an empty cache of programs, problem by problem in turn:

- before: the header precompiled by g++ alone, and the system's default linker;
- now: the header precompiled with its templates instantiated, and the quicker linker.

Candidates are distinct samples of the shipped model (problems of the bank, and with --data the
first of easy_problems.txt), and with --data programs that others wrote, right and wrong ones
(judged_cpp_samples, codecontests_valid). CPU time is that of the whole process tree; what is built
once for the compiler is not counted. Ends with exit status 1 when the two ways disagree about a
verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from rich.console import Console

from benchmarks.data import place, read_rows, set_file
from benchmarks.resources import tree_cpu_s
from benchmarks.tables import new_table
from shortlist_engine.bank import families
from shortlist_engine.bank.family import Family
from shortlist_engine.datasets import read_dataset
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.compiling import toolchains
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.languages.cpp import uses_header
from shortlist_engine.problem import Example, Limits, Problem, Program, Run, Verdict
from shortlist_engine.sampling import SamplingParams, load_sampler
from shortlist_engine.solve.examples import first_pass, on_examples

EASY = Path(__file__).resolve().parents[1] / "easy_problems.txt"
THEIRS = ("judged_cpp_samples", "codecontests_valid")
BEFORE, NOW = "before", "now"
PLAIN = ("{tool}", "-std=gnu++17", "-O2", "-w", "-x", "c++-header", "header", "-o", "program")
WARM = "#include <bits/stdc++.h>\nint main() {{ return {}; }}\n"


@dataclass
class Group:
    """Holds candidates for one problem, and of which set they are."""

    name: str
    problem: Problem
    sources: list[str]


@dataclass
class Tally:
    """Counts what became of a set's candidates."""

    candidates: int = 0
    cpu_s: dict[str, float] = field(default_factory=lambda: {BEFORE: 0.0, NOW: 0.0})
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    different: int = 0


@contextlib.contextmanager
def compiled_as_before() -> Iterator[None]:
    now = LANGUAGES["cpp"]
    chain = now.toolchain
    assert chain is not None and chain.prepared is not None
    prepared = replace(chain.prepared, command=PLAIN)
    LANGUAGES["cpp"] = replace(now, toolchain=replace(chain, linker_flags=(), prepared=prepared))
    toolchains.linker_flags.cache_clear()
    try:
        yield
    finally:
        LANGUAGES["cpp"] = now
        toolchains.linker_flags.cache_clear()


def drawn(data: Path | None, problems: int, samples: int) -> Iterator[Group]:
    """What the shipped model writes; twice as many problems with the real ones."""
    rng = random.Random(0)
    asked = [("drawn, bank", family.instance(1).problem(rng)) for family in chosen(problems)]
    if data:
        rows = islice(read_dataset(EASY, data), problems)
        asked += [("drawn, real problems", row.problem) for row in rows]
    sampler = load_sampler()
    for name, problem in asked:
        params = SamplingParams(num_samples=samples, languages=("cpp",), seed=1)
        batches = sampler.sample(problem, params, threading.Event())
        programs = [Program("cpp", sample.text) for batch in batches for sample in batch]
        distinct = {program.id: program.source for program in programs}
        yield Group(name, problem, list(distinct.values()))
    sampler.close()


def chosen(count: int) -> list[Family]:
    by_place = sorted(families().values(), key=lambda family: place(family.name))
    return by_place[:count]


def written(data: Path, problems: int, each: int) -> Iterator[Group]:
    """What others wrote, by whether our header serves it."""
    for name in THEIRS:
        rows = sorted(read_rows(set_file(data, name)), key=lambda row: place(str(row["id"])))
        for row in islice((row for row in rows if row.get("examples")), problems):
            sources = [
                solution["code"]
                for kind in ("solutions", "incorrect_solutions")
                for solution in row.get(kind, [])[:each]
                if solution["language"] == "cpp"
            ]
            examples = tuple(Example(one["input"], one["output"]) for one in row["examples"])
            limits = Limits(time_s=row.get("time_limit_s") or 2.0)
            problem = Problem(row["name"], "", examples, limits=limits)
            for served in (True, False):
                of_kind = [source for source in sources if uses_header(source) == served]
                if of_kind:
                    yield Group(f"{name}, {'our' if served else 'own'} headers", problem, of_kind)


async def tried(pool: ExecutionPool, group: Group) -> list[tuple[Run, ...]]:
    """As a solve tries them: up to the first failure, with the first pass's limit."""
    problem, limits = group.problem, first_pass(group.problem)
    return await asyncio.gather(
        *(
            pool.run(on_examples(problem, Program("cpp", source), limits))
            for source in group.sources
        )
    )


async def warm(pool: ExecutionPool) -> None:
    """Starts every worker's zygotes, and builds what is built once."""
    programs = [Program("cpp", WARM.format(number)) for number in range(2 * pool.workers)]
    requests = [RunRequest(Problem("", ""), program, [""]) for program in programs]
    await asyncio.gather(*map(pool.run, requests))


async def compare(groups: Iterator[Group], tallies: dict[str, Tally]) -> None:
    """Adds to the sets' tallies, so that what was measured is there when it is interrupted."""
    async with ExecutionPool() as pool:

        async def cost(group: Group) -> tuple[float, list[tuple[Run, ...]]]:
            start = tree_cpu_s()
            runs = await tried(pool, group)
            return tree_cpu_s() - start, runs

        with compiled_as_before():
            await warm(pool)
        await warm(pool)
        for group in groups:
            with compiled_as_before():
                before, first = await cost(group)
            now, second = await cost(group)
            tally = tallies.setdefault(group.name, Tally())
            tally.candidates += len(group.sources)
            tally.cpu_s[BEFORE] += before
            tally.cpu_s[NOW] += now
            verdicts = [
                [[run.verdict for run in runs] for runs in each] for each in (first, second)
            ]
            tally.verdicts.update(runs[0].verdict for runs in second)
            tally.different += sum(a != b for a, b in zip(*verdicts, strict=True))


def show(tallies: dict[str, Tally]) -> None:
    table = new_table(
        None, ("candidates",),
        ("number", "of them CE", "CPU s each, before", "now", "times as many", "other verdict"),
    )  # fmt: skip
    for name, tally in tallies.items():
        before, now = tally.cpu_s[BEFORE], tally.cpu_s[NOW]
        number = tally.candidates
        table.add_row(
            name, str(number), str(tally.verdicts[Verdict.CE]), f"{before / number:.3f}",
            f"{now / number:.3f}", f"{before / now:.2f}", str(tally.different),
        )  # fmt: skip
    Console().print(table)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command.add_argument("--data", type=Path, help="the folder of public problem sets")
    command.add_argument("--problems", type=int, default=4, help="of each set")
    command.add_argument("--drawn", type=int, default=100, help="samples for each problem, or 0")
    command.add_argument(
        "--each",
        type=int,
        default=3,
        help="right and wrong programs of others for each problem, or 0",
    )
    return command


def main() -> int:
    options = parser().parse_args()

    def groups() -> Iterator[Group]:
        if options.drawn:
            yield from drawn(options.data, options.problems, options.drawn)
        if options.data and options.each:
            yield from written(options.data, options.problems, options.each)

    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(compare(groups(), tallies))
    show(tallies)
    return 1 if any(tally.different for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
