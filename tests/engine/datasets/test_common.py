"""Problem rows as the public data has them: gaps are filled, broken rows are named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from shortlist_engine.datasets import DatasetError, read_dataset
from shortlist_engine.datasets.common import LabelledProgram, read_labelled
from shortlist_engine.problem import Example, Limits

ROW = {
    "id": "x/1",
    "name": "Sum",
    "statement": "Add.",
    "time_limit_s": 1.5,
    "memory_limit_mb": 64,
    "checker": "float 1e-6",
    "examples": [{"input": "1 2\n", "output": "3\n"}],
    "tests": [{"input": "4 5\n", "output": "9\n"}],
}


def test_a_row_becomes_a_problem_and_its_hidden_tests(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress((json.dumps(ROW) + "\n").encode()))
    (row,) = read_dataset(file)
    assert (row.id, row.source) == ("x/1", "rows")
    assert row.problem.examples == (Example("1 2\n", "3\n"),)
    assert row.tests == (Example("4 5\n", "9\n"),)
    assert row.problem.limits == Limits(time_s=1.5, memory_mib=64)
    assert row.problem.checker == "float 1e-6"


def test_absent_fields_take_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"id": "x/2", "statement": "Add."}) + "\n")
    (row,) = read_dataset(file)
    assert row.problem.examples == () and row.tests == ()
    assert row.problem.limits == Limits() and row.problem.checker == "tokens"


@pytest.mark.parametrize("line", ["{", '{"statement": "no id"}', "[1]"])
def test_a_broken_row_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(ROW) + "\n" + line + "\n")
    with pytest.raises(DatasetError, match="line 2"):
        list(read_dataset(file))
    with pytest.raises(DatasetError, match="line 2"):
        list(read_labelled(file, Limits()))


def test_labelled_programs_have_the_limits_that_their_row_leaves_open(tmp_path: Path) -> None:
    row = {
        **ROW,
        "memory_limit_mb": None,
        "solutions": [{"language": "python3", "code": "a"}, {"language": "java", "code": "b"}],
        "incorrect_solutions": [
            {"language": "cpp", "code": "c", "verdict": "wrong_answer"},
            {"language": "cpp", "code": "d"},
        ],
    }
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\n")
    (found,) = read_labelled(file, Limits(time_s=9.0, memory_mib=512, output_kib=7))

    def shown(each: LabelledProgram) -> tuple[str, str, str]:
        return each.program.language, each.program.source, each.label

    assert list(map(shown, found)) == [
        ("python", "a", "correct"), ("cpp", "c", "wrong_answer"), ("cpp", "d", "incorrect"),
    ]  # fmt: skip
    assert found[0].row.problem.limits == Limits(time_s=1.5, memory_mib=512, output_kib=7)
    assert found[0].time_limit_s == 1.5
