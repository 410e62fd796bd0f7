"""Cross-validation of the weights of our own rule: what a choice is worth on problems that had no
part in it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rich.table import Table
from selection_pools import LabelledPool
from selection_report import KS, interval

from shortlist_engine.selection.rules import expected_solved
from shortlist_engine.selection.rules.shortlist import shortlist

GRID: Mapping[str, Sequence[float]] = {
    "samples": (0.0, 0.25, 0.5, 1.0),
    "outputs": (1.0,),
    "tests": (0.5, 1.0, 2.0),
    "varied": (0.0, 1.0, 2.0),
}
"""All combinations are tried; a common factor changes no order, so one weight is 1."""
FOLDS, REPEATS = 10, 5
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """`held_out` (P, K): the figures of each problem under weights chosen without it, the mean over
    repeats; `chosen`: how often each combination was."""

    held_out: Floats
    chosen: Counter[tuple[float, ...]]


def grid_figures(
    pools: Sequence[LabelledPool], ks: Sequence[int] = KS
) -> tuple[list[tuple[float, ...]], Floats]:
    """The combinations, and the expected figures (C, P, K) of each."""
    combinations = list(itertools.product(*GRID.values()))
    figures = np.array(
        [
            [_expected(pool, dict(zip(GRID, weights, strict=True)), ks) for pool in pools]
            for weights in combinations
        ]
    )
    return combinations, figures


def _expected(pool: LabelledPool, weights: Mapping[str, float], ks: Sequence[int]) -> list[float]:
    ranking = shortlist(pool.evidence, weights)
    counts, correct = pool.evidence.counts, pool.correct
    return [expected_solved(ranking, counts, correct, k, replacement=True) for k in ks]


def cross_validate(
    combinations: Sequence[tuple[float, ...]], figures: Floats, seed: int = 0
) -> Choice:
    """In every fold the combination with the best mean over all k on the other folds; the first of
    the list among equals, which has the smaller weights."""
    problems = figures.shape[1]
    rng = np.random.default_rng(seed)
    held_out = np.zeros(figures.shape[1:])
    chosen: Counter[tuple[float, ...]] = Counter()
    merit = figures.mean(axis=2)
    for _ in range(REPEATS):
        fold = rng.permutation(problems) % FOLDS
        for number in range(FOLDS):
            inside = fold == number
            best = int(merit[:, ~inside].mean(axis=1).argmax())
            held_out[inside] += figures[best][inside] / REPEATS
            chosen[combinations[best]] += 1
    return Choice(held_out, chosen)


def table(pools: Sequence[LabelledPool]) -> Table:
    combinations, figures = grid_figures(pools)
    choice = cross_validate(combinations, figures)
    shown = Table(title=f"Weights by {REPEATS} times {FOLDS}-fold cross-validation")
    for name in (*GRID, "chosen", *(f"@{k}" for k in KS)):
        shown.add_column(name, justify="right")
    total = FOLDS * REPEATS
    for weights, times in choice.chosen.most_common(8):
        row = figures[combinations.index(weights)].mean(axis=0)
        shown.add_row(
            *map(str, weights), f"{times} of {total}", *(f"{100 * each:.1f}" for each in row)
        )
    cells = []
    for column in choice.held_out.T:
        low, high = interval(column)
        cells.append(f"{100 * column.mean():.1f} ({100 * low:.1f} to {100 * high:.1f})")
    shown.add_row(*["" for _ in GRID], "held out", *cells)
    return shown
