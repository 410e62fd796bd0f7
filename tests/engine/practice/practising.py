"""A desk with a clock of its own, for tests of practice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from shortlist_engine.practice.collection.catalogue import Catalogue
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.problem import Program

WRONG = "print(0)\n"


@dataclass
class Clock:
    """Stands still until it is set forward."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 30, 9, tzinfo=timezone.utc))

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


def desk_in(folder: Path, clock: Clock) -> Desk:
    """A desk whose progress file and sets are in a folder; another one finds the same."""
    return Desk(Journal(folder / "progress.sqlite"), Catalogue(folder / "sets"), clock)


def right_program(desk: Desk, problem: str, language: str) -> Program:
    """The first model solution in a language."""
    found = desk.catalogue.problem(problem, language)
    return next(each for each in found.solutions if each.language == language)
