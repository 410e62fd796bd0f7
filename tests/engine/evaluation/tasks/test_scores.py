"""Figures of the tasks, against values worked out by hand."""

from __future__ import annotations

import random

import pytest

from shortlist_engine.evaluation.tasks.cases import MULTI, SINGLE
from shortlist_engine.evaluation.tasks.measuring import MeasuredCase
from shortlist_engine.evaluation.tasks.report import task_report
from shortlist_engine.evaluation.tasks.scores import (
    budget_scores,
    group_scores,
    spread,
    turn_scores,
)


def case(
    group: str, problem: str, samples: int, right: int, perplexity: float | None = None, n: int = 1
) -> MeasuredCase:
    verdicts = {"AC": right, "WA": samples - right}
    name = f"{group}/{problem}/{n}"
    return MeasuredCase(name, group, problem, samples, right, verdicts, perplexity)


def test_pass_at_k_of_each_group() -> None:
    found = group_scores([case("C++", "1", 20, 10), case("C++", "2", 20, 0), case("Go", "1", 5, 5)])
    assert [(each.group, each.cases, each.samples, each.right) for each in found] == [
        ("C++", 2, 40, 10), ("Go", 1, 5, 5),
    ]  # fmt: skip
    assert found[0].pass_at[1].mean == pytest.approx(0.25) and set(found[0].pass_at) == {1, 10}
    missed = 1.0
    for k in range(10):
        missed *= (10 - k) / (20 - k)
    assert found[0].pass_at[10].mean == pytest.approx((1 - missed) / 2)
    assert set(found[1].pass_at) == {1} and found[0].verdicts == {"AC": 10, "WA": 30}


def test_a_budget_spread_over_languages_solves_what_any_solves() -> None:
    # C++ solves only problem 1, Go only problem 2: together they solve both.
    cases = [
        case("C++", "1", 20, 20), case("C++", "2", 20, 0),
        case("Go", "1", 20, 0), case("Go", "2", 20, 10), case("Go", "3", 20, 20),
    ]  # fmt: skip
    found = {(each.budget, each.policy): each for each in budget_scores(cases, {"C++": 3, "Go": 1})}
    assert set(found) == {(10, "best single"), (10, "uniform"), (10, "weighted")}
    best, uniform = found[10, "best single"], found[10, "uniform"]
    assert best.shares == {"C++": 10} and best.solved.mean == pytest.approx(0.5)
    assert uniform.shares == {"C++": 5, "Go": 5} and uniform.solved.problems == 2
    missed = 1.0
    for k in range(5):
        missed *= (10 - k) / (20 - k)
    assert uniform.solved.mean == pytest.approx(1 - missed / 2)
    assert found[10, "weighted"].shares == {"C++": 8, "Go": 2}
    assert budget_scores(cases[:2]) == []


@pytest.mark.parametrize("seed", range(30))
def test_a_spread_makes_up_its_budget(seed: int) -> None:
    rng = random.Random(seed)
    weights = {str(k): rng.random() + 0.01 for k in range(rng.randint(1, 6))}
    budget = rng.randint(1, 200)
    shares = spread(budget, weights)
    assert sum(shares.values()) == budget and min(shares.values()) >= 0
    total = sum(weights.values())
    assert all(abs(shares[k] - budget * weights[k] / total) < 1 for k in weights)


def test_turns_against_one_turn() -> None:
    cases = [
        case(MULTI, "p1", 4, 4, 2.0, 1), case(MULTI, "p1", 4, 2, 4.0, 2),  # 0.75
        case(SINGLE, "p1", 4, 4, 5.0, 1), case(SINGLE, "p1", 4, 4, 5.0, 2),  # 1.0
        case(MULTI, "p2", 4, 1, 6.0), case(SINGLE, "p2", 4, 0, 9.0),  # 0.25, 0.0
        case(MULTI, "p3", 4, 0, 8.0), case(SINGLE, "p3", 4, 0, 9.0),
    ]  # fmt: skip
    found = turn_scores(cases)
    assert found.rates[MULTI].mean == pytest.approx(1 / 3)
    assert found.rates[SINGLE].mean == pytest.approx(1 / 3)
    levels = {each.level: each for each in found.levels}
    assert set(levels) == {"all", "easy", "hard"}
    assert levels["easy"].difference.mean == pytest.approx(-0.25)
    assert levels["hard"].problems == 2 and levels["hard"].multi == pytest.approx(0.125)
    perplexity = {each.group: each for each in found.perplexities}
    assert perplexity[MULTI].solved.mean == pytest.approx((3 + 6) / 2)
    assert perplexity[MULTI].unsolved.mean == pytest.approx(8.0)
    assert perplexity[SINGLE].solved.problems == 1
    assert turn_scores([case(MULTI, "p", 2, 1)]).perplexities == ()


def test_a_report_has_no_value_that_json_has_not() -> None:
    import json

    report = task_report("steps", [case(MULTI, "p", 2, 2, 3.0)], {})
    assert json.loads(json.dumps(report, allow_nan=False))["turns"]["levels"] == []
    assert report["turns"]["perplexities"][0]["unsolved"]["mean"] is None
