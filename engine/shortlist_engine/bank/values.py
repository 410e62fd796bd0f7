"""The values that a task is given: how each is drawn, written into an input, read back, typed, and
read by programs.

A family lists them in the order of the input. The names of values are those of its programs'
arguments. A bound or a size is a number, or the name of an integer that is given before, or a small
expression of it such as `n-1`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.bank.maker import LETTERS, Maker

Bound = int | str
Known = Mapping[str, Any]
"""The values that were given before, by name."""


def resolved(bound: Bound, known: Known) -> int:
    """Returns a bound as a number."""
    return bound if isinstance(bound, int) else int(eval(bound, {}, dict(known)))


@dataclass(frozen=True)
class Given(ABC):
    """A value of the input. `what` says in a statement what it is, a noun phrase such as "the
    heights of the students"; `other` are further names by which people may call such a value."""

    name: str
    what: str = field(default="", kw_only=True)
    other: tuple[str, ...] = field(default=(), kw_only=True)

    python_type = ""
    cpp_type = ""

    @abstractmethod
    def draw(self, maker: Maker, known: Known) -> Any:
        """Returns a value of the maker's scale."""

    @abstractmethod
    def fault(self, value: Any, known: Known) -> str:
        """Says how `value` breaks what the statement promises; empty when it does not."""

    @abstractmethod
    def write(self, value: Any) -> list[str]:
        """Returns the lines of the value in an input."""

    @abstractmethod
    def read(self, lines: Iterator[str], known: Known) -> Any:
        """Reads the value back from the lines of an input."""

    @abstractmethod
    def python_read(self) -> str:
        """Returns Python lines that read it with `input()`."""

    def python_tokens(self) -> str:
        """Returns Python lines that read it from `data`, an iterator over all tokens of the input;
        empty where a value may hold spaces."""
        return ""

    @abstractmethod
    def cpp_read(self) -> str:
        """Returns C++ lines that declare it and read it from `cin`."""

    def wide(self) -> bool:
        """Says whether the value does not fit 32 bits."""
        return False

    def sizes(self) -> tuple[Bound, ...]:
        """Returns what its size is given by: names of integers, which programs may also take from
        the value itself."""
        return ()


@dataclass(frozen=True)
class Int(Given):
    """An integer. As the size of others, `count` says that it is drawn as one."""

    low: Bound = 1
    high: Bound = 100
    count: bool = False

    python_type = "int"

    @property
    def cpp_type(self) -> str:  # type: ignore[override]
        return "long long" if self.wide() else "int"

    def wide(self) -> bool:
        return any(
            isinstance(bound, int) and abs(bound) >= 2**31 for bound in (self.low, self.high)
        )

    def draw(self, maker: Maker, known: Known) -> int:
        low, high = resolved(self.low, known), resolved(self.high, known)
        return maker.count(low, high) if self.count else maker.number(low, high)

    def fault(self, value: Any, known: Known) -> str:
        low, high = resolved(self.low, known), resolved(self.high, known)
        return "" if low <= value <= high else f"{self.name} = {value} is not in {low}..{high}"

    def write(self, value: Any) -> list[str]:
        return [str(value)]

    def read(self, lines: Iterator[str], known: Known) -> int:
        return int(next(lines))

    def python_read(self) -> str:
        return f"{self.name} = int(input())"

    def python_tokens(self) -> str:
        return f"{self.name} = int(next(data))"

    def cpp_read(self) -> str:
        return f"{self.cpp_type} {self.name};\ncin >> {self.name};"


def Count(name: str, low: Bound = 1, high: Bound = 100, *, what: str = "") -> Int:
    """Returns an integer that says how many there are of something."""
    return Int(name, low, high, True, what=what)


