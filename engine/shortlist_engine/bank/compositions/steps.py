"""What compositions are made of: steps and a result, each with its words, its Python and its C++.

In the texts of lists `x` is an element and `a` the list; in those of words `c` is a letter and `s`
the word. Numbers and letters that were drawn for an operation are already put in.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Keep:
    """Leaves out the elements for which `test` does not hold; `words` completes "that are ..."."""

    words: str
    test: str
    cpp: str = ""


@dataclass(frozen=True)
class Change:
    """Puts `expression` in the place of every element x; `words` completes "replace every element
    by ...". `stays` is false for what may be done once only: elements become large, or twice as
    many."""

    words: str
    expression: str
    cpp: str = ""
    stays: bool = True


@dataclass(frozen=True)
class Arrange:
    """Makes another list of the whole list `a`, in place: `python` and `cpp` are statements;
    `expression` is the same as one Python expression, empty where there is none. `words` is a
    sentence in the imperative."""

    words: str
    python: str
    cpp: str
    expression: str = ""


@dataclass(frozen=True)
class Result:
    """Makes one value of the whole: a number, or with `kind` "truth" a truth value. `words` is a
    noun phrase that ends where "of the list that results" could follow; of a truth value, what
    could follow "the word that results". `start` and `update` are a loop's way to make it in
    `r`; empty where it needs the whole. `cpp` is a statement that sets `r` (a `long long`, or a
    `bool`)."""

    words: str
    python: str
    cpp: str
    start: str = ""
    update: str = ""
    kind: Literal["number", "truth"] = "number"


Operation = Keep | Change | Arrange
Chain = tuple[tuple[Operation, ...], Result | None]


def label(made: Chain) -> str:
    """Returns the words of a chain, by which it is told apart from others."""
    steps, result = made
    return "; ".join([*(step.words for step in steps), result.words if result else "all"])


def draw_steps(
    rng: random.Random, makers: Mapping[type, tuple[int, Callable[[random.Random], Operation]]]
) -> tuple[Operation, ...]:
    """Draws one to four steps; `makers` has for each kind its weight and what draws one. Two steps
    of a kind do not follow each other unless they keep, and at most one change does not `stay`."""
    count = rng.choices((1, 2, 3, 4), (4, 5, 3, 1))[0]
    weights = [weight for weight, _ in makers.values()]
    steps: list[Operation] = []
    left = False
    while len(steps) < count:
        kind = rng.choices(list(makers), weights)[0]
        step = makers[kind][1](rng)
        if steps and isinstance(step, type(steps[-1])) and not isinstance(step, Keep):
            continue
        if isinstance(step, Change) and not step.stays:
            if left:
                continue
            left = True
        steps.append(step)
    return tuple(steps)
