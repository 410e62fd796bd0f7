"""Programs of a file become samples, whole and under their own problem."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import COMMON, HUMANEVAL, HUMANEVAL_X, read

from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.samples import with_programs
from shortlist_engine.evaluation.given_programs import GivenPrograms
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Program
from shortlist_engine.sampling.base import Sample, SamplingParams, UnsupportedError

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")


def given(
    tmp_path: Path, rows: list[EvaluationProblem], *lines: dict[str, Any], count: int = 9
) -> list[Sample]:
    file = tmp_path / "given.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    rows = with_programs(rows, file, "python")
    sampler = GivenPrograms(rows)
    params = SamplingParams(num_samples=count)
    (samples,) = sampler.sample(rows[0].problem, params, threading.Event())
    inputs = SamplingParams(num_samples=count, task="inputs")
    with pytest.raises(UnsupportedError, match="'inputs', only solve"):
        list(sampler.sample(rows[0].problem, inputs, threading.Event()))
    return samples


def test_rows_add_up_in_their_order(tmp_path: Path) -> None:
    rows = read(tmp_path, COMMON)
    lines = [
        {"task_id": "x/1", "completion": "a"},
        {"problem_id": "x/1", "samples": [{"code": "b", "language": "C++"}, "c"]},
        {"id": "other", "code": "d"},
    ]
    samples = given(tmp_path, rows, *lines)
    assert [(sample.text, sample.language) for sample in samples] == [
        ("a", "python"), ("b", "cpp"), ("c", "python"),
    ]  # fmt: skip
    assert len(given(tmp_path, rows, *lines, count=2)) == 2


@needs_sandbox
@pytest.mark.parametrize(
    "completion",
    [
        "    return [2 * x for x in xs]\n",
        "    return [2 * x for x in xs]\n\ndef test():\n    broken(",
        "from typing import List\ndef double(xs: List[int]):\n    return [x + x for x in xs]\n",
    ],
)
async def test_a_body_gets_its_head_and_ends_where_it_ends(tmp_path: Path, completion: str) -> None:
    (row,) = read(tmp_path, HUMANEVAL)
    (sample,) = given(tmp_path, [row], {"task_id": row.id, "completion": completion})
    async with ExecutionPool(1) as pool:
        assert (await judge(row, Program("python", sample.text), pool)).right
        examples = row.problem.examples
        runs = await pool.run(
            RunRequest(
                row.problem,
                Program("python", sample.text),
                [example.input for example in examples],
                [example.output for example in examples],
            )
        )
        assert [run.verdict.value for run in runs] == ["AC"] * len(examples)


@needs_sandbox
@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ here")
async def test_a_cpp_body_gets_the_helpers_of_its_prompt(tmp_path: Path) -> None:
    (row,) = read(tmp_path, HUMANEVAL_X)
    (sample,) = given(tmp_path, [row], {"task_id": row.id, "completion": "return 2 * helper(x);}"})
    assert sample.language == "cpp"
    async with ExecutionPool(1) as pool:
        assert (await judge(row, Program("cpp", sample.text), pool)).right


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"completion": "a"}, "names no problem"),
        ({"id": "x/1", "text": "a"}, "holds no program"),
        ({"id": "x/1", "code": "a", "language": "COBOL"}, "programs in COBOL cannot be run"),
        ({"id": "elsewhere", "code": "a"}, "no program for any of the problems"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, line: dict[str, Any], words: str) -> None:
    rows = read(tmp_path, COMMON)
    with pytest.raises(DatasetError, match=words):
        given(tmp_path, rows, line)