@dataclass(frozen=True)
class Real(Given):
    """A real number with `digits` decimals, from `low` to `high`."""

    low: int = 0
    high: int = 100
    digits: int = 2

    python_type = "float"
    cpp_type = "double"

    def draw(self, maker: Maker, known: Known) -> float:
        parts = 10**self.digits
        return maker.number(self.low * parts, self.high * parts) / parts

    def fault(self, value: Any, known: Known) -> str:
        return "" if self.low <= value <= self.high else f"{self.name} = {value} is out of range"

    def write(self, value: Any) -> list[str]:
        return [f"{value:.{self.digits}f}"]

    def read(self, lines: Iterator[str], known: Known) -> float:
        return float(next(lines))

    def python_read(self) -> str:
        return f"{self.name} = float(input())"

    def python_tokens(self) -> str:
        return f"{self.name} = float(next(data))"

    def cpp_read(self) -> str:
        return f"double {self.name};\ncin >> {self.name};"


@dataclass(frozen=True)
class Ints(Given):
    """A list of integers on one line. `size` is how many; `order` is `any`, `distinct`,
    `increasing` (strictly), `sorted` or `permutation` (of 1 to its size)."""

    size: Bound = "n"
    low: Bound = 1
    high: Bound = 100
    order: str = "any"

    python_type = "List[int]"

    @property
    def cpp_type(self) -> str:  # type: ignore[override]
        return f"vector<{'long long' if self.wide() else 'int'}>"

    def wide(self) -> bool:
        return Int("", self.low, self.high).wide()

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,)

    def draw(self, maker: Maker, known: Known) -> list[int]:
        size = resolved(self.size, known)
        low, high = resolved(self.low, known), resolved(self.high, known)
        if self.order == "permutation":
            return maker.permutation(size)
        if self.order in ("distinct", "increasing"):
            values = maker.distinct(size, low, high)
        else:
            values = maker.numbers(size, low, high)
        return sorted(values) if self.order in ("increasing", "sorted") else values

    def fault(self, value: Any, known: Known) -> str:
        low, high = resolved(self.low, known), resolved(self.high, known)
        if len(value) != resolved(self.size, known):
            return f"{self.name} has {len(value)} values"
        if self.order == "permutation":
            right = sorted(value) == list(range(1, len(value) + 1))
            return "" if right else f"{self.name} is no permutation"
        if any(not low <= item <= high for item in value):
            return f"{self.name} has values out of {low}..{high}"
        if self.order in ("distinct", "increasing") and len(set(value)) != len(value):
            return f"{self.name} has equal values"
        if self.order in ("increasing", "sorted") and value != sorted(value):
            return f"{self.name} is not sorted"
        return ""

    def write(self, value: Any) -> list[str]:
        return [" ".join(map(str, value))]

    def read(self, lines: Iterator[str], known: Known) -> list[int]:
        return [int(token) for token in next(lines).split()]

    def python_read(self) -> str:
        return f"{self.name} = list(map(int, input().split()))"

    def python_tokens(self) -> str:
        return f"{self.name} = [int(next(data)) for _ in range({self.size})]"

    def cpp_read(self) -> str:
        size = self.size
        return (
            f"{self.cpp_type} {self.name}({size});\n"
            f"for (int i = 0; i < {size}; i++) cin >> {self.name}[i];"
        )


@dataclass(frozen=True)
class Word(Given):
    """A string without spaces on a line of its own. `size` is its length where that is given
    before, else 0 and the length is from `low` to `high`."""

    low: Bound = 1
    high: Bound = 100
    size: Bound = 0
    alphabet: str = LETTERS
    letters: str = "lowercase English letters"

    python_type = "str"
    cpp_type = "string"

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,) if self.size else ()

    def draw(self, maker: Maker, known: Known) -> str:
        if self.size:
            return maker.word(resolved(self.size, known), self.alphabet)
        low, high = resolved(self.low, known), resolved(self.high, known)
        return maker.word(maker.count(low, high), self.alphabet)

    def fault(self, value: Any, known: Known) -> str:
        if set(value) - set(self.alphabet):
            return f"{self.name} = {value!r} has other characters than {self.letters}"
        size = resolved(self.size, known)
        low, high = (
            (size, size) if size else (resolved(self.low, known), resolved(self.high, known))
        )
        return "" if low <= len(value) <= high else f"{self.name} has length {len(value)}"

    def write(self, value: Any) -> list[str]:
        return [value]

    def read(self, lines: Iterator[str], known: Known) -> str:
        return next(lines)

    def python_read(self) -> str:
        return f"{self.name} = input()"

    def python_tokens(self) -> str:
        return f"{self.name} = next(data)"

    def cpp_read(self) -> str:
        return f"string {self.name};\ncin >> {self.name};"


