"""Numbers: one by itself, or a list of integers on a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shortlist_engine.bank.maker import Maker
from shortlist_engine.bank.values.base import Bound, Given, Known, resolved


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
