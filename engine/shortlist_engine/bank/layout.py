"""The parts of an input: how they are drawn, written, parsed and read by programs.

A family lists its parts in the order of the input. Program variables have the parts' own names, so
that every family reads its input in the same words; the statement may call them differently.
In C++ code `INT` stands for `int`, or for `long long` when a stated bound asks for it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ints:
    """Lays out integers on one line, or each `on_lines` of its own. Draws from `low` to `high` and
    states `bound` (default: a round number not below `high`) as the upper limit. `what` says what
    each means, as noun phrases. Values: one int per name."""

    names: tuple[str, ...]
    low: int = 1
    high: int = 50
    bound: int = 0
    what: tuple[str, ...] = ()
    on_lines: bool = False

    def signature(self) -> str:
        return ("/" if self.on_lines else " ").join(self.names)

    def width(self) -> int:
        return len(self.names)

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        return tuple(rng.randint(self.low, self.high) for _ in self.names)

    def write(self, values: tuple[Any, ...]) -> str:
        return ("\n" if self.on_lines else " ").join(map(str, values)) + "\n"

    def parse(self, lines: Iterator[str]) -> tuple[Any, ...]:
        if self.on_lines:
            return tuple(int(next(lines)) for _ in self.names)
        return tuple(map(int, next(lines).split()))

    def python(self) -> list[str]:
        if self.on_lines or len(self.names) == 1:
            return [f"{name} = int(input())" for name in self.names]
        return [f"{', '.join(self.names)} = map(int, input().split())"]

    def cpp(self) -> list[str]:
        return [f"INT {', '.join(self.names)};", f"cin >> {' >> '.join(self.names)};"]


@dataclass(frozen=True)
class Array:
    """Lays out a size on one line, then that many integers on the next. `extra` are further
    integers `beside` the size, or on a line `after` the elements. A further array of the same size
    is not `sized`, has no extra, and needs a common `draw`. Values: the list, then the extra
    ints."""

    name: str = "a"
    size: str = "n"
    low: int = 1
    high: int = 50
    bound: int = 0
    what: str = ""
    min_size: int = 1
    max_size: int = 8
    extra: Ints | None = None
    place: str = "beside"
    sized: bool = True

    def signature(self) -> str:
        if not self.sized:
            return f"{self.name}[]"
        extra = f" {self.place} {self.extra.signature()}" if self.extra else ""
        return f"{self.size}:{self.name}[]{extra}"

    def width(self) -> int:
        return 1 + (len(self.extra.names) if self.extra else 0)

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        size = rng.randint(self.min_size, self.max_size)
        values = [rng.randint(self.low, self.high) for _ in range(size)]
        return (values, *(self.extra.draw(rng) if self.extra else ()))

    def write(self, values: tuple[Any, ...]) -> str:
        array, *extra = values
        tail = self.extra.write(tuple(extra)) if self.extra else ""
        elements = " ".join(map(str, array)) + "\n"
        if not self.sized:
            return elements
        if not self.extra:
            return f"{len(array)}\n{elements}"
        if self.place == "beside":
            return f"{len(array)} {tail}{elements}"
        return f"{len(array)}\n{elements}{tail}"

    def parse(self, lines: Iterator[str]) -> tuple[Any, ...]:
        extra: list[int] = []
        if self.sized:
            _, *extra = map(int, next(lines).split())
        array = list(map(int, next(lines).split()))
        if self.extra and self.place != "beside":
            extra = list(self.extra.parse(lines))
        return (array, *extra)

    def python(self) -> list[str]:
        if not self.sized:
            return [f"{self.name} = list(map(int, input().split()))"]
        first = f"{self.size} = int(input())"
        last: list[str] = []
        if self.extra and self.place == "beside":
            first = f"{', '.join((self.size, *self.extra.names))} = map(int, input().split())"
        elif self.extra:
            last = self.extra.python()
        return [first, f"{self.name} = list(map(int, input().split()))", *last]

    def cpp(self) -> list[str]:
        lines = [f"int {self.size};", f"cin >> {self.size};"] if self.sized else []
        last: list[str] = []
        if self.extra and self.place == "beside":
            names = (self.size, *self.extra.names)
            lines = [f"INT {', '.join(names)};", f"cin >> {' >> '.join(names)};"]
        elif self.extra:
            last = self.extra.cpp()
        lines.append(f"vector<INT> {self.name}({self.size});")
        lines.append(f"for (int i = 0; i < {self.size}; i++) cin >> {self.name}[i];")
        return lines + last


@dataclass(frozen=True)
class Word:
    """Lays out a string without spaces on a line of its own; `low` to `high` characters of
    `alphabet`. `chars` names the alphabet in the statement. Values: one str."""

    name: str = "s"
    alphabet: str = "abcdefghijklmnopqrstuvwxyz"
    low: int = 1
    high: int = 10
    bound: int = 100
    chars: str = "lowercase English letters"
    what: str = ""

    def signature(self) -> str:
        return f"{self.name}:str"

    def width(self) -> int:
        return 1

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        return ("".join(rng.choices(self.alphabet, k=rng.randint(self.low, self.high))),)

    def write(self, values: tuple[Any, ...]) -> str:
        return f"{values[0]}\n"

    def parse(self, lines: Iterator[str]) -> tuple[Any, ...]:
        return (next(lines),)

    def python(self) -> list[str]:
        return [f"{self.name} = input()"]

    def cpp(self) -> list[str]:
        return [f"string {self.name};", f"cin >> {self.name};"]


@dataclass(frozen=True)
class Line(Word):
    """Lays out a line of words separated by single spaces; `low` to `high` words. Values: one
    str."""

    what: str = "a sentence"
    high: int = 6

    def signature(self) -> str:
        return f"{self.name}:line"

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        words = (
            "".join(rng.choices(self.alphabet, k=rng.randint(1, 6)))
            for _ in range(rng.randint(self.low, self.high))
        )
        return (" ".join(words),)

    def cpp(self) -> list[str]:
        return [f"string {self.name};", f"getline(cin >> ws, {self.name});"]


@dataclass(frozen=True)
class Rows:
    """Lays out a size on one line, then that many lines of integers. Values: a list of tuples.
    Programs get `rows` as a list of tuples (Python) or arrays `a`, `b`, ... (C++)."""

    names: tuple[str, ...] = ("a", "b")
    size: str = "n"
    low: int = 1
    high: int = 30
    bound: int = 0
    what: tuple[str, ...] = ()
    min_size: int = 1
    max_size: int = 5
    rows: str = "rows"

    def signature(self) -> str:
        return f"{self.size}*({' '.join(self.names)})"

    def width(self) -> int:
        return 1

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        size = rng.randint(self.min_size, self.max_size)
        return ([tuple(rng.randint(self.low, self.high) for _ in self.names) for _ in range(size)],)

    def write(self, values: tuple[Any, ...]) -> str:
        rows = values[0]
        return f"{len(rows)}\n" + "".join(" ".join(map(str, row)) + "\n" for row in rows)

    def parse(self, lines: Iterator[str]) -> tuple[Any, ...]:
        return ([tuple(map(int, next(lines).split())) for _ in range(int(next(lines)))],)

    def python(self) -> list[str]:
        return [
            f"{self.size} = int(input())",
            f"{self.rows} = [tuple(map(int, input().split())) for _ in range({self.size})]",
        ]

    def cpp(self) -> list[str]:
        vectors = ", ".join(f"{name}({self.size})" for name in self.names)
        reads = " >> ".join(f"{name}[i]" for name in self.names)
        return [
            f"int {self.size};",
            f"cin >> {self.size};",
            f"vector<INT> {vectors};",
            f"for (int i = 0; i < {self.size}; i++) cin >> {reads};",
        ]


@dataclass(frozen=True)
class Grid:
    """Lays out height and width on one line, then that many lines of characters. Values: a list of
    str."""

    name: str = "g"
    height: str = "h"
    size: str = "w"
    alphabet: str = ".#"
    chars: str = "the characters . and #"
    low: int = 1
    high: int = 5
    bound: int = 50
    what: str = ""

    def signature(self) -> str:
        return f"{self.height} {self.size}:{self.name}[][]"

    def width(self) -> int:
        return 1

    def draw(self, rng: random.Random) -> tuple[Any, ...]:
        h, w = rng.randint(self.low, self.high), rng.randint(self.low, self.high)
        return (["".join(rng.choices(self.alphabet, k=w)) for _ in range(h)],)

    def write(self, values: tuple[Any, ...]) -> str:
        rows = values[0]
        return f"{len(rows)} {len(rows[0])}\n" + "".join(f"{row}\n" for row in rows)

    def parse(self, lines: Iterator[str]) -> tuple[Any, ...]:
        height = int(next(lines).split()[0])
        return ([next(lines) for _ in range(height)],)

    def python(self) -> list[str]:
        return [
            f"{self.height}, {self.size} = map(int, input().split())",
            f"{self.name} = [input() for _ in range({self.height})]",
        ]

    def cpp(self) -> list[str]:
        return [
            f"int {self.height}, {self.size};",
            f"cin >> {self.height} >> {self.size};",
            f"vector<string> {self.name}({self.height});",
            f"for (int i = 0; i < {self.height}; i++) cin >> {self.name}[i];",
        ]


Part = Ints | Array | Word | Rows | Grid


def bound(part: Ints | Array | Rows) -> int:
    """Returns the stated upper limit of the values."""
    if part.bound:
        return part.bound
    return next(
        limit for limit in (10, 100, 1000, 10**4, 10**5, 10**9, 10**18) if part.high <= limit
    )