@dataclass(frozen=True)
class Text(Given):
    """A line of words with one space between them; `low` to `high` words of up to `longest`
    characters."""

    low: int = 1
    high: int = 20
    longest: int = 8
    alphabet: str = LETTERS
    letters: str = "lowercase English letters"

    python_type = "str"
    cpp_type = "string"

    def draw(self, maker: Maker, known: Known) -> str:
        return " ".join(
            maker.word(maker.count(1, self.longest), self.alphabet)
            for _ in range(maker.count(self.low, self.high))
        )

    def fault(self, value: Any, known: Known) -> str:
        words = value.split(" ")
        if not all(words) or not self.low <= len(words) <= self.high:
            return f"{self.name} = {value!r} is no line of {self.low} to {self.high} words"
        return "" if set(value) <= {*self.alphabet, " "} else f"{self.name} has other characters"

    def write(self, value: Any) -> list[str]:
        return [value]

    def read(self, lines: Iterator[str], known: Known) -> str:
        return next(lines)

    def python_read(self) -> str:
        return f"{self.name} = input()"

    def cpp_read(self) -> str:
        return f"string {self.name};\ngetline(cin >> ws, {self.name});"


@dataclass(frozen=True)
class Words(Given):
    """A list of strings without spaces: each on a line of its own, or all on one line with
    `in_line`. With `distinct` no two are equal."""

    size: Bound = "n"
    low: int = 1
    high: int = 10
    alphabet: str = LETTERS
    letters: str = "lowercase English letters"
    in_line: bool = False
    distinct: bool = False

    python_type = "List[str]"
    cpp_type = "vector<string>"

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,)

    def draw(self, maker: Maker, known: Known) -> list[str]:
        size = resolved(self.size, known)
        words: list[str] = []
        while len(words) < size:
            word = maker.word(maker.count(self.low, self.high), self.alphabet)
            if self.distinct and word in words:
                word = maker.word(maker.rng.randint(self.low, self.high), self.alphabet)
            if self.distinct and word in words:
                continue
            words.append(
                maker.rng.choice(words)
                if words and not self.distinct and maker.chance(0.2)
                else word
            )
        return words

    def fault(self, value: Any, known: Known) -> str:
        if len(value) != resolved(self.size, known):
            return f"{self.name} has {len(value)} words"
        if self.distinct and len(set(value)) < len(value):
            return f"{self.name} has equal words"
        one = Word(self.name, self.low, self.high, 0, self.alphabet, self.letters)
        return next(filter(None, (one.fault(word, known) for word in value)), "")

    def write(self, value: Any) -> list[str]:
        return [" ".join(value)] if self.in_line else list(value)

    def read(self, lines: Iterator[str], known: Known) -> list[str]:
        if self.in_line:
            return next(lines).split()
        return [next(lines) for _ in range(resolved(self.size, known))]

    def python_read(self) -> str:
        if self.in_line:
            return f"{self.name} = input().split()"
        return f"{self.name} = [input() for _ in range({self.size})]"

    def python_tokens(self) -> str:
        return f"{self.name} = [next(data) for _ in range({self.size})]"

    def cpp_read(self) -> str:
        return (
            f"vector<string> {self.name}({self.size});\n"
            f"for (int i = 0; i < {self.size}; i++) cin >> {self.name}[i];"
        )


