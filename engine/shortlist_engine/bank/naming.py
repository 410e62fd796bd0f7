"""The names that a statement gives to values: their own, or others that people use for such."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shortlist_engine.bank.programs.parameters import python_function
from shortlist_engine.bank.task import Task
from shortlist_engine.bank.values import Given, Ints, Rows

ARRAYS = ("a", "b", "x", "v", "h", "p", "d", "arr", "values")
LISTS = ("nums", "nums", "arr", "numbers", "values", "lst", "nums")
"""What lists are called in contests, and where functions are asked for."""


def other_names(
    task: Task, rng: random.Random, arrays: Sequence[str], chance: float
) -> dict[str, str]:
    """Returns new names for some of the given values: none that the task or its programs use
    already. A name that sizes or bounds of others mention stays."""
    known = _identifiers(task)
    sized = {
        name
        for given in task.values
        for size in given.sizes()
        for name in re.findall(r"[a-z]\w*", str(size))
    }
    bounds = {
        name
        for given in task.values
        for bound in (getattr(given, "low", 0), getattr(given, "high", 0))
        if isinstance(bound, str)
        for name in re.findall(r"[A-Za-z]\w*", bound)
    }
    names: dict[str, str] = {}
    for given in task.values:
        if given.name in sized | bounds or rng.random() > chance:
            continue
        options = list(given.other)
        if isinstance(given, Ints) and len(given.name) == 1:
            options += arrays
        new = rng.choice(options) if options else given.name
        if new not in known and new not in names.values():
            names[given.name] = new
    return names


def _identifiers(task: Task) -> set[str]:
    functions_ = (task.solve, *task.others, *task.wrong, *task.slow)
    text = "\n".join([*(python_function(each).body for each in functions_), *task.cpp])
    words = set(re.findall(r"[A-Za-z_]\w*", text)) | {given.name for given in task.values}
    for given in task.values:
        if isinstance(given, Rows):
            words |= {column.name for column in given.columns}
    return words


def renamed(task: Task, names: Mapping[str, str]) -> Task:
    """Returns the task with other names of its given values; its programs keep theirs."""

    def new(given: Given) -> Given:
        return replace(given, name=names.get(given.name, given.name))

    given = [
        tuple(new(each) for each in item) if isinstance(item, tuple) else new(item)
        for item in task.given
    ]
    return replace(task, given=given)
