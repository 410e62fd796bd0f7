"""What is kept in the progress file, each in the transaction of its caller."""

from __future__ import annotations

import json
from collections.abc import Sequence

from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.records import Outcome, ProblemRecord, RatingPoint


class Writer(Reader):
    """Writes to one open connection, and reads what it wrote."""

    def put_problem(self, problem: ProblemRecord) -> None:
        """Keeps a problem, in the place of what was known of it."""
        self._database.execute(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " title = excluded.title, rating = excluded.rating, tags = excluded.tags,"
            " digest = excluded.digest",
            (
                _storable(problem.id),
                _storable(problem.item),
                _storable(problem.title),
                problem.rating,
                json.dumps(problem.tags),
                problem.voice,
                problem.digest,
            ),
        )

    def open_round(
        self, problem: str, at: int, language: str, file: str, contest: int | None = None
    ) -> int:
        """Begins a round of a problem that has none open, and returns its number."""
        return self._insert(
            "INSERT INTO rounds (problem, opened, language, file, contest) VALUES (?, ?, ?, ?, ?)",
            (problem, at, language, _storable(file), contest),
        )

    def move_round(self, number: int, language: str, file: str) -> None:
        """Says that a round goes on in another file."""
        self._database.execute(
            "UPDATE rounds SET language = ?, file = ? WHERE id = ?",
            (language, _storable(file), number),
        )

    def close_round(
        self, number: int, at: int, day: str, outcome: Outcome, grade: int | None
    ) -> None:
        """Ends a round."""
        self._database.execute(
            "UPDATE rounds SET closed = ?, day = ?, outcome = ?, grade = ? WHERE id = ?",
            (at, day, outcome, grade, number),
        )

    def add_try(
        self, round_number: int, at: int, language: str, program: str, verdict: str, groups: str
    ) -> int:
        """Keeps what came of a program, and returns its number."""
        return self._insert(
            "INSERT INTO tries (round, at, language, program, verdict, groups)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (round_number, at, language, program, verdict, groups),
        )

    def show_failure(self, try_number: int) -> None:
        """Says that the failing test of a try was looked at."""
        self._database.execute("UPDATE tries SET failure_shown = 1 WHERE id = ?", (try_number,))

    def add_hint(self, round_number: int, number: int, at: int) -> None:
        """Says that a hint was given; the first time counts."""
        self._database.execute(
            "INSERT OR IGNORE INTO hints VALUES (?, ?, ?)", (round_number, number, at)
        )

    def put_card(self, item: str, due: int, card: str) -> None:
        """Keeps the card of an item, in the place of the last one."""
        self._database.execute("REPLACE INTO cards VALUES (?, ?, ?)", (item, due, card))

    def add_rating(self, point: RatingPoint) -> None:
        """Keeps a new rating of the user."""
        self._database.execute(
            "INSERT INTO ratings (at, rating, deviation, volatility, cause, round, contest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                point.at, point.rating, point.deviation, point.volatility, point.cause,
                point.round, point.contest,
            ),
        )  # fmt: skip

    def start_contest(
        self, started: int, seconds: int, rating: float | None, problems: Sequence[str]
    ) -> int:
        """Begins a contest of these problems, and returns its number."""
        number = self._insert(
            "INSERT INTO contests (started, seconds, rating) VALUES (?, ?, ?)",
            (started, seconds, rating),
        )
        self._database.executemany(
            "INSERT INTO contest_problems VALUES (?, ?, ?)",
            [(number, place, problem) for place, problem in enumerate(problems)],
        )
        return number

    def finish_contest(self, number: int, at: int, solved: int, penalty: int) -> None:
        """Ends a contest with its result."""
        self._database.execute(
            "UPDATE contests SET finished = ?, solved = ?, penalty = ? WHERE id = ?",
            (at, solved, penalty, number),
        )

    def _insert(self, statement: str, values: Sequence[object]) -> int:
        return int(self._database.execute(statement, tuple(values)).lastrowid or 0)


def _storable(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode()
