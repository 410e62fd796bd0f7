"""What the progress file holds, as values. Times are seconds since 1970, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["solved", "given_up"]
Cause = Literal["set", "problem", "contest"]


@dataclass(frozen=True)
class ProblemRecord:
    """Holds what is kept of a problem, so that progress is told without the set that it is of."""

    id: str
    item: str
    title: str
    rating: float | None
    tags: tuple[str, ...]
    voice: str
    digest: str


@dataclass(frozen=True)
class Round:
    """Holds one time that a problem was practised: from its opening to its end, solved or given
    up; `outcome` is None while it goes on. `day` is the user's own day of its end, as in
    2026-11-30. `hints` are the numbers of those that were given, `tries` counts the programs that
    were submitted before the end, and `failures_shown` those whose failing test was looked at.
    `grade` is what the spaced repetition was told, 1 to 4."""

    id: int
    problem: ProblemRecord
    opened: int
    language: str
    file: str
    contest: int | None
    closed: int | None
    day: str | None
    outcome: Outcome | None
    grade: int | None
    tries: int
    hints: tuple[int, ...]
    failures_shown: int

    @property
    def helped(self) -> bool:
        """Says whether the user was told something of the solution or of the hidden tests."""
        return bool(self.hints) or self.failures_shown > 0


@dataclass(frozen=True)
class Try:
    """Holds one program that was submitted: `program` is the digest of its text, `groups` what came
    of each group of tests, as a JSON text."""

    id: int
    round: int
    at: int
    language: str
    program: str
    verdict: str
    groups: str
    failure_shown: bool


@dataclass(frozen=True)
class ItemState:
    """Holds where the user stands with an item, over all of its problems: how many rounds there
    were, how many were solved and given up, whether one is `open`, when the last one was opened,
    and when it is due again, None before it was practised."""

    item: str
    rounds: int
    solved: int
    given_up: int
    open: bool
    last: int
    due: int | None

    @property
    def word(self) -> str:
        """Returns the state in one word: `open`, `solved` or `given_up`."""
        if self.open:
            return "open"
        return "solved" if self.solved else "given_up"


@dataclass(frozen=True)
class RatingPoint:
    """Holds the user's rating from a time on, and what changed it. `deviation` and `volatility` are
    those of Glicko-2."""

    at: int
    rating: float
    deviation: float
    volatility: float
    cause: Cause
    round: int | None = None
    contest: int | None = None


@dataclass(frozen=True)
class Contest:
    """Holds a contest: `problems` are the names of its problems, A first. `finished` is None while
    it goes on; `solved` and `penalty` (minutes) are its result."""

    id: int
    started: int
    seconds: int
    rating: float | None
    finished: int | None
    solved: int | None
    penalty: int | None
    problems: tuple[str, ...]

    @property
    def ends(self) -> int:
        """Returns when its time is over."""
        return self.started + self.seconds
