"""Lists what can be practised, and chooses what comes next."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist_engine.practice.coaching.choosing import Choice, choose, choose_like
from shortlist_engine.practice.collection.bank_problems import FUNCTION_VOICES
from shortlist_engine.practice.collection.practice_problem import BANK, Entry
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.records import ItemState
from shortlist_engine.practice.session.desk import Desk, PracticeError, strength_of
from shortlist_engine.problem import Kind

State = Literal["new", "open", "solved", "given_up", "unsolved", "due"]
_AROUND = 100
_RANGE = re.compile(r"(\d+)?\s*(-|\.\.)\s*(\d+)?")
STATES: tuple[State, ...] = ("new", "open", "solved", "given_up", "unsolved", "due")


@dataclass(frozen=True)
class Filter:
    """Says what is looked for; None where it makes no difference. `unsolved` is whatever was never
    solved, `due` what is due by now."""

    tags: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    voice: str | None = None
    kind: Kind | None = None
    set: str | None = None
    state: State | None = None
    text: str = ""

    def fits(self, entry: Entry) -> bool:
        """Says whether an entry is looked for, whatever its state."""
        known = {tag.lower() for tag in entry.tags}
        if any(tag.lower() not in known for tag in self.tags):
            return False
        if self.lowest is not None and (entry.rating is None or entry.rating < self.lowest):
            return False
        if self.highest is not None and (entry.rating is None or entry.rating > self.highest):
            return False
        if self.voice is not None and self.voice not in entry.voices:
            return False
        if self.kind is not None and self.kind not in entry.kinds:
            return False
        words = f"{entry.item} {entry.title}".lower()
        return self.text.lower() in words

    @property
    def function(self) -> bool:
        """Says whether functions are looked for."""
        return self.kind == "function" or self.voice in FUNCTION_VOICES


@dataclass(frozen=True)
class Listed:
    """Holds an entry with where the user stands with it; `state` is None before it was
    practised."""

    entry: Entry
    state: ItemState | None
    is_due: bool

    @property
    def word(self) -> str:
        """Returns the state in one word."""
        return "new" if self.state is None else self.state.word


@dataclass(frozen=True)
class Next:
    """Holds what to practise next: `problem` is the name to open, `rating` the user's own."""

    problem: str
    choice: Choice
    rating: float


def listed(desk: Desk, wanted: Filter) -> list[Listed]:
    """Returns the entries that are looked for, the bank's first, easy ones first. Raises
    UnknownProblem and ProgressUnusable."""
    entries = desk.catalogue.entries(wanted.set)
    with desk.journal.reading() as reader:
        states = reader.states()
    now = desk.now
    rows = [_listed(entry, states, now) for entry in entries if wanted.fits(entry)]
    rows = [row for row in rows if _in_state(row, wanted.state)]
    return sorted(
        rows, key=lambda row: (row.entry.set != BANK, row.entry.set, row.entry.rating or 0.0)
    )


def next_problem(
    desk: Desk, wanted: Filter, *, like: str | None = None, seed: int | None = None
) -> Next:
    """Chooses what to practise next among what is looked for; with `like`, another one like that
    item or problem. The same `seed` chooses the same as long as nothing was practised. Raises
    UnknownProblem, ProgressUnusable, and PracticeError when there is nothing."""
    rng = random.Random(seed)
    now = desk.now
    with desk.journal.reading() as reader:
        states = reader.states()
        strength = strength_of(reader, now)
        if like is not None:
            model = desk.catalogue.entry(like)
            choice = choose_like(model, desk.catalogue.entries(model.set), states, rng)
        else:
            entries = [row.entry for row in listed(desk, wanted)]
            choice = choose(entries, states, strength, reader.rounds(), now, rng)
        if choice is None:
            raise PracticeError(_nothing(like))
        return Next(fresh_problem(desk, reader, choice.entry, wanted, rng), choice, strength.rating)


def fresh_problem(
    desk: Desk, reader: Reader, entry: Entry, wanted: Filter, rng: random.Random
) -> str:
    """Returns the name of a problem of an entry: of a family of the bank the first one that was not
    opened yet and asks for something that none of these did, as far as there is."""
    if not entry.voices:
        return entry.item
    opened = reader.seeds(entry.item)
    numbers = {int(name.split("/")[2]) for name in opened}
    family = entry.item.partition("/")[2]
    keys = {desk.catalogue.bank.key(f"{family}/{number}") for number in numbers}
    first = max(numbers, default=0) + 1
    if not numbers:  # nor is there a need to load the family
        return f"{entry.item}/1/{_voice(entry, wanted, rng)}"
    number = next(
        (
            number
            for number in range(first, first + 20)
            if desk.catalogue.bank.key(f"{family}/{number}") not in keys
        ),
        first,
    )
    return f"{entry.item}/{number}/{_voice(entry, wanted, rng)}"


def _voice(entry: Entry, wanted: Filter, rng: random.Random) -> str:
    """The voice that is looked for; of programs any judge's, of functions any that asks for one."""
    if wanted.voice is not None:
        return wanted.voice
    fitting = [voice for voice in entry.voices if (voice in FUNCTION_VOICES) == wanted.function]
    return rng.choice(fitting)


def _listed(entry: Entry, states: Mapping[str, ItemState], now: int) -> Listed:
    state = states.get(entry.item)
    is_due = state is not None and state.due is not None and state.due <= now and not state.open
    return Listed(entry, state, is_due)


def _in_state(row: Listed, state: State | None) -> bool:
    if state is None:
        return True
    if state == "due":
        return row.is_due
    if state == "unsolved":
        return row.state is None or row.state.solved == 0
    return row.word == state


def _nothing(like: str | None) -> str:
    if like is not None:
        return f"There is nothing else in the set of {like}."
    return "There is no such problem: ask for less that is special, or import a set that has some."


def rating_range(text: str) -> tuple[float | None, float | None]:
    """Returns the lowest and the highest rating that a text asks for: around one, such as `1200`,
    or a range such as `1000-1400`, which may be open at one end. Raises PracticeError."""
    text = text.strip()
    if text.isdecimal():
        return float(text) - _AROUND, float(text) + _AROUND
    found = _RANGE.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        raise PracticeError(f"{text} is neither a rating nor a range such as 1000-1400.")
    return (float(found[1]) if found[1] else None), (float(found[3]) if found[3] else None)


def tags_of(rows: Sequence[Listed]) -> list[str]:
    """Returns all tags of some entries, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        for tag in row.entry.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: (-counts[tag], tag))
