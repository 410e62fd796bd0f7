"""Figures of rules on labelled pools, with intervals over problems, as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
from rich.table import Table

from benchmarks.selection.expected import expected_solved
from benchmarks.selection.pools import LabelledPool
from benchmarks.tables import new_table, per_cent
from shortlist_engine.selection.rules import (
    RULES,
    CandidateRanking,
    Evidence,
    Rule,
    rank_by,
)
from shortlist_engine.selection.rules.b4 import b4
from shortlist_engine.selection.rules.codet import codet
from shortlist_engine.selection.rules.evidence import is_output
from shortlist_engine.selection.rules.shortlist import WEIGHTS, shortlist

KS = (1, 3, 10)
RESAMPLES = 10_000
Floats = npt.NDArray[np.float64]


def _variant(name: str, what: str, apply: Callable[[Evidence], CandidateRanking]) -> Rule:
    return replace(RULES[name], name=f"{name}: {what}", apply=apply)


VARIANTS = (
    _variant("codet", "size x tests", partial(codet, exponent=1.0)),
    _variant("b4", "b0 = 1e5", partial(b4, beta_0=1e5)),
    _variant("b4", "b0 = 1e6", partial(b4, beta_0=1e6)),
    _variant("shortlist", "attempts at once", partial(shortlist, attempts=1)),
    _variant("shortlist", "silence is an answer", partial(shortlist, answers=is_output)),
    _variant("shortlist", "without varied", partial(shortlist, weights={**WEIGHTS, "varied": 0.0})),
)
"""Published alternatives, and our rule without one of its parts."""


@dataclass(frozen=True)
class Figures:
    """For each problem and k: the expectation when the rule's groups are drawn from at random, as
    published figures are made, and whether the first k of its order hold a correct program."""

    name: str
    expected: Floats
    ordered: Floats


def measure(rule: Rule, pools: Sequence[LabelledPool], ks: Sequence[int]) -> Figures:
    """`random` without replacement, as pass@k; the others by CodeT's published estimator."""
    expected, ordered = [], []
    for pool in pools:
        ranking = rank_by(rule, pool.evidence)
        counts, correct = pool.evidence.counts, pool.correct
        replacement = rule.name not in ("random", "filter")
        expected.append(
            [expected_solved(ranking, counts, correct, k, replacement=replacement) for k in ks]
        )
        front = ranking.order[: ranking.put_forward]
        ordered.append([correct[front[:k]].any() for k in ks])
    return Figures(rule.name, np.array(expected, float), np.array(ordered, float))


def rule_figures(pools: Sequence[LabelledPool], ks: Sequence[int] = KS) -> list[Figures]:
    """Of every rule, and of the variants, whose evidence the pools have."""
    return [
        measure(rule, pools, ks)
        for rule in (*RULES.values(), *VARIANTS)
        if all(_has(need, pools) for need in rule.needs)
    ]


def _has(need: str, pools: Sequence[LabelledPool]) -> bool:
    known = {
        "outcomes": lambda pool: pool.evidence.outcomes.shape[1] > 0,
        "tests": lambda pool: pool.evidence.tests.shape[1] > 0,
        "logprob": lambda pool: bool(np.isfinite(pool.evidence.logprob).any()),
    }
    return any(known[need](pool) for pool in pools)


def caption(pools: Sequence[LabelledPool]) -> str:
    """What the figures of the pools are to be read beside."""
    candidates = np.mean([len(pool.evidence) for pool in pools])
    oracle = 100 * np.mean([pool.solvable for pool in pools])
    return (
        f"{candidates:.1f} distinct candidates a problem; some candidate is right (oracle): "
        f"{oracle:.1f} %"
    )


def interval(values: Floats, seed: int = 0) -> tuple[float, float]:
    """95 % of the bootstrap over problems, percentiles."""
    draws = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def table(title: str, figures: Sequence[Figures], ks: Sequence[int] = KS) -> Table:
    columns = [f"{kind} @{k}" for kind in ("expected", "ordered") for k in ks]
    shown = new_table(title, ("rule",), columns)
    for each in figures:
        cells = [_cell(column) for column in each.expected.T]
        cells += [f"{100 * column.mean():.1f}" for column in each.ordered.T]
        shown.add_row(each.name, *cells)
    return shown


def differences(
    figures: Sequence[Figures], references: Sequence[str], ks: Sequence[int] = KS
) -> Table:
    """Expected figures, each rule less a reference on the same problems."""
    by_name = {each.name: each for each in figures}
    known = [name for name in references if name in by_name]
    title = "Paired differences of the expected figures, 95 % bootstrap over problems"
    shown = new_table(title, ("rule",), [f"- {name} @{k}" for name in known for k in ks])
    for each in figures:
        cells = []
        for name in known:
            difference = each.expected - by_name[name].expected
            cells += ["" if name == each.name else _cell(column) for column in difference.T]
        shown.add_row(each.name, *cells)
    return shown


def _cell(values: Floats) -> str:
    return per_cent(float(values.mean()), *interval(values))
