"""Texts: a word, a line, several of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shortlist_engine.bank.maker import LETTERS, Maker
from shortlist_engine.bank.values.base import Bound, Given, Known, resolved


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
class TextLines(Given):
    """Several lines of text, as many as the first of `sizes` says."""

    python_type = "List[str]"
    cpp_type = "vector<string>"

    def write(self, value: Any) -> list[str]:
        return list(value)

    def read(self, lines: Iterator[str], known: Known) -> list[str]:
        return [next(lines) for _ in range(resolved(self.sizes()[0], known))]

    def python_read(self) -> str:
        return f"{self.name} = [input() for _ in range({self.sizes()[0]})]"

    def python_tokens(self) -> str:
        return f"{self.name} = [next(data) for _ in range({self.sizes()[0]})]"

    def cpp_read(self) -> str:
        count = self.sizes()[0]
        return (
            f"vector<string> {self.name}({count});\n"
            f"for (int i = 0; i < {count}; i++) cin >> {self.name}[i];"
        )


@dataclass(frozen=True)
class Words(TextLines):
    """A list of strings without spaces: each on a line of its own, or all on one line with
    `in_line`. With `distinct` no two are equal."""

    size: Bound = "n"
    low: int = 1
    high: int = 10
    alphabet: str = LETTERS
    letters: str = "lowercase English letters"
    in_line: bool = False
    distinct: bool = False

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
        return [" ".join(value)] if self.in_line else super().write(value)

    def read(self, lines: Iterator[str], known: Known) -> list[str]:
        if self.in_line:
            return next(lines).split()
        return super().read(lines, known)

    def python_read(self) -> str:
        if self.in_line:
            return f"{self.name} = input().split()"
        return super().python_read()


@dataclass(frozen=True)
class Lines(TextLines):
    """Lines of free form, such as commands. `make` draws one, `form` says what a line looks like,
    in sentences for the statement."""

    size: Bound = "q"
    make: object = None
    form: str = ""

    def sizes(self) -> tuple[Bound, ...]:
        return (self.size,)

    def draw(self, maker: Maker, known: Known) -> list[str]:
        assert callable(self.make)
        return [self.make(maker, known) for _ in range(resolved(self.size, known))]

    def fault(self, value: Any, known: Known) -> str:
        size = resolved(self.size, known)
        return "" if len(value) == size else f"{self.name} has {len(value)} lines, not {size}"

    def python_tokens(self) -> str:
        return ""

    def cpp_read(self) -> str:
        return (
            f"vector<string> {self.name}({self.size});\n"
            f"for (auto& line : {self.name}) getline(cin >> ws, line);"
        )
