"""Figures of the tasks: pass@k by language, budgets spread over languages, and turns against one
turn. Intervals are 95 % bootstrap intervals over problems."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shortlist_engine.evaluation.estimators import (
    Difference,
    Interval,
    bootstrap,
    paired_bootstrap,
    pass_at_k,
)
from shortlist_engine.evaluation.tasks.cases import MULTI, SINGLE
from shortlist_engine.evaluation.tasks.measuring import MeasuredCase

KS = (1, 10, 100)
BUDGETS = (10, 100)
LEVELS = ((0.7, "easy"), (0.3, "middle"), (0.0, "hard"))
"""The least pass rate, as the mean of both ways to ask, of a problem of each difficulty."""


@dataclass(frozen=True)
class GroupScore:
    """Holds the figures of one group of cases: `pass_at` for each k that its samples allow."""

    group: str
    cases: int
    samples: int
    right: int
    pass_at: dict[int, Interval]
    verdicts: dict[str, int]


def group_scores(cases: Sequence[MeasuredCase], ks: Sequence[int] = KS) -> list[GroupScore]:
    """Returns the figures of each group, in the order in which they come."""
    found = []
    for group, own in _grouped(cases).items():
        least = min((case.samples for case in own), default=0)
        verdicts: dict[str, int] = {}
        for case in own:
            for verdict, count in case.verdicts.items():
                verdicts[verdict] = verdicts.get(verdict, 0) + count
        found.append(
            GroupScore(
                group,
                len(own),
                sum(case.samples for case in own),
                sum(case.right for case in own),
                {
                    k: bootstrap([pass_at_k(case.samples, case.right, k) for case in own])
                    for k in ks
                    if k <= least
                },
                verdicts,
            )
        )
    return found


@dataclass(frozen=True)
class BudgetScore:
    """Holds how many problems are solved in any language when `budget` programs are written for
    each, all in the best single language or spread. `best` names that language; `shares` are the
    programs in each where they are spread."""

    budget: int
    policy: str
    solved: Interval
    shares: dict[str, int]


def budget_scores(
    cases: Sequence[MeasuredCase],
    weights: Mapping[str, float] | None = None,
    budgets: Sequence[int] = BUDGETS,
) -> list[BudgetScore]:
    """Returns what each way to spread a budget over the groups (languages) solves, of the problems
    that all of them have (Zheng et al. 2023, section 4.3): all in the best single one, the same for
    each, and by `weights` where given. A budget that the samples do not reach is left out."""
    groups = _grouped(cases)
    by_problem = {group: {case.problem: case for case in own} for group, own in groups.items()}
    common = [
        problem
        for problem in next(iter(by_problem.values()), {})
        if all(problem in own for own in by_problem.values())
    ]
    if len(groups) < 2 or not common:
        return []
    least = min(by_problem[group][problem].samples for group in groups for problem in common)
    found = []
    for budget in budgets:
        policies: list[tuple[str, dict[str, int]]] = []
        if budget <= least:
            best = max(groups, key=lambda group: _solved(by_problem, common, {group: budget}).mean)
            policies.append(("best single", {best: budget}))
        policies.append(("uniform", spread(budget, dict.fromkeys(groups, 1.0))))
        if weights:
            known = {group: weights[group] for group in groups if weights.get(group)}
            policies.append(("weighted", spread(budget, known)))
        found += [
            BudgetScore(budget, policy, _solved(by_problem, common, shares), shares)
            for policy, shares in policies
            if max(shares.values()) <= least
        ]
    return found


def spread(budget: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Returns whole numbers in the proportion of the weights that make up the budget: what is left
    over goes to the largest remainders."""
    total = sum(weights.values())
    exact = {name: budget * weight / total for name, weight in weights.items()}
    shares = {name: math.floor(value) for name, value in exact.items()}
    order = sorted(exact, key=lambda name: shares[name] - exact[name])
    for name in order[: budget - sum(shares.values())]:
        shares[name] += 1
    return shares


def _solved(
    by_problem: Mapping[str, Mapping[str, MeasuredCase]],
    common: Sequence[str],
    shares: Mapping[str, int],
) -> Interval:
    values = []
    for problem in common:
        missed = 1.0
        for group, k in shares.items():
            case = by_problem[group][problem]
            missed *= 1.0 - pass_at_k(case.samples, case.right, k)
        values.append(1.0 - missed)
    return bootstrap(values)


@dataclass(frozen=True)
class LevelScore:
    """Compares both ways to ask on the problems of one difficulty: the difference is that of turns
    minus one turn."""

    level: str
    problems: int
    multi: float
    single: float
    difference: Difference


@dataclass(frozen=True)
class PerplexityScore:
    """Holds the mean perplexity of what was asked, of the problems that some sample solved and of
    the others; NaN where there is none."""

    group: str
    solved: Interval
    unsolved: Interval
    everything: Interval


@dataclass(frozen=True)
class TurnScores:
    """Holds the figures of MTPB. `rates` are pass rates of the ways to ask: means over problems of
    means over cases of the share of right samples; `levels` begin with all problems."""

    rates: dict[str, Interval]
    levels: tuple[LevelScore, ...]
    perplexities: tuple[PerplexityScore, ...]


def turn_scores(cases: Sequence[MeasuredCase]) -> TurnScores:
    """Returns the figures of cases in turns and in one turn. Levels are of problems that were asked
    both ways."""
    groups = _grouped(cases)
    rates = {group: _rates(own) for group, own in groups.items()}
    multi, single = rates.get(MULTI, {}), rates.get(SINGLE, {})
    both = [problem for problem in multi if problem in single]
    levels = [_level("all", both, multi, single)] if both else []
    for place, (least, level) in enumerate(LEVELS):
        most = LEVELS[place - 1][0] if place else math.inf
        own = [p for p in both if least <= (multi[p] + single[p]) / 2 < most]
        if own:
            levels.append(_level(level, own, multi, single))
    return TurnScores(
        {group: bootstrap(list(found.values())) for group, found in rates.items()},
        tuple(levels),
        tuple(
            score
            for group, own in groups.items()
            if (score := _perplexities(group, own)) is not None
        ),
    )


def _rates(cases: Sequence[MeasuredCase]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for case in cases:
        if case.samples:
            shares.setdefault(case.problem, []).append(case.right / case.samples)
    return {problem: sum(own) / len(own) for problem, own in shares.items()}


def _level(
    level: str, problems: Sequence[str], multi: Mapping[str, float], single: Mapping[str, float]
) -> LevelScore:
    a, b = [single[p] for p in problems], [multi[p] for p in problems]
    return LevelScore(
        level, len(problems), sum(b) / len(b), sum(a) / len(a), paired_bootstrap(a, b)
    )


def _perplexities(group: str, cases: Sequence[MeasuredCase]) -> PerplexityScore | None:
    values: dict[str, list[float]] = {}
    for case in cases:
        if case.perplexity is not None:
            values.setdefault(case.problem, []).append(case.perplexity)
    if not values:
        return None
    means = {problem: sum(own) / len(own) for problem, own in values.items()}
    solved = {case.problem for case in cases if case.right}
    return PerplexityScore(
        group,
        bootstrap([mean for problem, mean in means.items() if problem in solved]),
        bootstrap([mean for problem, mean in means.items() if problem not in solved]),
        bootstrap(list(means.values())),
    )


def _grouped(cases: Sequence[MeasuredCase]) -> dict[str, list[MeasuredCase]]:
    groups: dict[str, list[MeasuredCase]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    return groups
