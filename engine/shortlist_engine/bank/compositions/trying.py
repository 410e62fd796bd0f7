"""What trying a composition on a few values tells: which mistakes show, and whether its answers
vary."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from shortlist_engine.bank.compositions.steps import Operation, Result
from shortlist_engine.bank.programs.parameters import WrittenFunction

PROBES = 24
"""How many values are tried."""

Write = Callable[[Sequence[Operation], Result | None], WrittenFunction]
Answers = Callable[[WrittenFunction, random.Random], list[Any]]


def without_a_step(
    steps: Sequence[Operation],
    result: Result | None,
    rng: random.Random,
    write: Write,
    answers: Answers,
) -> list[WrittenFunction]:
    """Returns wrong functions: one that forgets a step, one that takes two in the other order; only
    those that give another answer on several of the values. `answers` are those of a function on
    values that `rng` draws."""
    forgotten = rng.randrange(len(steps))
    functions = [write([step for at, step in enumerate(steps) if at != forgotten], result)]
    if len(steps) > 1:
        at = rng.randrange(len(steps) - 1)
        swapped = [*steps]
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        functions.append(write(swapped, result))
    seed = rng.random()
    right = answers(write(steps, result), random.Random(seed))
    return [
        function
        for function in functions
        if sum(map(_differ, answers(function, random.Random(seed)), right)) > 2
    ]


def is_dull(
    steps: Sequence[Operation],
    result: Result | None,
    rng: random.Random,
    write: Write,
    answers: Answers,
) -> bool:
    """Says whether nearly all values have the same answer."""
    counts = Counter(str(answer) for answer in answers(write(steps, result), rng))
    few = 2 if result is not None and result.kind == "truth" else 3
    return len(counts) < few or max(counts.values()) > PROBES * 3 // 4


def _differ(mine: Any, right: Any) -> bool:
    return bool(mine != right)