@dataclass(frozen=True)
class Grid(Given):
    """A picture of characters: `rows` lines of `columns` characters."""

    rows: Bound = "n"
    columns: Bound = "m"
    alphabet: str = ".#"
    letters: str = "the characters '.' and '#'"

    python_type = "List[str]"
    cpp_type = "vector<string>"

    def sizes(self) -> tuple[Bound, ...]:
        return (self.rows, self.columns)

    def draw(self, maker: Maker, known: Known) -> list[str]:
        rows, columns = resolved(self.rows, known), resolved(self.columns, known)
        weights = [maker.rng.uniform(0.2, 1) for _ in self.alphabet]
        if maker.scale == "least":
            weights = [1.0] + [0.0] * (len(self.alphabet) - 1)
        return ["".join(maker.rng.choices(self.alphabet, weights, k=columns)) for _ in range(rows)]

    def fault(self, value: Any, known: Known) -> str:
        rows, columns = resolved(self.rows, known), resolved(self.columns, known)
        if len(value) != rows or any(len(row) != columns for row in value):
            return f"{self.name} is not {rows} x {columns}"
        return "" if set("".join(value)) <= set(self.alphabet) else f"{self.name}: other characters"

    def write(self, value: Any) -> list[str]:
        return list(value)

    def read(self, lines: Iterator[str], known: Known) -> list[str]:
        return [next(lines) for _ in range(resolved(self.rows, known))]

    def python_read(self) -> str:
        return f"{self.name} = [input() for _ in range({self.rows})]"

    def python_tokens(self) -> str:
        return f"{self.name} = [next(data) for _ in range({self.rows})]"

    def cpp_read(self) -> str:
        return (
            f"vector<string> {self.name}({self.rows});\n"
            f"for (int i = 0; i < {self.rows}; i++) cin >> {self.name}[i];"
        )


@dataclass(frozen=True)
class Matrix(Given):
    """A table of integers: `rows` lines of `columns` values. Python and C++ have a list of
    lists."""

    rows: Bound = "n"
    columns: Bound = "m"
    low: Bound = 1
    high: Bound = 100

    python_type = "List[List[int]]"

    @property
    def cpp_type(self) -> str:  # type: ignore[override]
        return f"vector<vector<{'long long' if self.wide() else 'int'}>>"

    def wide(self) -> bool:
        return Int("", self.low, self.high).wide()

    def sizes(self) -> tuple[Bound, ...]:
        return (self.rows, self.columns)

    def draw(self, maker: Maker, known: Known) -> list[list[int]]:
        low, high = resolved(self.low, known), resolved(self.high, known)
        columns = resolved(self.columns, known)
        return [maker.numbers(columns, low, high) for _ in range(resolved(self.rows, known))]

    def fault(self, value: Any, known: Known) -> str:
        row = Ints(self.name, self.columns, self.low, self.high)
        if len(value) != resolved(self.rows, known):
            return f"{self.name} has {len(value)} rows"
        return next(filter(None, (row.fault(each, known) for each in value)), "")

    def write(self, value: Any) -> list[str]:
        return [" ".join(map(str, row)) for row in value]

    def read(self, lines: Iterator[str], known: Known) -> list[list[int]]:
        rows = range(resolved(self.rows, known))
        return [[int(token) for token in next(lines).split()] for _ in rows]

    def python_read(self) -> str:
        return f"{self.name} = [list(map(int, input().split())) for _ in range({self.rows})]"

    def python_tokens(self) -> str:
        row = f"[int(next(data)) for _ in range({self.columns})]"
        return f"{self.name} = [{row} for _ in range({self.rows})]"

    def cpp_read(self) -> str:
        kind = "long long" if self.wide() else "int"
        return (
            f"{self.cpp_type} {self.name}({self.rows}, vector<{kind}>({self.columns}));\n"
            f"for (int i = 0; i < {self.rows}; i++)\n"
            f"    for (int j = 0; j < {self.columns}; j++) cin >> {self.name}[i][j];"
        )


