"""Ranking rules on real pools of samples: how often the first of their order is right.

    python -m benchmarks.selection --data DATA --cache DIRECTORY
    python -m benchmarks.selection --data DATA --cache DIRECTORY --runs RUN ...
    python -m benchmarks.selection --scaling [--most 1000000]

Runs programs of public pools in the sandbox, once when a cache is given, and applies every rule:

- `humaneval`: CodeGen-16B samples for half of HumanEval, on the asserts that the same model
  generated and on inputs made from these (the other half is for grading and is not read here);
- `cpp`: C++ rewrites with a judge's verdict, a sample of problems and programs, since each is
  compiled;
- `condefects`: accepted and faulty Python submissions of people;
- `models`: Python samples of language models for APPS and xCodeEval;
- with `--runs`, what `shortlist eval` has measured of any model, as far as some survivors of a
  problem are right and some wrong.

All but the first have inputs only, no generated tests.

`expected @k`: a member of each of the rule's groups is drawn at random, as published figures are
made; `ordered @k`: the first k of the order that a user would get. Intervals are 95 % of the
bootstrap over problems. `--weights` cross-validates the weights of our own rule, inside each pool
and with each pool left out. `--markdown FILE` writes the tables for a document. `--scaling` needs
no data.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.selection import cpp, humaneval, labelled, runs, scaling, weights
from benchmarks.selection.judged import run_pools
from benchmarks.selection.pools import LabelledPool, PoolCache
from benchmarks.selection.report import caption, differences, rule_figures, table
from benchmarks.tables import markdown
from shortlist_engine.datasets import DatasetError

TITLES = {
    "humaneval": "CodeGen-16B samples, half of HumanEval",
    "cpp": "Judged C++ rewrites",
    "condefects": "Python submissions at AtCoder",
    "models": "Samples of language models, APPS and xCodeEval",
}


def find_pools(name: str, options: argparse.Namespace) -> AsyncIterator[LabelledPool]:
    """Raises DatasetError when a file of the pool cannot be read."""
    cache = PoolCache(options.cache)
    if name == "humaneval":
        return humaneval.pools(
            options.data, cache, options.workers, options.limit, options.more_inputs
        )
    if name == "cpp":
        judged = cpp.read_pools(options.data, options.cpp_problems, options.cpp_programs)
    else:
        most, fewest = options.problems, options.fewest if name == "condefects" else 2
        judged = labelled.read_pools(options.data, name, most, fewest)
    return run_pools(judged, cache, options.workers)


async def read_all(
    console: Console, name: str, pools: AsyncIterator[LabelledPool]
) -> list[LabelledPool]:
    found = []
    async for pool in pools:
        found.append(pool)
        if len(found) % 10 == 0:
            console.print(f"{name}: {len(found)} problems", style="dim")
    return found


def report(title: str, pools: list[LabelledPool]) -> Iterator[Table | str]:
    figures = rule_figures(pools)
    yield table(f"{title}: {len(pools)} problems, %", figures)
    yield caption(pools)
    yield differences(figures, ("alphacode", "codet"))


def main() -> None:
    command = parser()
    options = command.parse_args()
    console = Console(width=200)
    if options.scaling:
        console.print(scaling.table(options.most))
        return
    if options.data is None and not options.runs:
        command.error("--data is needed, the folder with the pools (or --scaling, without data)")
    known: dict[str, list[LabelledPool]] = {}
    parts: list[Table | str] = []
    for name in options.pools if options.data is not None else ():
        try:
            found = asyncio.run(read_all(console, name, find_pools(name, options)))
        except DatasetError as error:
            command.error(f"{error}: give --data or --pools")
        known[TITLES[name]] = found
    for folder in options.runs:
        known[f"Run {folder.name}"] = [pool for pool in runs.pools(folder) if pool.undecided]
    for title, pools in known.items():
        if pools:
            parts += report(title, pools)
    if options.weights:
        parts += weights.tables(known)
    for part in parts:
        console.print(part)
    if options.markdown is not None:
        options.markdown.write_text("\n\n".join(map(markdown, parts)) + "\n", encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = command.add_argument
    add("--data", type=Path, help="the folder of public data sets")
    add("--cache", type=Path, help="a folder that keeps what running showed")
    add("--pools", nargs="*", choices=TITLES, default=list(TITLES), metavar="POOL")
    add("--runs", nargs="+", type=Path, default=[], help="folders of `shortlist eval`")
    add("--workers", type=int, help="programs at a time (default: one per core)")
    add("--limit", type=int, help="tasks of HumanEval (default: all there are)")
    add(
        "--more-inputs",
        type=int,
        default=humaneval.MORE_INPUTS,
        help="of HumanEval, beside those of asserts (default: %(default)s; 0 as published)",
    )
    add("--cpp-problems", type=int, default=40)
    add("--cpp-programs", type=int, default=24, help="candidates for each of them")
    add("--problems", type=int, default=120, help="of each pool of Python programs")
    add("--fewest", type=int, default=6, help="submissions of a problem of condefects")
    add("--weights", action="store_true", help="cross-validate the weights of our rule too")
    add("--markdown", type=Path, help="a file for the tables")
    add("--scaling", action="store_true", help="time and memory instead")
    add("--most", type=int, default=1_000_000, help="candidates for --scaling")
    return command


if __name__ == "__main__":
    main()
