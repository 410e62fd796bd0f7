"""Inputs of a task: drawn, written as text, and read back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from shortlist_engine.bank.maker import Maker, Scale
from shortlist_engine.bank.task import Task, Values
from shortlist_engine.bank.values import Given, Int, Ints, Matrix, Rows


def draw(task: Task, rng: random.Random, scale: Scale = "tiny") -> Values:
    """Returns values of the scale, by the task's own maker where it has one."""
    maker = Maker(rng, scale)
    if task.make is not None:
        return task.make(maker)
    known: dict[str, Any] = {}
    for given in task.values:
        value = given.draw(maker, known)
        known[given.name] = value
        if isinstance(given, Rows) and given.graph and given.size in known:
            # There may be fewer edges than were asked for.
            known[str(given.size)] = len(value)
    return tuple(known[given.name] for given in task.values)


def edge_cases(task: Task) -> Iterator[Values]:
    """Yields the task's own special inputs, the smallest one, and variations of small ones: all
    values equal, sorted and reversed. Only what keeps the statement's promises."""
    yield from task.edges
    rng = random.Random(0)
    yield draw(task, rng, "least")
    for _ in range(4):
        values = draw(task, rng, "small")
        for change in (_equal, _sorted, _reversed, _highest):
            changed = tuple(
                change(given, value) for given, value in zip(task.values, values, strict=True)
            )
            if task.make is None and changed != values and not fault(task, changed):
                yield changed


def _equal(given: Given, value: Any) -> Any:
    return [value[0]] * len(value) if isinstance(given, Ints) and value else value


def _sorted(given: Given, value: Any) -> Any:
    return sorted(value) if isinstance(given, Ints) else value


def _reversed(given: Given, value: Any) -> Any:
    return sorted(value)[::-1] if isinstance(given, Ints) else value


def _highest(given: Given, value: Any) -> Any:
    if isinstance(given, Ints) and isinstance(given.high, int):
        return [given.high] * len(value)
    if isinstance(given, Int) and not given.count and isinstance(given.high, int):
        return given.high
    if isinstance(given, Matrix) and isinstance(given.high, int):
        return [[given.high] * len(row) for row in value]
    return value


def fault(task: Task, values: Values) -> str:
    """Says how values break the promises of the statement; empty when they keep them."""
    known: dict[str, Any] = {}
    for given, value in zip(task.values, values, strict=True):
        known[given.name] = value
    for given in task.values:
        if wrong := given.fault(known[given.name], known):
            return wrong
    return ""


def write(task: Task, values: Values) -> str:
    """Returns the text of one test case."""
    lines: list[str] = []
    rest = iter(values)
    for item in task.given:
        if isinstance(item, tuple):
            lines.append(" ".join(given.write(next(rest))[0] for given in item))
        else:
            lines += item.write(next(rest))
    return "".join(f"{line}\n" for line in lines)


def read(task: Task, lines: Iterator[str]) -> Values:
    """Reads the values of one test case back."""
    known: dict[str, Any] = {}
    for item in task.given:
        if isinstance(item, tuple):
            tokens = iter(next(lines).split())
            for given in item:
                known[given.name] = given.read(tokens, known)
        else:
            known[item.name] = item.read(lines, known)
    return tuple(known[given.name] for given in task.values)


def names_of_sizes(values: Sequence[Given]) -> dict[str, str]:
    """Returns the integers that programs can take from another value, with how Python does: `n`
    from `len(a)`. A function is not given them."""
    integers = {given.name for given in values if isinstance(given, Int)}
    found: dict[str, str] = {}
    for given in values:
        name = given.name
        for depth, size in enumerate(given.sizes()):
            if isinstance(size, str) and size in integers and size not in found:
                found[size] = f"len({name})" if depth == 0 else f"len({name}[0])"
    return found