@dataclass(frozen=True)
class Rows(Given):
    """Lines of some integers each, which mean different things: `columns` are these, such as the
    ends of segments. Programs have a list of lists. `graph` draws them as edges: `tree`, `graph`,
    `connected`, `directed` or `acyclic`, on vertices that the bound of the first column numbers."""

    size: Bound = "n"
    columns: tuple[Int, ...] = ()
    graph: str = ""
    distinct: bool = False

    python_type = "List[List[int]]"

    @property
    def cpp_type(self) -> str:  # type: ignore[override]
        return f"vector<vector<{'long long' if self.wide() else 'int'}>>"

    def wide(self) -> bool:
        return any(column.wide() for column in self.columns)

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,)

    def draw(self, maker: Maker, known: Known) -> list[list[int]]:
        size = resolved(self.size, known)
        if not self.graph:
            rows: list[list[int]] = []
            while len(rows) < size:
                row = self._row(maker, known, {})
                if not self.distinct or row not in rows:
                    rows.append(row)
            return rows
        first, _, *more = self.columns
        vertices = resolved(first.high, known)
        if self.graph == "tree":
            edges = maker.tree(vertices)
        elif self.graph == "acyclic":
            edges = maker.acyclic(vertices, size)
        else:
            edges = maker.graph(
                vertices,
                size,
                directed=self.graph == "directed",
                connected=self.graph == "connected",
            )
        shift = resolved(first.low, known) - 1
        return [
            [a + shift, b + shift, *(column.draw(maker, known) for column in more)]
            for a, b in edges
        ]

    def _row(self, maker: Maker, known: Known, before: dict[str, int]) -> list[int]:
        for column in self.columns:
            before[column.name] = column.draw(maker, {**known, **before})
        return list(before.values())

    def fault(self, value: Any, known: Known) -> str:
        if len(value) != resolved(self.size, known):
            return f"{self.name} has {len(value)} rows, not {self.size}"
        if self.distinct and len({tuple(row) for row in value}) < len(value):
            return f"{self.name} has equal rows"
        for row in value:
            names = [column.name for column in self.columns]
            before = {**known, **dict(zip(names, row, strict=True))}
            for column, item in zip(self.columns, row, strict=True):
                if wrong := column.fault(item, before):
                    return wrong
        return ""

    def write(self, value: Any) -> list[str]:
        return [" ".join(map(str, row)) for row in value]

    def read(self, lines: Iterator[str], known: Known) -> list[list[int]]:
        rows = range(resolved(self.size, known))
        return [[int(token) for token in next(lines).split()] for _ in rows]

    def python_read(self) -> str:
        return f"{self.name} = [list(map(int, input().split())) for _ in range({self.size})]"

    def python_tokens(self) -> str:
        row = f"[int(next(data)) for _ in range({len(self.columns)})]"
        return f"{self.name} = [{row} for _ in range({self.size})]"

    def cpp_read(self) -> str:
        kind = "long long" if self.wide() else "int"
        return (
            f"{self.cpp_type} {self.name}({self.size}, vector<{kind}>({len(self.columns)}));\n"
            f"for (auto& row : {self.name}) for (auto& value : row) cin >> value;"
        )


@dataclass(frozen=True)
class Lines(Given):
    """Lines of free form, such as commands. `make` draws one, `form` says what a line looks like,
    in sentences for the statement."""

    size: Bound = "q"
    make: object = None
    form: str = ""

    python_type = "List[str]"
    cpp_type = "vector<string>"

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,)

    def draw(self, maker: Maker, known: Known) -> list[str]:
        assert callable(self.make)
        return [self.make(maker, known) for _ in range(resolved(self.size, known))]

    def fault(self, value: Any, known: Known) -> str:
        size = resolved(self.size, known)
        return "" if len(value) == size else f"{self.name} has {len(value)} lines, not {size}"

    def write(self, value: Any) -> list[str]:
        return list(value)

    def read(self, lines: Iterator[str], known: Known) -> list[str]:
        return [next(lines) for _ in range(resolved(self.size, known))]

    def python_read(self) -> str:
        return f"{self.name} = [input() for _ in range({self.size})]"

    def cpp_read(self) -> str:
        return (
            f"vector<string> {self.name}({self.size});\n"
            f"for (auto& line : {self.name}) getline(cin >> ws, line);"
        )
