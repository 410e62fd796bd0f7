"""A problem counts as solved only when what is offered passes the hidden tests too."""

from __future__ import annotations

import pytest
from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.evaluation.readers import EvaluationProblem
from shortlist_engine.evaluation.solve_rate import Outcome, measure
from shortlist_engine.problem import Budget, Example
from shortlist_engine.solve import SolveOptions

HIDDEN = (Example("50\n", "100\n"),)


async def outcome(source: str, tests: tuple[Example, ...] = HIDDEN) -> Outcome:
    row = EvaluationProblem("x/1", "rows", DOUBLE, tests)
    found = measure(
        [row],
        sampler=FakeSampler([source]),
        pool=FakePool(),
        budget=Budget(samples=16),
        options=SolveOptions(seed=1),
    )
    return await anext(found)


@pytest.mark.parametrize(
    ("source", "survivors", "rank"),
    [("2 * x", 1, 1), ("2 * x if x < 40 else 0", 1, None), ("x + 1000", 0, None)],
)
async def test_hidden_tests_decide(source: str, survivors: int, rank: int | None) -> None:
    result = await outcome(source)
    assert (result.survivors, result.best_rank) == (survivors, rank)


async def test_without_hidden_tests_nothing_is_proven() -> None:
    result = await outcome("2 * x", tests=())
    assert result.survivors == 1 and result.best_rank is None
