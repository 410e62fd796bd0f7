"""Calls as large as the statement allows, for *function* problems."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from shortlist_engine.inputs.call_table import read_calls, read_parameters
from shortlist_engine.inputs.call_values import draw
from shortlist_engine.inputs.grammar.bounds import Bounds, find_bounds
from shortlist_engine.inputs.grammar.expressions import evaluate
from shortlist_engine.inputs.grammar.plain_text import plain_text

FULL_VALUES = 50_000
_SMALL_STEPS = 9


def write_full_call(
    statement: str,
    calls: Sequence[str],
    signature: str,
    number: int,
    rng: random.Random,
    most: int = FULL_VALUES,
) -> str | None:
    """Returns the call with this number: each argument as the examples' `calls` have it, but as
    large as the bounds that the statement sets its name allow, `most` values in all.
    None where no bound is stated, or the examples are no calls of literals."""
    table = read_calls(calls)
    names = table.names(read_parameters(signature)) if table is not None else None
    if table is None or names is None:
        return None
    writer = _Writer(plain_text(statement), rng, number, most)
    values = [writer.value(name, seen) for name, seen in zip(names, table.columns, strict=True)]
    return table.call(values) if writer.stated else None


class _Writer:
    """Draws one call; `stated` counts the bounds that were found."""

    def __init__(self, text: str, rng: random.Random, number: int, most: int) -> None:
        self._most = most
        self._text = text
        self._bounds: Mapping[str, Bounds] = find_bounds(text)
        self._rng = rng
        self._wide, self._top, self._few = (number % 3 == place for place in range(3))
        self._first = True
        self._values: dict[str, int] = {}
        self.stated = 0

    def value(self, name: str, seen: Sequence[Any]) -> Any:
        like = seen[0]
        if type(like) is int:
            self._values[name] = self._number(name, seen)
            return self._values[name]
        digits = isinstance(like, str) and all(each.isdecimal() for each in seen)
        if digits and self._length(name) is None and self._upper(name) is not None:
            return str(self._number(name, [int(each) for each in seen]))
        return self._sized(name, seen, self._most)

    def _number(self, name: str, seen: Sequence[int]) -> int:
        """Its greatest value; once in three calls the first number its least, since two may be the
        ends of a range."""
        low, high = self._lower(name), self._upper(name)
        first, self._first = self._first, False
        if high is None:
            return self._integer(name, seen)
        return low if self._wide and first and low is not None and low <= high else high

    def _sized(self, name: str, seen: Sequence[Any], room: int) -> Any:
        like = next((each for each in seen if each), seen[0])
        if type(like) is int:
            return self._integer(name, seen)
        if isinstance(like, str):
            size = self._size(name, max(map(len, seen)), room)
            letters = sorted(set("".join(seen))) or ["a"]
            return "".join(self._rng.choice(letters) for _ in range(size))
        if isinstance(like, (list, tuple)) and like:
            inner = [item for each in seen for item in each]
            if isinstance(inner[0], (list, tuple)) and len({len(each) for each in inner}) == 1:
                return self._rows(name, seen, inner, room)
            size = self._size(name, max(map(len, seen)), room)
            left = max(room // max(size, 1), 1)
            return type(like)(self._sized(f"{name}[i]", inner, left) for _ in range(size))
        return draw(seen, self._rng)

    def _rows(
        self, name: str, seen: Sequence[Any], rows: Sequence[Sequence[Any]], room: int
    ) -> Any:
        """Rows of one length in every example have it here too, unless a bound is stated for it: an
        edge stays an edge, and a grid grows."""
        width = len(rows[0])
        stated = self._length(f"{name}[i]")
        high = width if stated is None else min(stated, room)
        size = self._size(name, max(map(len, seen)), room)
        if stated is not None and size * high > room:  # both as large as there is room
            size = max(min(size, int(room**0.5)), 1)
            high = min(high, room // size)
        columns = [[row[min(at, width - 1)] for row in rows] for at in range(high)]
        return [
            [self._sized(f"{name}[i][j]", column, 1) for column in columns] for _ in range(size)
        ]

    def _size(self, name: str, seen: int, room: int) -> int:
        high = self._length(name)
        return min(2 * seen if high is None else high, room)

    def _integer(self, name: str, seen: Sequence[int]) -> int:
        low, high = self._lower(name), self._upper(name)
        low = min(seen) if low is None else low
        high = max(seen) if high is None else high
        if high < low:
            return int(self._rng.choice(seen))
        if self._top:
            return self._rng.randint(max(low, high - _SMALL_STEPS), high)
        return self._rng.randint(low, min(high, low + _SMALL_STEPS) if self._few else high)

    def _length(self, name: str) -> int | None:
        found = self._least(self._bound_of_length(name).upper)
        self.stated += found is not None
        return found

    def _bound_of_length(self, name: str) -> Bounds:
        """`n == name.length` with a bound of n, or a bound of the length itself. That of a row
        (`name[i].length`) is found under the whole list, so it has to be stated in these words."""
        length = rf"{re.escape(name)}\.length"
        equal = re.search(rf"\b(\w+) ?== ?(?:[\w.\[\]]+ ?== ?){{0,3}}{length}", self._text)
        if equal and equal[1] in self._bounds:
            return self._bounds[equal[1]]
        row = name.endswith("]")
        if row and not re.search(rf"{length} ?<", self._text):
            return Bounds()
        return self._bounds.get(f"|{name.split('[')[0]}|", Bounds())

    def _upper(self, name: str) -> int | None:
        found = self._least(self._bound(name).upper)
        self.stated += found is not None
        return found

    def _lower(self, name: str) -> int | None:
        values = self._evaluated(self._bound(name).lower)
        return max(values) if values else None

    def _bound(self, name: str) -> Bounds:
        return self._bounds.get(name) or self._bounds.get(name.split("[")[0], Bounds())

    def _least(self, expressions: Sequence[str]) -> int | None:
        values = self._evaluated(expressions)
        return min(values) if values else None

    def _evaluated(self, expressions: Sequence[str]) -> list[int]:
        found = (evaluate(text, self._lookup) for text in expressions)
        return [value for value in found if value is not None]

    def _lookup(self, name: str) -> int | None:
        return self._values.get(name)
