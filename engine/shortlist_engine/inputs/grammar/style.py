"""How one generated input is: its sizes, its values, how its lists are arranged."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Size = Literal["least", "tiny", "small", "medium", "large", "full"]
Spread = Literal["few", "small", "seen", "wide", "top", "bottom", "edge", "magnitude"]
Order = Literal["random", "equal", "ascending", "descending", "two"]

# How many there are of what a count counts, beyond the least that is allowed.
MOST = {"least": 0, "tiny": 3, "small": 7, "medium": 24, "large": 120, "full": 10**9}


@dataclass(frozen=True)
class Style:
    size: Size
    spread: Spread
    order: Order


# The first inputs are run first: each brings something that those before it do not.
SCHEDULE = (
    Style("small", "small", "random"),
    Style("small", "wide", "random"),
    Style("tiny", "few", "random"),
    Style("medium", "small", "random"),
    Style("small", "edge", "random"),
    Style("tiny", "small", "random"),
    Style("small", "top", "random"),
    Style("least", "bottom", "random"),
    Style("medium", "few", "random"),
    Style("small", "magnitude", "random"),
    Style("tiny", "wide", "random"),
    Style("small", "seen", "random"),
    Style("least", "top", "random"),
    Style("small", "few", "ascending"),
    Style("tiny", "edge", "random"),
    Style("medium", "wide", "random"),
    Style("small", "small", "descending"),
    Style("small", "bottom", "equal"),
    Style("small", "few", "two"),
    Style("tiny", "top", "equal"),
    Style("large", "few", "random"),
    Style("medium", "seen", "random"),
    Style("small", "small", "random"),
    Style("medium", "top", "two"),
)

# As large as the statement allows: what shows how fast a program is, not what it computes.
FULL = (
    Style("full", "wide", "random"),
    Style("full", "top", "random"),
    Style("full", "few", "random"),
)


def style(number: int, rng: random.Random) -> Style:
    """Returns the style of the input with this number: the schedule's, then drawn from its
    parts."""
    if number < len(SCHEDULE):
        return SCHEDULE[number]
    return Style(rng.choice(SCHEDULE).size, rng.choice(SCHEDULE).spread, rng.choice(SCHEDULE).order)
