"""What there is to be told about the past: streaks, weeks, topics, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shortlist_engine.practice.journal.records import Round

WEEKS = 12
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Streak:
    """Counts days in a row with a solved problem: `current` up to today or yesterday, `longest`
    ever. `today` says whether today has one already."""

    current: int
    longest: int
    today: bool


@dataclass(frozen=True)
class Week:
    """Counts the rounds that ended in the week from the Monday `start`."""

    start: str
    solved: int
    given_up: int


@dataclass(frozen=True)
class Topic:
    """Counts the rounds with a tag."""

    tag: str
    solved: int
    given_up: int


@dataclass(frozen=True)
class DueDay:
    """Counts the items that become due on a day; those that are due already count for today."""

    day: str
    count: int


def streak(rounds: Iterable[Round], today: date) -> Streak:
    """Returns the streaks of the days on which a round was solved."""
    days = sorted({date.fromisoformat(each.day) for each in _solved(rounds) if each.day})
    longest = run = 0
    before: date | None = None
    for day in days:
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest = max(longest, run)
        before = day
    current = run if before is not None and today - before <= timedelta(days=1) else 0
    return Streak(current, longest, bool(days) and days[-1] == today)


def weeks(rounds: Sequence[Round], today: date, count: int = WEEKS) -> list[Week]:
    """Returns the last `count` weeks, this one last."""
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    solved: Counter[date] = Counter()
    given_up: Counter[date] = Counter()
    for each in rounds:
        if each.day:
            day = date.fromisoformat(each.day)
            counts = solved if each.outcome == "solved" else given_up
            counts[day - timedelta(days=day.weekday())] += 1
    return [Week(start.isoformat(), solved[start], given_up[start]) for start in starts]


def topics(rounds: Iterable[Round]) -> list[Topic]:
    """Returns what came of each tag, the most practised first."""
    solved: Counter[str] = Counter()
    given_up: Counter[str] = Counter()
    for each in rounds:
        if each.outcome is not None:
            (solved if each.outcome == "solved" else given_up).update(set(each.problem.tags))
    tags = sorted(solved | given_up, key=lambda tag: (-solved[tag] - given_up[tag], tag))
    return [Topic(tag, solved[tag], given_up[tag]) for tag in tags]


def due_days(
    dues: Iterable[tuple[str, int]], now: datetime, count: int = DAYS_AHEAD
) -> list[DueDay]:
    """Returns the next `count` days, today first."""
    today = now.date()
    on: Counter[date] = Counter()
    for _, due in dues:
        on[max(today, datetime.fromtimestamp(due, now.tzinfo).date())] += 1
    ahead = [today + timedelta(days=number) for number in range(count)]
    return [DueDay(day.isoformat(), on[day]) for day in ahead]


def _solved(rounds: Iterable[Round]) -> Iterable[Round]:
    return (each for each in rounds if each.outcome == "solved")
