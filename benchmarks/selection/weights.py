"""Cross-validation of the weights of our own rule: what a choice is worth on problems, and on whole
pools, that had no part in it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rich.table import Table

from benchmarks.selection.expected import expected_solved
from benchmarks.selection.pools import LabelledPool
from benchmarks.selection.report import KS, interval
from benchmarks.tables import new_table, per_cent
from shortlist_engine.selection.rules import rank_by
from shortlist_engine.selection.rules.registry import RULES, Rule
from shortlist_engine.selection.rules.shortlist import WEIGHTS, shortlist

GRID: Mapping[str, Sequence[float]] = {
    "samples": (0.0, 0.25, 0.5, 1.0),
    "outputs": (1.0,),
    "tests": (0.5, 1.0, 2.0),
    "varied": (0.0, 1.0, 2.0),
    "timely": (0.0, 2.0, 4.0),
}
"""All combinations are tried; a common factor changes no order, so one weight is 1. `timely` tells
apart only where programs ran on large inputs, which those of `--runs` did."""
FOLDS, REPEATS = 10, 5
Floats = npt.NDArray[np.float64]
Weights = tuple[float, ...]


@dataclass(frozen=True)
class Choice:
    """`held_out` (P, K): the figures of each problem under weights chosen without it, the mean over
    repeats; `chosen`: how often each combination was."""

    held_out: Floats
    chosen: Counter[Weights]


def combinations() -> list[Weights]:
    return list(itertools.product(*GRID.values()))


def grid_figures(pools: Sequence[LabelledPool], ks: Sequence[int] = KS) -> Floats:
    """(C, P, K): the expected figures of each combination."""
    return np.array(
        [
            [_expected(pool, dict(zip(GRID, weights, strict=True)), ks) for pool in pools]
            for weights in combinations()
        ]
    )


def _expected(pool: LabelledPool, weights: Mapping[str, float], ks: Sequence[int]) -> list[float]:
    rule = Rule("", "", lambda known: shortlist(known, weights), RULES["shortlist"].needs)
    ranking = rank_by(rule, pool.evidence)
    counts, correct = pool.evidence.counts, pool.correct
    return [expected_solved(ranking, counts, correct, k, replacement=True) for k in ks]


def cross_validate(figures: Floats, seed: int = 0) -> Choice:
    """In every fold the combination with the best mean over all k on the other folds; the first of
    the list among equals, which has the smaller weights."""
    problems = figures.shape[1]
    rng = np.random.default_rng(seed)
    held_out = np.zeros(figures.shape[1:])
    chosen: Counter[Weights] = Counter()
    merit = figures.mean(axis=2)
    for _ in range(REPEATS):
        fold = rng.permutation(problems) % FOLDS
        for number in range(FOLDS):
            inside = fold == number
            best = int(merit[:, ~inside].mean(axis=1).argmax())
            held_out[inside] += figures[best][inside] / REPEATS
            chosen[combinations()[best]] += 1
    return Choice(held_out, chosen)


def tables(pools: Mapping[str, Sequence[LabelledPool]]) -> list[Table | str]:
    """For each pool the weights by cross-validation, and by the other pools together."""
    figures = {name: grid_figures(found) for name, found in pools.items() if found}
    parts: list[Table | str] = [_inside(name, values) for name, values in figures.items()]
    if len(figures) > 1:
        parts.append(_left_out(figures))
    return parts


def _inside(name: str, figures: Floats) -> Table:
    choice = cross_validate(figures)
    title = f"{name}: weights by {REPEATS} times {FOLDS}-fold cross-validation"
    shown = _table(title, "chosen")
    for weights, times in choice.chosen.most_common(5):
        row = figures[combinations().index(weights)]
        shown.add_row(f"{times} of {FOLDS * REPEATS}", *map(str, weights), *_means(row))
    shown.add_row("held out", *["" for _ in GRID], *_means(choice.held_out))
    return shown


def _left_out(figures: Mapping[str, Floats]) -> Table:
    """Each pool counts the same in the choice, whatever its number of problems."""
    shown = _table("Each pool under the weights best on the others, and as shipped", "pool")
    shipped = tuple(WEIGHTS[name] for name in GRID)
    merit = {name: values.mean(axis=(1, 2)) for name, values in figures.items()}
    for name, values in figures.items():
        others = np.mean([merit[other] for other in figures if other != name], axis=0)
        best = int(others.argmax())
        shown.add_row(name, *map(str, combinations()[best]), *_means(values[best]))
        if shipped in combinations():
            row = values[combinations().index(shipped)]
            shown.add_row("as shipped", *map(str, shipped), *_means(row))
    return shown


def _table(title: str, first: str) -> Table:
    return new_table(title, (first,), (*GRID, *(f"@{k}" for k in KS)))


def _means(values: Floats) -> list[str]:
    return [per_cent(float(column.mean()), *interval(column)) for column in values.T]
