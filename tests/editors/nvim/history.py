"""Months of practice in a progress file, made by the functions that keep it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from shortlist_engine.practice.coaching.glicko import LOSS, WIN
from shortlist_engine.practice.coaching.repetition import AGAIN, GOOD
from shortlist_engine.practice.collection.catalogue import Catalogue
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.session.browsing import Filter, listed
from shortlist_engine.practice.session.closing import close
from shortlist_engine.practice.session.desk import Desk
from shortlist_engine.practice.session.opening import note_opened


@dataclass
class Clock:
    """A clock that is set."""

    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def __call__(self) -> datetime:
        return self.at


def practised(progress: Path, days: int = 80, seed: int = 5) -> None:
    """Writes a progress file of somebody who practised until now, and grew better at it."""
    chance, clock = random.Random(seed), Clock()
    now = clock.at
    desk = Desk(Journal(progress), Catalogue(progress.parent / "sets"), clock)
    rows = [row for row in listed(desk, Filter()) if row.entry.rating]
    chance.shuffle(rows)
    for day in range(days, -1, -1):
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            able = 1000 + 5 * (days - day)
            row = next(r for r in rows if abs((r.entry.rating or 0) - able) < 250)
            rows.remove(row)
            clock.at = now - timedelta(days=day, hours=chance.uniform(0, 8))
            problem = desk.catalogue.problem(f"{row.entry.item}/1/codeforces", "python")
            with desk.journal.writing() as writer:
                opened = note_opened(desk, writer, problem, "python", progress)
                writer.add_try(opened, desk.now, "python", "0" * 16, "AC", "[]")
                solved = chance.random() < 0.8 - ((row.entry.rating or 0) - able) / 800
                outcome = ("solved", GOOD, WIN) if solved else ("given_up", AGAIN, LOSS)
                close(desk, writer, writer.round(opened), *outcome)
