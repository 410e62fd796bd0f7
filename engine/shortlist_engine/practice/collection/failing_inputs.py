"""Inputs on which what many would write goes wrong: hidden tests that are made against them.

A family brings functions that are wrong in a typical way. They run here, in this process, so they
are stopped after so many lines: counted, not timed, so that the same inputs are found everywhere.
"""

from __future__ import annotations

import copy
import random
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from shortlist_engine.bank import inputs
from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.maker import Scale
from shortlist_engine.bank.task import Task, Values

OF_EACH = 3
TRIED = 60
MOST_LINES = 20_000
_MIX: tuple[Scale, ...] = ("tiny", "small", "small")


class _TooLong(Exception):
    """Ends a function that runs for too many lines."""


def failing_inputs(instance: Instance, rng: random.Random) -> list[str]:
    """Returns inputs on which the wrong functions of the family fail, some for each; none for one
    that fails on large inputs only."""
    task = instance.task
    found: list[Values] = []
    cases = list(_cases(task, rng))
    for wrong in task.wrong:
        of_this = 0
        for values, answer in cases:
            if of_this == OF_EACH:
                break
            if not _right(task, wrong, values, answer):
                of_this += 1
                if values not in found:
                    found.append(values)
    if instance.head:
        return [instance.call(values) for values in found]
    return [instance.input_of([values]) for values in found]


def _cases(task: Task, rng: random.Random) -> Iterator[tuple[Values, Any]]:
    for number in range(TRIED):
        values = inputs.draw(task, rng, _MIX[number % len(_MIX)])
        yield values, task.solved(copy.deepcopy(values))


def _right(task: Task, function: Callable[..., Any], values: Values, answer: Any) -> bool:
    given = dict(zip((each.name for each in task.values), copy.deepcopy(values), strict=True))
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    try:
        return bool(_limited(function, [given[name] for name in names]) == answer)
    except _TooLong:
        return True  # nobody knows
    except Exception:
        return False


def _limited(function: Callable[..., Any], arguments: list[Any]) -> Any:
    left = MOST_LINES

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooLong
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return function(*arguments)
    finally:
        sys.settrace(before)
