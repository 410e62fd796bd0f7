"""How a contest is drawn and scored: as the ICPC does.

A team is ranked by the problems that it solved, then by penalty: for each solved problem the
minutes from the start to the accepted program, and 20 for each rejected one before that
(https://icpc.global/worldfinals/rules). Programs that do not compile do not count, as in DOMjudge
unless it is told otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.practice.coaching.choosing import DAY_S
from shortlist_engine.practice.collection.practice_problem import Entry
from shortlist_engine.practice.journal.records import Contest, ItemState, Try

REJECTED_MINUTES = 20
SPREAD = (-200.0, 300.0)
"""The first problem is this much below the contest's rating, the last one above it."""
_FREE = ("CE", "SE")
_LATELY_S = 60 * DAY_S


@dataclass(frozen=True)
class ProblemScore:
    """Holds how one problem of a contest went: `letter` is its name there, `minutes` when it was
    solved, None while it is not, `rejected` the programs that count against it, and `penalty` what
    it adds."""

    letter: str
    problem: str
    minutes: int | None
    rejected: int
    penalty: int


@dataclass(frozen=True)
class Score:
    """Holds the score of a contest."""

    solved: int
    penalty: int
    problems: tuple[ProblemScore, ...]


def score(contest: Contest, tries: Sequence[tuple[str, Try]]) -> Score:
    """Returns the score from tries with the names of their problems, the oldest first. What was
    submitted after the end does not count."""
    end = min(contest.ends, contest.finished if contest.finished is not None else contest.ends)
    scores = []
    for place, problem in enumerate(contest.problems):
        minutes, rejected = None, 0
        for name, each in tries:
            if name != problem or not contest.started <= each.at <= end or minutes is not None:
                continue
            if each.verdict == "AC":
                minutes = (each.at - contest.started) // 60
            elif each.verdict not in _FREE:
                rejected += 1
        penalty = 0 if minutes is None else minutes + REJECTED_MINUTES * rejected
        scores.append(ProblemScore(letter(place), problem, minutes, rejected, penalty))
    return Score(
        sum(each.minutes is not None for each in scores),
        sum(each.penalty for each in scores),
        tuple(scores),
    )


def letter(place: int) -> str:
    """Returns what a problem is called in a contest: A, B, ..., Z, AA."""
    name = ""
    place += 1
    while place:
        place, at = divmod(place - 1, 26)
        name = chr(ord("A") + at) + name
    return name


def draw(
    entries: Sequence[Entry],
    count: int,
    rating: float,
    states: dict[str, ItemState],
    now: int,
    rng: random.Random,
) -> list[Entry]:
    """Draws `count` different entries, from easier than `rating` to harder; those that were
    practised lately only where there are not enough others. Fewer where there are not so many."""
    left = list(entries)
    drawn: list[Entry] = []
    used: set[str] = set()
    for place in range(min(count, len(left))):
        low, high = SPREAD
        target = rating + (low + (high - low) * place / (count - 1) if count > 1 else 0.0)

        def order(
            entry: Entry, target: float = target, used: frozenset[str] = frozenset(used)
        ) -> tuple[bool, float]:
            state = states.get(entry.item)
            lately = state is not None and now - state.last < _LATELY_S
            apart = abs((entry.rating if entry.rating is not None else rating) - target)
            # Ratings are steps of 100: of those alike any, and rather one of another topic.
            return lately, apart + rng.uniform(0, 90) + 60 * bool(used & set(entry.tags))

        chosen = min(left, key=order)
        left.remove(chosen)
        drawn.append(chosen)
        used |= set(chosen.tags)
    return sorted(drawn, key=lambda entry: (entry.rating or rating, entry.item))
