"""The user's progress at a glance."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from shortlist_engine.practice.coaching.glicko import Strength
from shortlist_engine.practice.coaching.statistics import (
    DueDay,
    Streak,
    Topic,
    Week,
    due_days,
    streak,
    topics,
    weeks,
)
from shortlist_engine.practice.journal.records import Contest, RatingPoint, Round
from shortlist_engine.practice.session.contests import settle
from shortlist_engine.practice.session.desk import Desk, strength_of

_ONE_SITTING_S = 6 * 3600


@dataclass(frozen=True)
class Overview:
    """Holds the user's progress: `rating` as it is now and `ratings` over time, counts of rounds,
    tries and hints, `solve_seconds`: the median time from opening to solving, of problems that were
    solved in one sitting, None before the first; and what the charts show."""

    rating: Strength
    rated: bool
    ratings: tuple[RatingPoint, ...]
    solved: int
    given_up: int
    open: tuple[Round, ...]
    tries: int
    hints: int
    solve_seconds: float | None
    streak: Streak
    weeks: tuple[Week, ...]
    topics: tuple[Topic, ...]
    due_days: tuple[DueDay, ...]
    due: tuple[str, ...]
    contests: tuple[Contest, ...]


def overview(desk: Desk) -> Overview:
    """Returns the user's progress. Raises ProgressUnusable."""
    settle(desk)
    now, today = desk.now, desk.today
    with desk.journal.reading() as reader:
        rounds = reader.rounds()
        dues = reader.dues()
        ratings = reader.ratings()
        going = {each.problem.item for each in rounds if each.outcome is None}
        times = [
            each.closed - each.opened
            for each in rounds
            if each.outcome == "solved" and each.closed is not None
        ]
        times = [seconds for seconds in times if seconds <= _ONE_SITTING_S]
        return Overview(
            strength_of(reader, now),
            bool(ratings),
            tuple(ratings),
            sum(each.outcome == "solved" for each in rounds),
            sum(each.outcome == "given_up" for each in rounds),
            tuple(reader.open_rounds()),
            len(reader.tries()),
            len(reader.hint_times()),
            statistics.median(times) if times else None,
            streak(rounds, today),
            tuple(weeks(rounds, today)),
            tuple(topics(rounds)),
            tuple(due_days(dues, desk.clock())),
            tuple(item for item, due in dues if due <= now and item not in going),
            tuple(reader.contests()),
        )


def set_rating(desk: Desk, rating: float) -> None:
    """Sets the user's rating, such as that of another judge: the next problems move it far, as a
    first rating. Raises ProgressUnusable."""
    start = Strength(rating)
    with desk.journal.writing() as writer:
        writer.add_rating(RatingPoint(desk.now, start.rating, 200.0, start.volatility, "set"))
