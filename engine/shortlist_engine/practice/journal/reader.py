"""What may be asked of the progress file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from shortlist_engine.practice.journal.records import (
    Contest,
    ItemState,
    ProblemRecord,
    RatingPoint,
    Round,
    Try,
)

_ROUND = """
SELECT rounds.id, problems.id, item, title, rating, tags, voice, digest, opened, language, file,
    contest, closed, day, outcome, grade,
    (SELECT COUNT(*) FROM tries WHERE round = rounds.id AND (closed IS NULL OR at <= closed)),
    (SELECT GROUP_CONCAT(number) FROM hints WHERE round = rounds.id),
    (SELECT COUNT(*) FROM tries WHERE round = rounds.id AND failure_shown)
FROM rounds JOIN problems ON problems.id = rounds.problem
"""


class Reader:
    """Reads from one open connection."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def rounds(self) -> list[Round]:
        """Returns all rounds, the oldest first."""
        return self._rounds("ORDER BY rounds.id", ())

    def open_rounds(self) -> list[Round]:
        """Returns the rounds that go on, the newest first."""
        return self._rounds("WHERE outcome IS NULL ORDER BY rounds.id DESC", ())

    def last_round(self, problem: str) -> Round | None:
        """Returns the last round of a problem, which may go on; None before the first."""
        found = self._rounds("WHERE problem = ? ORDER BY rounds.id DESC LIMIT 1", (problem,))
        return found[0] if found else None

    def round(self, number: int) -> Round:
        """Returns the round of this number. Raises KeyError."""
        found = self._rounds("WHERE rounds.id = ?", (number,))
        if not found:
            raise KeyError(number)
        return found[0]

    def rounds_of_item(self, item: str) -> list[Round]:
        """Returns the rounds of all problems of an item, the oldest first."""
        return self._rounds("WHERE item = ? ORDER BY rounds.id", (item,))

    def states(self) -> dict[str, ItemState]:
        """Returns where the user stands with every item that they practised, by its name."""
        rows = self._database.execute(
            "SELECT problems.item, COUNT(*), SUM(outcome IS 'solved'), SUM(outcome IS 'given_up'),"
            " MAX(outcome IS NULL), MAX(opened), due FROM rounds"
            " JOIN problems ON problems.id = rounds.problem"
            " LEFT JOIN cards ON cards.item = problems.item GROUP BY problems.item"
        )
        return {
            item: ItemState(item, rounds, solved, given_up, bool(is_open), last, due)
            for item, rounds, solved, given_up, is_open, last, due in rows
        }

    def state(self, item: str) -> ItemState | None:
        """Returns where the user stands with one item, None before it was practised."""
        return self.states().get(item)

    def card(self, item: str) -> str | None:
        """Returns the card of an item, as a JSON text."""
        row = self._one("SELECT card FROM cards WHERE item = ?", (item,))
        return None if row is None else str(row[0])

    def tries(self, round_number: int | None = None) -> list[Try]:
        """Returns the tries of a round, or all, the oldest first."""
        where, values = ("WHERE round = ?", (round_number,)) if round_number else ("", ())
        rows = self._database.execute(
            "SELECT id, round, at, language, program, verdict, groups, failure_shown FROM tries"
            f" {where} ORDER BY id",
            values,
        )
        return [Try(*(*row[:-1], bool(row[-1]))) for row in rows]

    def ratings(self) -> list[RatingPoint]:
        """Returns the user's ratings, the oldest first."""
        rows = self._database.execute(
            "SELECT at, rating, deviation, volatility, cause, round, contest FROM ratings"
            " ORDER BY id"
        )
        return [RatingPoint(*row) for row in rows]

    def rating(self) -> RatingPoint | None:
        """Returns the user's rating, None before the first."""
        row = self._one(
            "SELECT at, rating, deviation, volatility, cause, round, contest FROM ratings"
            " ORDER BY id DESC LIMIT 1"
        )
        return None if row is None else RatingPoint(*row)

    def contests(self) -> list[Contest]:
        """Returns all contests, the oldest first."""
        rows = self._database.execute(
            "SELECT id, started, seconds, rating, finished, solved, penalty FROM contests"
            " ORDER BY id"
        ).fetchall()
        return [Contest(*(*row, self._problems_of(row[0]))) for row in rows]

    def open_contest(self) -> Contest | None:
        """Returns the contest that has not been finished; its time may be over."""
        going = [contest for contest in self.contests() if contest.finished is None]
        return going[-1] if going else None

    def contest(self, number: int) -> Contest:
        """Returns the contest of this number. Raises KeyError."""
        for each in self.contests():
            if each.id == number:
                return each
        raise KeyError(number)

    def seeds(self, item: str) -> set[str]:
        """Returns the names of the problems of an item that were ever opened."""
        rows = self._database.execute("SELECT id FROM problems WHERE item = ?", (item,))
        return {row[0] for row in rows}

    def hint_times(self) -> list[tuple[int, int, int]]:
        """Returns round, number and time of every hint, the oldest first."""
        return self._database.execute("SELECT round, number, at FROM hints ORDER BY at").fetchall()

    def dues(self) -> list[tuple[str, int]]:
        """Returns the items that are due at some time, the first one first."""
        return self._database.execute("SELECT item, due FROM cards ORDER BY due, item").fetchall()

    def _problems_of(self, contest: int) -> tuple[str, ...]:
        rows = self._database.execute(
            "SELECT problem FROM contest_problems WHERE contest = ? ORDER BY place", (contest,)
        )
        return tuple(row[0] for row in rows)

    def _rounds(self, where: str, values: Iterable[Any]) -> list[Round]:
        rows = self._database.execute(f"{_ROUND} {where}", tuple(values)).fetchall()
        return [_round(row) for row in rows]

    def _one(self, statement: str, values: Iterable[Any] = ()) -> Any:
        return self._database.execute(statement, tuple(values)).fetchone()


def _round(row: tuple[Any, ...]) -> Round:
    number, identity, item, title, rating, tags, voice, digest, *rest = row
    *rest, tries, hints, shown = rest
    problem = ProblemRecord(identity, item, title, rating, tuple(json.loads(tags)), voice, digest)
    given = tuple(sorted(map(int, hints.split(",")))) if hints else ()
    return Round(*(number, problem, *rest, tries, given, shown))
