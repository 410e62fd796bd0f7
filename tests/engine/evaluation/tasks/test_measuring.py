"""Tasks measured with models and with programs drawn elsewhere, kept, and gone on with."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_check_forms import JAVASCRIPT
from tests.engine.datasets.test_datasets import read

from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import store_of
from shortlist_engine.evaluation.tasks.cases import TaskCase, TaskSettings
from shortlist_engine.evaluation.tasks.functions import (
    generation_cases,
    translation_cases,
    translation_rows,
)
from shortlist_engine.evaluation.tasks.measuring import (
    MeasuredCase,
    TaskEvaluator,
)
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_supported

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
PYTHON = {
    "task_id": "Python/3",
    "prompt": 'def twice(xs):\n    """Twice."""\n',
    "declaration": "def twice(xs):\n",
    "canonical_solution": "    return [2 * x for x in xs]\n",
    "test": "def check(f):\n    assert f([1, 2]) == [2, 4]\n\ncheck(twice)\n",
}
RIGHT = "def twice(xs):\n    return [x + x for x in xs]\n"
WRONG = "def twice(xs):\n    return xs\n"


class Writing:
    """Writes the given programs in turn, and remembers what it was asked for."""

    name = "writing"
    capabilities = Capabilities(("python", "javascript"), ("solve", "translate"), True, False, 8)

    def __init__(self, *sources: str) -> None:
        self._sources = sources
        self.asked: list[tuple[Problem, SamplingParams]] = []

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        check_supported(self, params)
        self.asked.append((problem, params))
        for index in range(params.num_samples):
            source = self._sources[index % len(self._sources)]
            yield [Sample(index, source, params.languages[0], None, 9, "stop")]

    def close(self) -> None:
        self.asked.clear()


def rows(tmp_path: Path) -> list[EvaluationProblem]:
    return [*read(tmp_path, PYTHON, name="p.jsonl"), *read(tmp_path, JAVASCRIPT, name="j.jsonl")]


async def measure(
    folder: Path, cases: Sequence[TaskCase], model: Writing, samples: int = 4
) -> list[MeasuredCase]:
    found: list[MeasuredCase] = []
    settings = TaskSettings("generate", samples)

    async def sampler() -> Writing:
        return model

    async with ExecutionPool(1) as opened:

        async def pool() -> ExecutionPool:
            return opened

        evaluator = TaskEvaluator(
            cases, settings, "digest", store_of(folder), sampler=sampler, pool=pool
        )
        await evaluator.run(found.append)
    again: list[MeasuredCase] = []
    resumed = TaskEvaluator(
        cases, settings, "digest", store_of(folder), sampler=unneeded, pool=unneeded
    )
    await resumed.run(again.append)
    by_id = {each.id: each for each in again}
    assert [by_id[each.id] for each in found] == [replace(each, reused=True) for each in found]
    return found


async def unneeded() -> Any:
    raise AssertionError("what was measured is not measured again")


@needs_sandbox
async def test_functions_are_written_and_judged_once(tmp_path: Path) -> None:
    cases = list(generation_cases(rows(tmp_path)[:1]))
    model = Writing(RIGHT, WRONG, RIGHT, "")
    (found,) = await measure(tmp_path / "run", cases, model)
    assert (found.group, found.problem, found.samples, found.right) == ("Python", "3", 4, 2)
    assert found.verdicts == {"AC": 2, "RE": 1, "empty": 1} and not found.reused
    (again,) = await measure(tmp_path / "run", cases, model)
    assert again.reused and len(model.asked) == 1


@needs_sandbox
async def test_programs_drawn_elsewhere_need_no_model(tmp_path: Path) -> None:
    (row, _) = rows(tmp_path)
    given = replace(row, samples=tuple(Program("python", each) for each in (WRONG, RIGHT, "")))
    (found,) = await measure(tmp_path / "run", list(generation_cases([given])), Writing(), 9)
    assert (found.samples, found.right, found.verdicts["empty"]) == (3, 1, 1)


@needs_sandbox
async def test_functions_are_translated_from_declaration_and_reference(tmp_path: Path) -> None:
    pairs = translation_rows(rows(tmp_path), targets=("python",))
    ((case),) = translation_cases(pairs)
    assert (case.id, case.group) == ("Python/3 from javascript", "JavaScript to Python")
    model = Writing(RIGHT)
    (found,) = await measure(tmp_path / "run", [case], model, 2)
    assert found.right == 2
    _, params = model.asked[0]
    assert params.task == "translate" and params.subject is not None
    program, wanted = params.subject.program, params.subject.problem
    assert program is not None and wanted is not None
    assert program.source.startswith("const twice = (xs) => {") and "Twice." not in program.source
    assert wanted.signature == "def twice(xs):\n" and wanted.entry_point == "twice"


@needs_sandbox
async def test_of_an_answer_that_may_mean_several_programs_the_first_is_judged(
    tmp_path: Path,
) -> None:
    class Several(Writing):
        def sample(
            self, problem: Problem, params: SamplingParams, cancelled: threading.Event
        ) -> Iterator[list[Sample]]:
            for batch in super().sample(problem, params, cancelled):
                other = (Program("python", WRONG),)
                yield [replace(sample, alternatives=other) for sample in batch]

    cases = list(generation_cases(rows(tmp_path)[:1]))
    (found,) = await measure(tmp_path / "run", cases, Several(RIGHT), 2)
    assert found.verdicts == {"AC": 2} and found.right == 2


def test_pairs_are_of_the_languages_asked_for(tmp_path: Path) -> None:
    found = translation_rows(rows(tmp_path))
    assert [target.id for _, target in found] == [
        "Python/3 from javascript", "JavaScript/3 from python",
    ]  # fmt: skip
    only = translation_rows(rows(tmp_path), sources=("python",))
    assert [target.id for _, target in only] == ["JavaScript/3 from python"]
    with pytest.raises(DatasetError, match="two languages or more"):
        translation_rows(rows(tmp_path)[:1])
