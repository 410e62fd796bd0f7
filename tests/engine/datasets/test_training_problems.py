"""Problems to train on, as their files hold them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.training_problems import read_training_problems


def row(name: str, statement: str, **more: Any) -> dict[str, Any]:
    code = more.pop("code", "print(int(input()) * 2)\n")
    return {
        "name": name,
        "statement": statement,
        "examples": [{"input": "1\n", "output": "2\n"}, {"input": "4\n", "output": "8\n"}],
        "solutions": [{"language": "python3", "code": code}],
        **more,
    }


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in rows)
    return path


def test_rows_of_excluded_files_and_duplicates_are_left_out(tmp_path: Path) -> None:
    excluded = write(
        tmp_path / "test.jsonl.gz",
        [row("Two Sums!", "something else"), row("Other", "Print the double of n, an integer.")],
    )
    data = write(
        tmp_path / "train.jsonl",
        [
            row("two sums", "Its name is a test problem's."),
            row("Renamed", "Print the DOUBLE of n -- an integer."),
            row("1234_A. Kept Problem", "A statement of its own."),
            row("Kept Problem", "The same name again."),
        ],
    )
    kept = read_training_problems([data], [excluded])
    assert [entry.problem.statement for entry in kept] == ["A statement of its own."]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not an object"),
        ('{"name": "x"}', "line 1: bad row"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text + "\n")
    with pytest.raises(DatasetError, match=message):
        read_training_problems([path])
    with pytest.raises(DatasetError, match="cannot be read"):
        read_training_problems([tmp_path / "absent.jsonl"])
