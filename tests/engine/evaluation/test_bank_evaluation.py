"""The bank measured with samplers whose skill is known: what is right, in which language."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from shortlist_engine.datasets.bank import BANK, UNSEEN_BANK
from shortlist_engine.datasets.problem_sets import read_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import Evaluator, evaluated, store_of
from shortlist_engine.evaluation.plan import Settings, make_plan
from shortlist_engine.evaluation.report.document import make_report
from shortlist_engine.evaluation.report.page import render_page
from shortlist_engine.evaluation.scoring import budgets, score
from shortlist_engine.evaluation.stages import LocalStages, Work
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.backend import ModelInfo
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
WRONG = {"python": "print('no')\n", "cpp": "int main() {}\n"}


class Scripted:
    """Writes wrong programs, and in one language after the first few the family's own."""

    name = "scripted"
    capabilities = Capabilities(("python", "cpp"), ("solve",), True, True, 8)

    def __init__(self, rows: Sequence[EvaluationProblem], right: str) -> None:
        self._programs = {
            row.problem.digest: next(p.source for p in row.solutions if p.language == right)
            for row in rows
        }
        self._right = right

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        for index in range(params.num_samples):
            language = params.languages[index % 2]
            text = WRONG[language]
            if language == self._right and index > 3:
                text = self._programs[problem.digest]
            yield [Sample(index, text, language, -1.0, 1, "stop")]

    def close(self) -> None: ...


@needs_sandbox
@pytest.mark.parametrize("right", ["python", "cpp"])
async def test_only_the_right_programs_count(tmp_path: Path, right: str) -> None:
    # Programs in both languages: pages, not functions.
    whole = next(row for row in read_problems([UNSEEN_BANK]) if row.problem.kind == "stdin")
    known = read_problems([BANK], instances=20, families=("lifeboats", "steady_runs"))
    pages = [row for row in known if row.problem.kind == "stdin"]
    rows = [*[row for row in pages if row.family == "lifeboats"][:2]]
    rows += [*[row for row in pages if row.family == "steady_runs"][:2], whole]
    plan, kept = make_plan(
        ["bank"],
        rows,
        ModelInfo("scripted", "cpu"),
        "scripted",
        Settings(samples=8),
        ("python", "cpp"),
    )
    sampler = Scripted(rows, right)
    store = store_of(tmp_path)
    async with ExecutionPool() as opened:

        async def the_sampler() -> Scripted:
            return sampler

        async def the_pool() -> ExecutionPool:
            return opened

        stages = LocalStages(plan.settings, sampler=the_sampler, pool=the_pool)
        await Evaluator(plan, kept, store, Work(stages, 2, 2)).run(lambda item: None)
    scores = [
        score(item.entry, item.samples, item.measured, budgets(8))
        for item in evaluated(store, plan)
    ]
    assert [(each.samples, each.unique, each.right) for each in scores] == [(8, 3, 2)] * 5
    report = make_report(plan, scores)
    other = {"python": "cpp", "cpp": "python"}[right]
    languages = {item["name"]: item for item in report["languages"]}
    assert (languages[right]["right"], languages[right]["solved"]["mean"]) == (10, 1.0)
    assert (languages[other]["right"], languages[other]["solved"]["mean"]) == (0, 0.0)
    families = {item["name"]: item["problems"] for item in report["groups"]["family"]}
    assert families == {"lifeboats": 2, "steady_runs": 2, whole.family: 1}
    sets = {item["name"]: item["problems"] for item in report["groups"]["set"]}
    assert sets == {BANK: 4, UNSEEN_BANK: 1}
    page = render_page(report)
    assert "By language" in page and "By family of the bank" in page and "lifeboats" in page
