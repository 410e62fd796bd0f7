"""What every action of practice works with: the progress file, the problems, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from shortlist_engine.fairness import marks_in
from shortlist_engine.languages import PYTHON
from shortlist_engine.practice.coaching.glicko import Strength, rested
from shortlist_engine.practice.collection.catalogue import Catalogue
from shortlist_engine.practice.collection.practice_problem import PracticeProblem
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.records import ProblemRecord


class PracticeError(Exception):
    """Says why something cannot be done, and what to do, for the user, wherever they are;
    `terminal` is a sentence that only helps in a terminal."""

    def __init__(self, message: str, *, terminal: str = "") -> None:
        super().__init__(message)
        self.terminal = terminal


class Named(NamedTuple):
    """Says which problem is meant: `digest` is what its file says of it, None where the problem
    was named without a file."""

    problem: str
    digest: str | None = None


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Desk:
    """Holds what an action works with. All times and days come from `clock`, in the user's own time
    zone."""

    journal: Journal = field(default_factory=Journal)
    catalogue: Catalogue = field(default_factory=Catalogue)
    clock: Callable[[], datetime] = _now

    @classmethod
    def at(cls, progress: Path | None) -> Desk:
        """Returns a desk with the progress file at a path, None for the user's own."""
        return cls(Journal(progress))

    @property
    def notes(self) -> list[str]:
        """Returns sentences for the user about files that could not be used."""
        return list(dict.fromkeys([*self.journal.notes, *self.catalogue.notes]))

    @property
    def now(self) -> int:
        """Returns the time in seconds since 1970."""
        return int(self.clock().timestamp())

    @property
    def today(self) -> date:
        """Returns the user's own day."""
        return self.clock().date()

    def problem(self, named: Named, language: str) -> PracticeProblem:
        """Returns the problem that is meant. Raises UnknownProblem, and PracticeError when the bank
        has another one of this name than when the file was written."""
        problem = self.catalogue.problem(named.problem, language)
        if named.digest is not None and named.digest != problem.digest:
            raise PracticeError(
                f"{named.problem} is another problem in this version than when the file was "
                "opened, so the file cannot be judged. Open the problem again, under another name.",
                terminal=f"`shortlist practice open {named.problem} NAME` does that.",
            )
        return problem


def named_in(text: str, name: str) -> Named:
    """Returns the problem that the file `name` with this text is about. Raises PracticeError."""
    marks = marks_in(text)
    if not marks:
        raise PracticeError(
            f"{name} is no practice file: it has no line `shortlist practice: PROBLEM [...]` in a "
            "comment. Put it back, or name the problem."
        )
    if len(marks) > 1:
        raise PracticeError(
            f"{name} holds {len(marks)} practice problems ({', '.join(m.problem for m in marks)}): "
            "name the one that is meant."
        )
    return Named(marks[0].problem, marks[0].digest)


def record_of(problem: PracticeProblem) -> ProblemRecord:
    """Returns what is kept of a problem."""
    entry = problem.entry
    return ProblemRecord(
        problem.id,
        entry.item,
        problem.title,
        entry.rating,
        entry.tags,
        problem.voice,
        problem.digest,
    )


def strength_of(reader: Reader, now: int) -> Strength:
    """Returns the user's strength as it is now."""
    point = reader.rating()
    if point is None:
        return Strength()
    return rested(Strength(point.rating, point.deviation, point.volatility), now - point.at)


def usual_language(reader: Reader) -> str:
    """Returns the language that the user practised in last, Python before the first time."""
    rounds = reader.rounds()
    return rounds[-1].language if rounds else PYTHON.name
