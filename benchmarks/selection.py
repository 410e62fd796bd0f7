"""Ranking rules on real pools of samples: how often the first of their order is right.

    python benchmarks/selection.py --data ../shared/data --cache DIRECTORY
    python benchmarks/selection.py --scaling [--most 1000000]

Runs the programs of two public pools in the sandbox, once when a cache is given, and applies every
rule: CodeGen-16B samples for half of HumanEval on the asserts that the same model generated (the
other half is for grading and is not read here), and C++ programs with a judge's verdict on inputs
mutated from the examples (a sample of problems and programs, because each is compiled).

`expected @k`: a member of each of the rule's groups is drawn at random, as published figures are
made; `ordered @k`: the first k of the order that a user would get. Intervals are 95 % of the
bootstrap over problems. `--weights` cross-validates the weights of our own rule on the first pool.
`--scaling` needs no data.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import selection_cpp
import selection_humaneval
import selection_scaling
import selection_weights
from rich.console import Console
from selection_pools import LabelledPool, PoolCache
from selection_report import differences, rule_figures, table

POOLS = ("humaneval", "cpp")


async def read_all(
    console: Console, name: str, pools: AsyncIterator[LabelledPool]
) -> list[LabelledPool]:
    found = []
    async for pool in pools:
        found.append(pool)
        if len(found) % 10 == 0:
            console.print(f"{name}: {len(found)} problems", style="dim")
    return found


def show(console: Console, title: str, pools: list[LabelledPool]) -> None:
    oracle = 100 * np.mean([pool.solvable for pool in pools])
    candidates = np.mean([len(pool.evidence) for pool in pools])
    figures = rule_figures(pools)
    console.print(table(f"{title}: {len(pools)} problems, %", figures))
    console.print(
        f"{candidates:.1f} distinct candidates a problem; some candidate is right (oracle): "
        f"{oracle:.1f} %"
    )
    console.print(differences(figures, ("alphacode", "codet")))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="the folder of public data sets")
    parser.add_argument("--cache", type=Path, help="a folder that keeps what running showed")
    parser.add_argument("--pools", nargs="+", choices=POOLS, default=POOLS)
    parser.add_argument("--workers", type=int, help="programs at a time (default: one per core)")
    parser.add_argument("--limit", type=int, help="tasks of HumanEval (default: all there are)")
    parser.add_argument("--cpp-problems", type=int, default=12)
    parser.add_argument("--cpp-programs", type=int, default=24, help="candidates for each of them")
    parser.add_argument(
        "--weights", action="store_true", help="cross-validate the weights of our rule too"
    )
    parser.add_argument("--scaling", action="store_true", help="time and memory instead")
    parser.add_argument("--most", type=int, default=1_000_000, help="candidates for --scaling")
    options = parser.parse_args()
    console = Console(width=200)
    if options.scaling:
        console.print(selection_scaling.table(options.most))
        return
    if options.data is None:
        parser.error("--data is needed, the folder with the pools (or --scaling, without data)")
    files = {"humaneval": selection_humaneval.FILE, "cpp": selection_cpp.FILE}
    for name in options.pools:
        if not (options.data / files[name]).is_file():
            parser.error(f"{options.data / files[name]} is missing: give --data or --pools")
    cache = PoolCache(options.cache)
    if "humaneval" in options.pools:
        found = selection_humaneval.pools(options.data, cache, options.workers, options.limit)
        pools = asyncio.run(read_all(console, "humaneval", found))
        show(console, "CodeGen-16B samples, half of HumanEval", pools)
        if options.weights:
            console.print(selection_weights.table(pools))
    if "cpp" in options.pools:
        found = selection_cpp.pools(
            options.data, cache, options.workers, options.cpp_problems, options.cpp_programs
        )
        pools = asyncio.run(read_all(console, "cpp", found))
        show(console, "Judged C++ rewrites", pools)


if __name__ == "__main__":
    main()
