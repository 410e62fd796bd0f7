"""Which problem comes next, and why."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shortlist_engine.practice.coaching.glicko import Strength, expected_score
from shortlist_engine.practice.collection.practice_problem import Entry
from shortlist_engine.practice.journal.records import ItemState, Round

DAY_S = 86_400
NEAR = 120.0
"""How far from the user's rating a problem may be before it is much less likely to be chosen."""
STRETCH = 50.0
"""How much harder than the user's rating problems are on the whole: they solve somewhat less than
half of them."""
KNOWN = 50.0
"""The deviation of a rating that is as certain as it gets."""
RECENT = 10
UNRATED = 0.2

Why = Literal["due", "new", "like", "again"]


@dataclass(frozen=True)
class Choice:
    """Holds what was chosen and why: `why` for programs, `reason` for people, a sentence."""

    entry: Entry
    why: Why
    reason: str


def choose(
    entries: Sequence[Entry],
    states: Mapping[str, ItemState],
    strength: Strength,
    recent: Sequence[Round],
    now: int,
    rng: random.Random,
) -> Choice | None:
    """Chooses one of the entries: what is due first, the longest overdue; else something new whose
    rating is near the user's and whose tags were not practised last; else what was practised the
    longest ago. None where there is nothing. `recent` are the last rounds, the newest last."""
    due = [
        (state.due, entry)
        for entry in entries
        if (state := states.get(entry.item)) is not None
        and state.due is not None
        and state.due <= now
        and not state.open
    ]
    if due:
        when, entry = min(due, key=lambda pair: (pair[0], pair[1].item))
        return Choice(entry, "due", _due_reason(entry, states[entry.item], when, now))
    new = [entry for entry in entries if entry.item not in states]
    if new:
        chosen = rng.choices(new, [_weight(entry, strength, recent) for entry in new])[0]
        return Choice(chosen, "new", _new_reason(chosen, strength, recent))
    left = [entry for entry in entries if not states[entry.item].open] or list(entries)
    if not left:
        return None
    chosen = min(left, key=lambda entry: (states[entry.item].last, entry.item))
    days = (now - states[chosen.item].last) // DAY_S
    reason = f"You have practised everything here; this one the longest ago ({_days(days)} ago)."
    return Choice(chosen, "again", reason)


def choose_like(
    like: Entry,
    entries: Sequence[Entry],
    states: Mapping[str, ItemState],
    rng: random.Random,
) -> Choice | None:
    """Chooses another one like an entry: of the bank the same family, which has problems without
    end; of a set the problem that shares the most tags and is nearest in rating, one that was not
    practised yet if there is any."""
    if like.voices:
        return Choice(like, "like", f"Another problem of the kind {like.title!r}.")
    others = [entry for entry in entries if entry.item != like.item]
    if not others:
        return None

    def order(entry: Entry) -> tuple[bool, int, float, float]:
        shared = len(set(entry.tags) & set(like.tags))
        apart = abs((entry.rating or 0.0) - (like.rating or 0.0))
        return (entry.item in states, -shared, apart, rng.random())

    chosen = min(others, key=order)
    shared = sorted(set(chosen.tags) & set(like.tags))
    told = f"shares {', '.join(shared)} with" if shared else "is near in rating to"
    return Choice(chosen, "like", f"It {told} {like.title!r}.")


def _weight(entry: Entry, strength: Strength, recent: Sequence[Round]) -> float:
    if entry.rating is None:
        near = UNRATED
    else:
        # As long as a user's rating is uncertain, easier problems: to fail at first discourages.
        easier = max(0.0, strength.deviation - KNOWN) / 2
        apart = (entry.rating - strength.rating - STRETCH + easier) / NEAR
        near = math.exp(-apart * apart / 2)
    stale = 1.0
    for age, each in enumerate(reversed(recent[-RECENT:])):
        if set(each.problem.tags) & set(entry.tags):
            stale *= 1.0 - 0.5 * (1.0 - age / RECENT)
    return max(near * stale, 1e-12)


def _new_reason(entry: Entry, strength: Strength, recent: Sequence[Round]) -> str:
    seen = {tag for each in recent[-RECENT:] for tag in each.problem.tags}
    fresh = not set(entry.tags) & seen
    novelty = (
        f" Its topic was not among your last {min(len(recent), RECENT)} problems."
        if recent and fresh
        else ""
    )
    if entry.rating is None:
        return f"You have not practised it yet; the set gives it no rating.{novelty}"
    chance = expected_score(strength, entry.rating)
    return (
        f"New to you. It is rated {entry.rating:.0f}, you {strength.rating:.0f}: about "
        f"{round(10 * chance) or 1} in 10 such problems are solved.{novelty}"
    )


def _due_reason(entry: Entry, state: ItemState, when: int, now: int) -> str:
    late = (now - when) // DAY_S
    since = "since today" if not late else f"for {_days(late)}"
    last = datetime.fromtimestamp(state.last).strftime("%d %B %Y").lstrip("0")
    another = "another problem of a kind that" if entry.voices else "a problem that"
    ended = "solved" if state.solved else "gave up"
    return f"Due {since}: {another} you {ended} on {last}."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
