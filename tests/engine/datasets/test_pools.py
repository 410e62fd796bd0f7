"""Pools of recorded answers: what is read of a row, and what decides about its answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import read

from shortlist_engine.datasets import DatasetError
from shortlist_engine.problem import Example

DOUBLE = "Read a number and print twice that number.\n\nInput\n\nA number.\n\nOutput\n\nThe double."
STDIN: dict[str, Any] = {
    "id": "pool/d_1", "key": "double", "kind": "stdin", "name": "Double", "statement": DOUBLE,
    "difficulty": "easy", "license": "MIT",
    "examples": [{"input": "2\n", "output": "4\n"}],
    "samples": [
        {"output": "Here it is:\n\n```python\nprint(2 * int(input()))\n```\nIt doubles.\n",
         "passed": True, "model": "m", "role": "first"},
        {"output": "I cannot do this.", "passed": False, "model": "m", "role": "first"},
        {"output": "```python\nprint(3)\n```", "passed": False, "model": "m",
         "role": "repair", "repairs": 1},
    ],
}  # fmt: skip
METHOD: dict[str, Any] = {
    "id": "pool/77", "key": "together", "kind": "function", "name": "together",
    "statement": "Given a list of words and a mark, return them joined by it.",
    "starter_code": "class Solution:\n    def together(self, words: List[str], mark: str) -> str:\n"
    "        ",
    "entry_point": "Solution.together",
    "examples": [
        {"input": 'words = ["a"], mark = "-"', "output": '"a"', "args": [["a"], "-"]},
        {"input": "words = ?", "output": '"b"'},
    ],
    "samples": [{"code": "class Solution: pass", "passed": False}],
}  # fmt: skip
CHECKED: dict[str, Any] = {
    "id": "pool/3", "key": "MBPP/3", "kind": "function", "name": "triple",
    "statement": "Write a function to triple a number.", "entry_point": "triple", "examples": [],
    "test_code": "\nassert triple(1) == 3\nassert triple(5) == 15",
    "samples": [{"code": "def triple(x):\n    return 3 * x", "passed": None}],
}  # fmt: skip


def changed(row: dict[str, Any], **samples: Any) -> dict[str, Any]:
    return {**row, "samples": [{**sample, **samples} for sample in row["samples"]]}


def test_answers_come_with_their_labels_and_programs(tmp_path: Path) -> None:
    (row,) = read(tmp_path, STDIN)
    assert (row.id, row.source, row.licence, row.judged) == ("d_1", "set", "MIT", True)
    assert row.problem.examples == (Example("2\n", "4\n"),)
    right, prose, repair = row.answers
    assert [each.right for each in row.answers] == [True, False, False]
    assert [program.source.strip() for program in right.readings] == ["print(2 * int(input()))"]
    assert prose.readings == ()
    assert (repair.role, repair.repairs, repair.model) == ("repair", 1, "m")


def test_answers_that_mend_another_are_no_samples(tmp_path: Path) -> None:
    (row,) = read(tmp_path, STDIN)
    assert row.attempts == row.answers[:2] and row.recorded == 2


def test_methods_are_called_with_the_recorded_arguments(tmp_path: Path) -> None:
    (row,) = read(tmp_path, METHOD)
    problem = row.problem
    assert (problem.kind, problem.language, problem.entry_point) == (
        "function", "python", "together",
    )  # fmt: skip
    assert problem.examples == (Example("Solution().together(['a'], '-')", '"a"'),)
    assert problem.signature.startswith("class Solution:")


def test_a_check_program_decides_where_there_is_one(tmp_path: Path) -> None:
    (row,) = read(tmp_path, CHECKED)
    assert row.check is not None and row.judged and not row.labelled
    assert row.id == "MBPP/3"  # as in the data set itself
    assert row.problem.examples == (Example("triple(1)", "3"),)


def test_rows_that_are_not_wholly_labelled_decide_nothing(tmp_path: Path) -> None:
    half = {**STDIN, "samples": [{**STDIN["samples"][0]}, {"output": "print()", "passed": None}]}
    chosen = {**STDIN, "subset": "fragile"}  # by what the samples did: its labels are no sample
    for row in read(tmp_path, half, chosen, changed(STDIN, passed=None)):
        assert row.recorded and not row.judged


def test_partial_tests_are_not_taken_for_all(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {**STDIN, "tests": [{"input": "1", "output": "2"}]})
    assert row.tests == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({**STDIN, "examples": [{"input": "1"}]}, "the field 'output' is missing"),
        ({**METHOD, "starter_code": None}, "not a row of pool"),
    ],
)
def test_a_row_that_is_not_whole_is_named(tmp_path: Path, row: dict[str, Any], words: str) -> None:
    with pytest.raises(DatasetError, match="line 1.*" + words):
        read(tmp_path, row)


def test_programs_of_a_common_row_are_no_pool(tmp_path: Path) -> None:
    plain = {"id": "a", "statement": "Add.", "samples": [json.dumps({"code": "1"})]}
    (row,) = read(tmp_path, plain)
    assert not row.recorded
