"""Tables: pictures of characters, matrices, and rows whose columns mean different things."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.values.base import Bound, Given, Known, resolved
from shortlist_engine.bank.values.numbers import Int, Ints
from shortlist_engine.bank.values.texts import TextLines


@dataclass(frozen=True)
class Grid(TextLines):
    """A picture of characters: `rows` lines of `columns` characters."""

    rows: Bound = "n"
    columns: Bound = "m"
    alphabet: str = ".#"
    letters: str = "the characters '.' and '#'"

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


@dataclass(frozen=True)
class Table(Given):
    """Lines of integers, equally many on each; as many lines as the first of `sizes` says. Programs
    have a list of lists."""

    python_type = "List[List[int]]"

    @property
    def cpp_type(self) -> str:  # type: ignore[override]
        return f"vector<vector<{self.cell}>>"

    @property
    def cell(self) -> str:
        """Returns the C++ type of one value."""
        return "long long" if self.wide() else "int"

    @property
    @abstractmethod
    def width(self) -> Bound:
        """Returns how many values stand on a line."""

    def write(self, value: Any) -> list[str]:
        return [" ".join(map(str, row)) for row in value]

    def read(self, lines: Iterator[str], known: Known) -> list[list[int]]:
        rows = range(resolved(self.sizes()[0], known))
        return [[int(token) for token in next(lines).split()] for _ in rows]

    def python_read(self) -> str:
        rows = f"range({self.sizes()[0]})"
        return f"{self.name} = [list(map(int, input().split())) for _ in {rows}]"

    def python_tokens(self) -> str:
        row = f"[int(next(data)) for _ in range({self.width})]"
        return f"{self.name} = [{row} for _ in range({self.sizes()[0]})]"

    def cpp_read(self) -> str:
        size = f"({self.sizes()[0]}, vector<{self.cell}>({self.width}))"
        return f"{self.cpp_type} {self.name}{size};\n{self.cpp_cells()}"

    @abstractmethod
    def cpp_cells(self) -> str:
        """Returns the C++ loops that read the values."""


@dataclass(frozen=True)
class Matrix(Table):
    """A table of integers: `rows` lines of `columns` values."""

    rows: Bound = "n"
    columns: Bound = "m"
    low: Bound = 1
    high: Bound = 100

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

    @property
    def width(self) -> Bound:
        return self.columns

    def cpp_cells(self) -> str:
        return (
            f"for (int i = 0; i < {self.rows}; i++)\n"
            f"    for (int j = 0; j < {self.columns}; j++) cin >> {self.name}[i][j];"
        )


@dataclass(frozen=True)
class Rows(Table):
    """Lines of some integers each, which mean different things: `columns` are these, such as the
    ends of segments. `graph` draws them as edges: `tree`, `graph`,
    `connected`, `directed` or `acyclic`, on vertices that the bound of the first column numbers."""

    size: Bound = "n"
    columns: tuple[Int, ...] = ()
    graph: str = ""
    distinct: bool = False

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

    @property
    def width(self) -> Bound:
        return len(self.columns)

    def cpp_cells(self) -> str:
        return f"for (auto& row : {self.name}) for (auto& value : row) cin >> value;"
