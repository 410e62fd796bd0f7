"""A file in which somebody practises is not solved for them, whatever happens to it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shortlist_engine.fairness import Mark, marks_in, refusal
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.journal.records import ProblemRecord

MARK = Mark("bank/lifeboats/42/codeforces", "3fa9c01d")
RECORD = ProblemRecord(MARK.problem, "bank/lifeboats", "Pairs", 1100.0, ("dp",), "", MARK.digest)


def file_of(comment: str) -> str:
    return f"{comment} {MARK}\n\nint main() {{}}\n"


@pytest.mark.parametrize("comment", ["#", "//", "--", "  #", "/*", " *"])
def test_a_mark_is_found_in_any_comment_and_with_any_line_ends(comment: str) -> None:
    for text in (
        file_of(comment),
        file_of(comment).replace("\n", "\r\n"),
        "x\n" + file_of(comment),
    ):
        assert marks_in(text) == [MARK]


def test_names_with_spaces_and_brackets_are_read_back() -> None:
    for name in ("my set/A. Two [hard] sums", "s/1", "s/ends in ]", "s/日本 語"):
        mark = Mark(name, "0123abcd")
        assert marks_in(f"# {mark}\nprint()\n") == [mark]


@pytest.mark.parametrize(
    "text",
    ["", "print(1)\n", "# shortlist practice\n", "# shortlist practice: x\n",
     "# shortlist practice: [3fa9c01d]\n", "# shortlist practice: x [XYZ]\n"],
)  # fmt: skip
def test_other_files_have_none(text: str, tmp_path: Path) -> None:
    assert marks_in(text) == []
    assert refusal(text, tmp_path / "none.sqlite") == ""


def test_giving_up_allows_it_until_the_problem_is_opened_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "progress.sqlite")
    text = file_of("#")

    def refused() -> bool:
        return bool(refusal(text, journal.path))

    assert refused()  # before there is a progress file
    with journal.writing() as writer:
        writer.put_problem(RECORD)
        number = writer.open_round(MARK.problem, 1, "python", "a.py")
    assert refused()
    with journal.writing() as writer:
        writer.close_round(number, 2, "2026-11-30", "given_up", 1)
    assert not refused()
    with journal.writing() as writer:
        number = writer.open_round(MARK.problem, 3, "python", "a.py")
    assert refused()
    with journal.writing() as writer:
        writer.close_round(number, 4, "2026-11-30", "solved", 3)
    assert refused()


def test_a_progress_file_that_cannot_be_read_refuses_and_stays_as_it_is(tmp_path: Path) -> None:
    damaged = tmp_path / "progress.sqlite"
    damaged.write_bytes(b"nonsense" * 100)
    message = refusal(file_of("#"), damaged)
    assert "give up first" in message and MARK.problem in message
    assert damaged.read_bytes() == b"nonsense" * 100
    assert [file.name for file in tmp_path.iterdir()] == [damaged.name]


def test_one_of_several_problems_is_enough(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "progress.sqlite")
    with journal.writing() as writer:
        writer.put_problem(RECORD)
        number = writer.open_round(MARK.problem, 1, "python", "a.py")
        writer.close_round(number, 2, "2026-11-30", "given_up", 1)
    other = Mark("bank/lifeboats/43/codeforces", "3fa9c01d")
    assert refusal(file_of("#"), journal.path) == ""
    assert other.problem in refusal(f"{file_of('#')}# {other}\n", journal.path)


def test_a_python_without_sqlite_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = tmp_path / "progress.sqlite"
    progress.write_text("whatever")
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert "give up first" in refusal(file_of("#"), progress)
