"""The number of lines of an input."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NAME = r"[A-Za-z]{1,2}"


@dataclass(frozen=True)
class Count:
    """A number of lines: `plus`, and as many as the number `name` says."""

    name: str = ""
    plus: int = 1


@dataclass(frozen=True)
class InputForm:
    """Holds the numbers of lines that follow one another, and for each line of fixed place (from 0)
    the names of the numbers on it. `lists` says that some lines are lists, which may be empty."""

    counts: tuple[Count, ...]
    names: dict[int, tuple[str, ...]]
    lists: bool = True

    @property
    def is_counted(self) -> bool:
        """Whether a number of the input says how many lines there are."""
        return any(count.name for count in self.counts)

    def lines_of(self, rows: Sequence[str]) -> int | None:
        """Returns how many lines the input has that begins with these; None when its numbers are
        not those that the statement names."""
        values: dict[str, int] = {}
        for line, names in self.names.items():
            tokens = rows[line].split() if line < len(rows) else []
            if len(tokens) != len(names):
                return None
            for name, token in zip(names, tokens, strict=True):
                if re.fullmatch(r"\d{1,7}", token):
                    values[name] = int(token)
        if any(value <= self.lists for value in values.values()):
            return None  # a line may be empty, or be missing
        total = 0
        for count in self.counts:
            if count.name and count.name not in values:
                return None
            total += count.plus + (values[count.name] if count.name else 0)
        return total


def count_of(index: str) -> Count | None:
    """Returns `N`, `N-1`, `N+1` or a number, as a number of lines."""
    found = re.fullmatch(rf"(?P<name>{NAME})?(?P<plus> ?[+-]? ?\d{{1,3}})?", index)
    if found is None or not index:
        return None
    plus = int(found["plus"].replace(" ", "")) if found["plus"] else 0
    return Count(found["name"] or "", plus)
