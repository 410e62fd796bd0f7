"""The progress file as rows, for CSV and for programs."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shortlist_engine.files import write_whole
from shortlist_engine.practice.coaching.contest_rules import letter
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.session.contests import settle
from shortlist_engine.practice.session.desk import Desk, PracticeError
from shortlist_engine.practice.session.times import iso

TABLES = ("rounds", "tries", "hints", "ratings", "due", "contests")

Row = dict[str, Any]


def rows(desk: Desk, table: str) -> list[Row]:
    """Returns the rows of one of `TABLES`, the oldest first; times are ISO 8601 in UTC. Raises
    ProgressUnusable."""
    settle(desk)
    with desk.journal.reading() as reader:
        return _ROWS[table](reader)


def as_csv(found: Sequence[Row], table: str) -> str:
    """Returns rows as CSV with a line of names, as RFC 4180 says but with the line ends of files. A
    text that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _NAMES[table], lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue()


def write_csv(file: Path, found: Sequence[Row], table: str) -> None:
    """Writes rows as CSV to a new file. Raises PracticeError."""
    try:
        write_whole(file, as_csv(found, table).encode(), replace=False)
    except OSError as error:
        if os.path.lexists(file):
            raise PracticeError(f"{file} exists already and is not overwritten.") from error
        raise PracticeError(f"{file} cannot be written: {error.strerror}.") from error


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value[:1] in ("=", "+", "@", "-", "\t"):
        return f"'{value}"
    return "" if value is None else value


def _rounds(reader: Reader) -> list[Row]:
    return [
        {
            "round": each.id,
            "problem": each.problem.id,
            "item": each.problem.item,
            "title": each.problem.title,
            "rating": each.problem.rating,
            "tags": list(each.problem.tags),
            "language": each.language,
            "opened": iso(each.opened),
            "closed": iso(each.closed),
            "day": each.day,
            "outcome": each.outcome,
            "seconds": None if each.closed is None else each.closed - each.opened,
            "tries": each.tries,
            "hints": len(each.hints),
            "failures_shown": each.failures_shown,
            "grade": each.grade,
            "contest": each.contest,
            "file": each.file,
        }
        for each in reader.rounds()
    ]


def _tries(reader: Reader) -> list[Row]:
    names = {each.id: each.problem.id for each in reader.rounds()}
    return [
        {
            "try": each.id,
            "round": each.round,
            "problem": names[each.round],
            "at": iso(each.at),
            "language": each.language,
            "program": each.program,
            "verdict": each.verdict,
            "groups": each.groups,
            "failure_shown": each.failure_shown,
        }
        for each in reader.tries()
    ]


def _hints(reader: Reader) -> list[Row]:
    names = {each.id: each.problem.id for each in reader.rounds()}
    return [
        {"round": number, "problem": names[number], "hint": hint, "at": iso(at)}
        for number, hint, at in reader.hint_times()
    ]


def _ratings(reader: Reader) -> list[Row]:
    return [
        {
            "at": iso(each.at),
            "rating": round(each.rating, 1),
            "deviation": round(each.deviation, 1),
            "volatility": round(each.volatility, 6),
            "cause": each.cause,
            "round": each.round,
            "contest": each.contest,
        }
        for each in reader.ratings()
    ]


def _due(reader: Reader) -> list[Row]:
    return [{"item": item, "due": iso(due)} for item, due in reader.dues()]


def _contests(reader: Reader) -> list[Row]:
    return [
        {
            "contest": each.id,
            "started": iso(each.started),
            "minutes": each.seconds // 60,
            "rating": each.rating,
            "finished": iso(each.finished),
            "solved": each.solved,
            "penalty": each.penalty,
            "problems": [f"{letter(at)} {name}" for at, name in enumerate(each.problems)],
        }
        for each in reader.contests()
    ]


_ROWS = {
    "rounds": _rounds,
    "tries": _tries,
    "hints": _hints,
    "ratings": _ratings,
    "due": _due,
    "contests": _contests,
}
_NAMES = {
    "rounds": (
        "round", "problem", "item", "title", "rating", "tags", "language", "opened", "closed",
        "day", "outcome", "seconds", "tries", "hints", "failures_shown", "grade", "contest", "file",
    ),
    "tries": (
        "try", "round", "problem", "at", "language", "program", "verdict", "groups",
        "failure_shown",
    ),
    "hints": ("round", "problem", "hint", "at"),
    "ratings": ("at", "rating", "deviation", "volatility", "cause", "round", "contest"),
    "due": ("item", "due"),
    "contests": (
        "contest", "started", "minutes", "rating", "finished", "solved", "penalty", "problems",
    ),
}  # fmt: skip
