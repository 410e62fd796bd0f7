"""The steps by which a failing input can be made smaller, whatever it is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """Holds things of which some may go: `build` makes the whole input of those that stay. At least
    `least` stay."""

    items: list[Any]
    build: Callable[[list[Any]], str]
    least: int = 1


@dataclass(frozen=True)
class Cell:
    """Holds one value: `simpler` are values to try in its place, the simplest first."""

    simpler: list[Any]
    build: Callable[[Any], str]


class Shape(Protocol):
    """Takes inputs of one kind apart. What is built again need not be valid."""

    def parts(self, text: str) -> list[Part]:
        """Returns what may be left out of an input."""
        ...

    def cells(self, text: str) -> list[Cell]:
        """Returns the values of an input that may be simpler."""
        ...

    def all_simplest(self, text: str) -> list[str]:
        """Returns inputs in which many values are as simple as can be at once."""
        ...


async def ddmin(
    items: list[T], first_failing: Callable[[list[list[T]]], Awaitable[int | None]], least: int = 1
) -> list[T]:
    """Returns a subset on which the failure remains, and from which no single item can go.

    Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions on
    Software Engineering 28(2), 2002, figure 4; all subsets and complements of one granularity are
    offered together, so that they can run at the same time.
    """
    granularity = 2
    while len(items) > least:
        granularity = min(granularity, len(items))
        bounds = [len(items) * i // granularity for i in range(granularity + 1)]
        stretches = list(pairwise(bounds))
        subsets = [items[a:b] for a, b in stretches]
        complements = [items[:a] + items[b:] for a, b in stretches if granularity > 2]
        offered = [each for each in (*subsets, *complements) if len(each) >= least]
        found = await first_failing(offered) if offered else None
        if found is not None:
            was_subset = offered[found] in subsets
            items = offered[found]
            granularity = 2 if was_subset else max(granularity - 1, 2)
        elif granularity >= len(items):
            break
        else:
            granularity *= 2
    return items


def simpler_integers(value: int, simplest: int) -> list[int]:
    """Returns `simplest`, then values half the way to `value`, three quarters, and so on."""
    if value == simplest:
        return []
    tried = [simplest]
    distance = abs(value - simplest) // 2
    sign = 1 if value > simplest else -1
    while distance:
        tried.append(value - sign * distance)
        distance //= 2
    return list(dict.fromkeys(tried))
