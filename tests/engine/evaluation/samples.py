"""A tiny data set and a finished run of it with the fakes, for tests of what comes after."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import EvaluatedProblem, Evaluator, store_of
from shortlist_engine.evaluation.plan import Plan, Settings, make_plan, save_plan
from shortlist_engine.evaluation.stages import LocalStages, Work
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling.backend import ModelInfo

RIGHT, LUCKY, WRONG, BROKEN = "2 * x", "2 * x if x < 40 else 0", "x + 1000", "FAIL"
HIDDEN = (Example("50\n", "100\n"), Example("7\n", "14\n"))


def row(number: int = 1, **changes: object) -> EvaluationProblem:
    problem = Problem(f"Double {number}", DOUBLE.statement, DOUBLE.examples)
    fields = {
        "id": f"x/{number}", "source": "rows", "problem": problem, "tests": HIDDEN,
        "tags": ("math",), "rating": 800.0 + 400 * number, **changes,
    }  # fmt: skip
    return EvaluationProblem(**fields)  # type: ignore[arg-type]


def plan_of(
    rows: Sequence[EvaluationProblem], samples: int = 40, model: str = "fake", **settings: object
) -> tuple[Plan, list[EvaluationProblem]]:
    wanted = Settings(samples=samples, languages=("python",), **settings)  # type: ignore[arg-type]
    return make_plan(["rows"], rows, ModelInfo(model, "cpu"), model, wanted, ("python", "cpp"))


def run(
    folder: Path,
    rows: Sequence[EvaluationProblem],
    sampler: FakeSampler,
    pool: FakePool | None = None,
    **settings: object,
) -> tuple[Plan, list[EvaluatedProblem]]:
    """Measures the rows into `folder`; what ended, in the order of the plan."""
    plan, kept = plan_of(rows, **settings)  # type: ignore[arg-type]
    save_plan(plan, folder)
    ended: list[EvaluatedProblem] = []

    async def measure() -> None:
        async def the_sampler() -> FakeSampler:
            return sampler

        async with pool or FakePool() as opened:

            async def the_pool() -> FakePool:
                return opened

            stages = LocalStages(plan.settings, sampler=the_sampler, pool=the_pool)
            await Evaluator(plan, kept, store_of(folder), Work(stages, 2, 2)).run(ended.append)

    asyncio.run(measure())
    ended.sort(key=lambda item: item.entry.id)
    return plan, ended
