"""Problems to train on, as their files hold them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.engine.library.test_likeness import (
    CHINESE,
    OTHER_CHINESE,
    OTHER_RUSSIAN,
    RUSSIAN,
)

from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.training_problems import read_training_problems
from shortlist_engine.files import digest


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
    ("statement", "changed", "other"),
    [
        (RUSSIAN, RUSSIAN.replace("арбуз", "дыню", 1), OTHER_RUSSIAN),
        (CHINESE, CHINESE.replace("返回", "打印", 1), OTHER_CHINESE),
    ],
    ids=["Russian", "Chinese"],
)
def test_test_problems_in_any_script_are_left_out_and_others_are_not(
    tmp_path: Path, statement: str, changed: str, other: str
) -> None:
    excluded = write(tmp_path / "test.jsonl", [row("Арбуз", statement), row("两数之和", "x y z")])
    data = write(
        tmp_path / "train.jsonl",
        [
            row("A", statement),
            row("B", changed),
            row("4A. арбуз", "Its name is a test problem's."),
            row("1. 两数之和", "Its name is a test problem's, too."),
            row("C", other),
        ],
    )
    kept = read_training_problems([data], [excluded])
    assert [entry.problem.statement for entry in kept] == [other]
    fractions = {entry.fraction for entry in read_training_problems([data, excluded])}
    assert len(fractions) == len(read_training_problems([data, excluded]))


def test_problems_that_were_held_out_stay_so(tmp_path: Path) -> None:
    """The number is a hash of the statement's Latin letters and digits."""
    statement = "Print $\\text{n}$ doubled, as Erdős would: 1 ≤ n ≤ 100."
    (found,) = read_training_problems([write(tmp_path / "a.jsonl", [row("A", statement)])])
    plain = "printtextndoubledaserdswould1n100"
    assert found.fraction == int(digest(plain.encode())[:8], 16) / 2**32


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
