"""What every value of an input can do, and bounds that are numbers or names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.bank.maker import Maker

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
