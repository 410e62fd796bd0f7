"""The confidence stated with a first solution: fitted to problems with known answers, and tested on
problems and on whole pools that had no part in the fit.

    python -m benchmarks.confidence --data DATA --cache DIRECTORY --runs DIRECTORY ...
        [--codegen] [--judged N] [--figure FILE.svg] [--write]

Each of `--runs` is a folder of `shortlist eval`, of a model, of given programs or of recorded
answers; with `--codegen` the pool of CodeGen-16B samples without any example
(`selection/humaneval.py`) is added. From each problem
points are made with all samples and with random parts of them, with all generated inputs and with
fewer, as a solve sees them under way. Fitted is on all points; what is shown is about the end of a
solve, one point for each problem with a survivor and one right answer.

With `--judged N` the confidence is also stated of up to N problems of each pool of judged Python
programs (`selection/labelled.py`), to which nothing is fitted: a few samples of other models each,
chosen so that some are right and some wrong, and submissions of people, which no model sampled.

`problem held out`: ten folds over problems. `pool held out`: fitted to the other sources of
samples only, which is what a new model on new problems meets. `--write` stores the weights of the
fit to everything in the engine, `--figure` draws the reliability diagram.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.confidence.fit import Floats, by_fold, by_source, fit, held_out
from benchmarks.confidence.points import Point, Survivors, of_runs, points, survivors
from benchmarks.selection import humaneval, labelled
from benchmarks.selection.judged import run_pools
from benchmarks.selection.pools import PoolCache
from benchmarks.tables import new_table
from shortlist_engine.datasets import DatasetError
from shortlist_engine.evaluation.estimators import Interval
from shortlist_engine.evaluation.plan import RunError
from shortlist_engine.evaluation.reliability import Reliability, reliability
from shortlist_engine.evaluation.report.reliability_chart import reliability_chart
from shortlist_engine.evaluation.report.svg import standalone
from shortlist_engine.selection.confidence import estimate
from shortlist_engine.selection.confidence.estimate import FITTED, Weights

JUDGED = {"models": 2, "condefects": 6}
"""Pools of judged programs, with the fewest programs of a problem that are enough."""
CODEGEN = "humaneval_codegen16b_pool: humaneval"
FEW = (4, 8, 16)
_DIGITS = 4


async def without_examples(data: Path, cache: PoolCache) -> list[Survivors]:
    """CodeGen-16B on HumanEval as if the statements had no examples. The tests that the model wrote
    are left out: a solve has none."""
    found = []
    async for pool in humaneval.pools(data, cache, None, None):
        n = len(pool.evidence)
        known = replace(
            pool.evidence, tests=np.zeros((n, 0), np.bool_), test_counts=np.zeros(0, np.int64)
        )
        found.append(survivors(replace(pool, evidence=known), "no examples", CODEGEN, 0))
    return found


async def judged(data: Path, cache: PoolCache, problems: int) -> list[Survivors]:
    """Judged programs, from the cache or by running them."""
    found = []
    for name, fewest in JUDGED.items():
        rows = labelled.read_pools(data, name, problems, fewest)
        async for pool in run_pools(rows, cache, None):
            found.append(survivors(pool, name, name, pool.evidence.examples.shape[1]))
    return found


def show_pools(console: Console, found: Sequence[Point]) -> None:
    table = new_table(
        "Problems with a survivor and one right answer",
        ("pool", "source"),
        ("problems", "first solution right", "points"),
    )
    for pool in dict.fromkeys(point.pool for point in found):
        own = [point for point in found if point.pool == pool]
        ends = [point.right for point in own if point.whole]
        table.add_row(
            pool,
            own[0].source,
            str(len(ends)),
            f"{100 * np.mean(ends):.1f} %" if ends else "",
            str(len(own)),
        )
    console.print(table)


def show_weights(console: Console, weights: Weights) -> None:
    table = new_table("Weights, fitted to everything", (), ("bias", *weights.terms))
    table.add_row(*(f"{value:.3f}" for value in (weights.bias, *weights.terms.values())))
    console.print(table)


def show_figures(
    console: Console, title: str, found: Sequence[Point], chances: Floats
) -> Reliability:
    """One row for each pool, one for all; the points at the end of a solve only."""
    table = new_table(title, ("pool",), (
        "problems", "right", "stated", "calibration error", "by luck", "Brier",
        "Brier of the rate", "AUC",
    ))  # fmt: skip
    ends = np.array([point.whole for point in found])
    pools = np.array([point.pool for point in found])
    right = np.array([point.right for point in found])
    total = reliability(chances[ends], right[ends])
    for name in (*dict.fromkeys(pools[ends]), "all"):
        inside = ends & ((pools == name) | (name == "all"))
        each = total if name == "all" else reliability(chances[inside], right[inside])
        table.add_row(
            name,
            str(each.problems),
            f"{each.right:.3f}",
            f"{chances[inside].mean():.3f}",
            _cell(each.error),
            f"{each.error_by_luck:.3f}",
            _cell(each.brier),
            f"{each.brier_of_rate:.3f}",
            f"{each.auc:.3f}",
        )
    console.print(table)
    return total


def show_budgets(console: Console, title: str, found: Sequence[Point], chances: Floats) -> None:
    """The same for solves with a few samples, whatever the pool."""
    table = new_table(title, ("pool", "samples"), (
        "problems", "right", "stated", "calibration error", "by luck", "Brier",
        "Brier of the rate",
    ))  # fmt: skip
    right = np.array([point.right for point in found])
    for pool in (*dict.fromkeys(point.pool for point in found if point.ends), "all"):
        for budget in FEW:
            inside = np.array(
                [p.ends and p.found.samples == budget and pool in (p.pool, "all") for p in found]
            )
            if not inside.any():
                continue
            each = reliability(chances[inside], right[inside])
            table.add_row(
                pool, str(budget), str(each.problems), f"{each.right:.3f}",
                f"{chances[inside].mean():.3f}", f"{each.error.mean:.3f}",
                f"{each.error_by_luck:.3f}", f"{each.brier.mean:.3f}",
                f"{each.brier_of_rate:.3f}",
            )  # fmt: skip
    console.print(table)


def show_bins(console: Console, title: str, found: Reliability) -> None:
    table = new_table(title, (), ("stated", "problems", "mean", "right"))
    for each in found.bins:
        table.add_row(
            f"{each.low:.1f} to {each.high:.1f}",
            str(each.problems),
            f"{each.stated:.3f}",
            f"{each.right:.3f} ({each.right_low:.3f} to {each.right_high:.3f})",
        )
    console.print(table)


def write_weights(weights: Weights, found: Sequence[Point], path: Path) -> None:
    document = {
        "fitted_to": {
            pool: len({point.problem for point in found if point.pool == pool})
            for pool in dict.fromkeys(point.pool for point in found)
        },
        "bias": round(weights.bias, _DIGITS),
        "terms": {name: round(value, _DIGITS) for name, value in weights.terms.items()},
    }
    path.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def _cell(interval: Interval) -> str:
    return f"{interval.mean:.3f} ({interval.low:.3f} to {interval.high:.3f})"


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--data", type=Path, required=True, help="the folder of public data sets")
    command.add_argument("--cache", type=Path, help="a folder that keeps what running showed")
    command.add_argument(
        "--runs", type=Path, nargs="+", required=True, help="folders of `shortlist eval`"
    )
    command.add_argument(
        "--judged", type=int, default=0, metavar="N", help="also N problems of each judged pool"
    )
    command.add_argument(
        "--codegen", action="store_true", help="also CodeGen-16B's samples without examples"
    )
    command.add_argument("--figure", type=Path, help="where to draw the reliability diagram (SVG)")
    command.add_argument("--write", action="store_true", help="store the weights in the engine")
    return command


def main() -> None:
    command = parser()
    options = command.parse_args()
    console = Console(width=180)
    cache = PoolCache(options.cache)
    try:
        pools = list(of_runs(options.runs))
        if options.codegen:
            pools += asyncio.run(without_examples(options.data, cache))
    except RunError as error:
        command.error(str(error))
    except DatasetError as error:
        command.error(f"{error}: give the folder that has it with --data")
    found = [point for pool in pools for point in points(pool)]
    show_pools(console, found)
    weights = fit(found)
    show_weights(console, weights)
    drawn = {}
    for name, group in (("problem held out", by_fold(found)), ("pool held out", by_source)):
        chances = held_out(found, group)
        drawn[name] = show_figures(console, f"Stated, {name}", found, chances)
        show_bins(console, f"Stated, {name}", drawn[name])
        show_budgets(console, f"Stated with few samples, {name}", found, chances)
    if options.figure is not None:
        options.figure.write_text(standalone(reliability_chart(drawn)), "utf-8")
    if options.write:
        write_weights(weights, found, FITTED)
    if options.judged:
        try:
            others = asyncio.run(judged(options.data, cache, options.judged))
        except DatasetError as error:
            command.error(f"{error}: leave out --judged, or give its folder")
        known = [point for pool in others for point in points(pool)]
        chances = np.array([estimate(point.found, weights) for point in known])
        show_figures(console, "Stated, never fitted to", known, chances)


if __name__ == "__main__":
    main()
