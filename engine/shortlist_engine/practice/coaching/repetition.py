"""When a kind of problem is due again: FSRS, the free spaced repetition scheduler (J. Ye et al.,
"A stochastic shortest path algorithm for optimizing spaced repetition scheduling", KDD 2022), as
the library `fsrs` has it, with its default parameters.

What is repeated is an item: a family of the bank, of which another problem is asked the next time,
so that it is the idea that is remembered. Days count, not minutes, so there are no learning steps.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
RETENTION = 0.8
"""An item is due when the chance that its idea is still known falls below this."""
LONGEST_DAYS = 730
QUICK_S = 15 * 60
MANY_TRIES = 5


class Scheduled(NamedTuple):
    """Says when an item is due, in seconds since 1970; `card` is what FSRS knows of it, as a JSON
    text."""

    due: int
    card: str


def grade(solved: bool, helped: bool, tries: int, seconds: float) -> int:
    """Returns how well a round went, in FSRS' grades: `AGAIN` given up; `HARD` solved with help or
    with many tries; `EASY` at the first try within a quarter of an hour; `GOOD` otherwise."""
    if not solved:
        return AGAIN
    if helped or tries > MANY_TRIES:
        return HARD
    return EASY if tries <= 1 and seconds <= QUICK_S else GOOD


def scheduled(card: str | None, how: int, at: int) -> Scheduled:
    """Returns when an item is due after it was practised with this grade. A card that cannot be
    read counts as none."""
    before = _card(card)
    when = datetime.fromtimestamp(at, timezone.utc)
    after, _ = _scheduler().review_card(before, Rating(how), when)
    return Scheduled(int(after.due.timestamp()), after.to_json())


def recalled(card: str | None, at: int) -> float:
    """Returns the chance that the idea of an item is known at a time, 0 for one that never was
    practised."""
    if card is None:
        return 0.0
    when = datetime.fromtimestamp(at, timezone.utc)
    return float(_scheduler().get_card_retrievability(_card(card), when))


def _scheduler() -> Scheduler:
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )


def _card(text: str | None) -> Card:
    if text is not None:
        try:
            return Card.from_json(text)
        except (KeyError, TypeError, ValueError, json.JSONDecodeError):
            pass
    return Card(card_id=1)  # by default a new one waits for a name from the clock
