"""What values the fields of a shape take: the statement's bounds as far as the examples agree with
them, and what all examples have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shortlist_engine.inputs.grammar.bounds import Bounds, base_name
from shortlist_engine.inputs.grammar.expressions import Lookup, evaluate
from shortlist_engine.inputs.grammar.shape import (
    INTEGER,
    Count,
    Reading,
    Repeat,
    Row,
    Values,
    fields,
    value_of,
)

Kind = Literal["integer", "decimal", "word"]

TOKENS_LOOKED_AT = 600
_DECIMAL = re.compile(r"[+-]?\d{1,30}\.\d{1,30}")
_DISTINCT = re.compile(
    r"distinct|different|unique|no two|pairwise|!=|not contain duplicates|exactly once"
)
_SORTED = re.compile(
    r"sorted|increasing|ascending|decreasing|non-descending|a_i-1|_i\+1|< \.\.\.|<= \.\.\."
)
_PERMUTATION = re.compile(
    r"permutation|each (?:of the )?(?:integer|number)s?[^.]{0,40}exactly once"
)
_LETTERS = (
    (re.compile(r"lower-?\s?case"), "abcdefghijklmnopqrstuvwxyz"),
    (re.compile(r"upper-?\s?case|capital"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)


@dataclass
class Domain:
    """Says what values one field has. `lower` and `upper` are expressions over names; `seen` are
    the distinct example values; `length` (of a word) the count that gives it; `alphabet` its
    letters. `masked` words have digits, letters and marks where the examples have them (`05:20`);
    the letters `once` come once in every list of words (start and goal of a grid). `distinct`,
    `ascending` and `permutation_from` (0 or 1) speak of lists of numbers."""

    kind: Kind
    lower: list[str] = field(default_factory=list)
    upper: list[str] = field(default_factory=list)
    low: int = 0
    high: int = 0
    places: int = 0
    seen: tuple[str, ...] = ()
    alphabet: str = ""
    length: Count | None = None
    shortest: int = 1
    longest: int = 1
    length_upper: list[str] = field(default_factory=list)
    choices: bool = False
    masked: bool = False
    once: str = ""
    distinct: bool = False
    ascending: int = 0
    permutation_from: int | None = None


class Names:
    """Holds the values that names have while an input is read or written."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._numbers = {name: number for number, name in names.items()}

    def lookup(self, scope: Values, place: int) -> Lookup:
        """`i` and `j`, unless they are fields, are the place in the list, from 1."""

        def value(name: str) -> int | None:
            number = self._numbers.get(name)
            if number is None and name in ("i", "j"):
                return place + 1
            length = name.startswith("|") or name.endswith(".length")
            if number is None:
                number = self._numbers.get(base_name(name).strip("|"))
            token = scope.get(number, "") if number is not None else ""
            if length:
                return len(token) if token else None
            return int(token) if INTEGER.fullmatch(token) else None

        return value


def find_domains(
    shape: Sequence[Row | Repeat],
    readings: Sequence[Reading],
    names: Mapping[int, str],
    bounds: Mapping[str, Bounds],
    text: str,
) -> dict[int, Domain]:
    """Returns the domain of each field of `shape`, as `readings` of the examples show it and the
    bounds of the `plain_text` limit it. A bound that an example breaks is misread, and left out."""
    known = Names(names)
    return {
        number: _Evidence(number, readings, names.get(number, ""), bounds, text, known).domain()
        for number in fields(shape)
    }


class _Evidence:
    """What is known of one field."""

    def __init__(
        self,
        number: int,
        readings: Sequence[Reading],
        name: str,
        bounds: Mapping[str, Bounds],
        text: str,
        known: Names,
    ) -> None:
        self._tokens = [
            entry for each in readings for entry in each.tokens.get(number, ())[:TOKENS_LOOKED_AT]
        ]
        self._lists = [values for each in readings for values in each.lists.get(number, ())]
        self._text = text
        self._known = known
        none = Bounds()
        self._bounds = bounds.get(name) or bounds.get(base_name(name), none) if name else none
        self._lengths = bounds.get(f"|{base_name(name)}|", none) if name else none

    def domain(self) -> Domain:
        tokens = [token for token, _, _ in self._tokens]
        length = self._length()
        varied = length is not None and len(set(map(len, tokens))) > 1 and max(map(len, tokens)) > 2
        if tokens and not varied and all(map(INTEGER.fullmatch, tokens)):
            return self._integers([int(token) for token in tokens])
        if tokens and all(
            _DECIMAL.fullmatch(token) or INTEGER.fullmatch(token) for token in tokens
        ):
            return self._decimals(tokens)
        return self._words(tokens, length)

    def _integers(self, values: list[int]) -> Domain:
        low, high = min(values), max(values)
        lower = [each for each in self._bounds.lower[:8] if self._holds(each, values, upper=False)]
        upper = [each for each in self._bounds.upper[:8] if self._holds(each, values, upper=True)]
        if not lower and not upper and self._lengths.upper:  # |x| <= 100 is an absolute value
            absolute = [abs(value) for value in values]
            upper = [each for each in self._lengths.upper if self._holds(each, absolute, True)]
            lower = [f"-({each})" for each in upper]
        lists = [[int(token) for token in each] for each in self._lists]
        longest = max(map(len, lists), default=0)
        found = Domain("integer", lower, upper, low, high)
        found.seen = tuple(dict.fromkeys(str(value) for value in values))[:50]
        if longest >= 2:
            distinct = all(len(set(each)) == len(each) for each in lists)
            found.distinct = distinct and bool(_DISTINCT.search(self._text))
            found.ascending = self._order(lists, longest)
            found.permutation_from = self._permutation(lists, longest)
        return found

    def _order(self, lists: list[list[int]], longest: int) -> int:
        wanted = 3 if _SORTED.search(self._text) else 6
        if longest < wanted:
            return 0
        if all(each == sorted(each) for each in lists):
            return 1
        return -1 if all(each == sorted(each, reverse=True) for each in lists) else 0

    def _permutation(self, lists: list[list[int]], longest: int) -> int | None:
        if longest >= (2 if _PERMUTATION.search(self._text) else 4):
            for first in (1, 0):
                if all(sorted(each) == list(range(first, first + len(each))) for each in lists):
                    return first
        return None

    def _decimals(self, tokens: list[str]) -> Domain:
        values = [float(token) for token in tokens]
        places = max(len(token.partition(".")[2]) for token in tokens)
        return Domain(
            "decimal", list(self._bounds.lower[:4]), list(self._bounds.upper[:4]),
            int(min(values)) - (min(values) < 0), int(max(values)) + 1, places=min(places, 12),
        )  # fmt: skip

    def _words(self, tokens: list[str], length: Count | None) -> Domain:
        found = Domain("word", length=length, seen=tuple(dict.fromkeys(tokens))[:50])
        lengths = [len(token) for token in tokens] or [1]
        found.shortest, found.longest = min(lengths), max(lengths)
        found.length_upper = self._lengths.upper[:4]
        if self._lengths.lower or found.shortest <= 3:
            found.shortest = min(found.shortest, 1)
        letters = set("".join(tokens))
        found.alphabet = "".join(sorted(letters))
        for said, range_of in _LETTERS:
            if said.search(self._text) and letters & set(range_of):
                found.alphabet = "".join(sorted(letters | set(range_of)))
        # A few words that come again and again are words to choose from.
        several = len(tokens) >= 4 and len(set(tokens)) * 2 <= len(tokens)
        found.choices = length is None and several and found.longest > 1
        found.masked = length is None and all(map(_is_masked, tokens))
        grids = ["".join(each) for each in self._lists if len(each) > 1]
        if grids and all(len(grid) >= 6 for grid in grids):
            found.once = "".join(
                letter
                for letter in found.alphabet
                if letter in letters and all(grid.count(letter) == 1 for grid in grids)
            )
        return found

    def _length(self) -> Count | None:
        """The count, if any, that is the length of every token."""
        if not self._tokens:
            return None
        lengths = {len(token) for token, _, _ in self._tokens}
        if lengths == {1}:
            return None
        for plus in (0, -1, 1):
            for number in self._tokens[0][1]:
                count = Count(number, plus)
                if all(value_of(count, scope) == len(token) for token, scope, _ in self._tokens):
                    return count
        return None

    def _holds(self, expression: str, values: list[int], upper: bool) -> bool:
        """Whether the bound can be evaluated somewhere, and no example breaks it."""
        seen = False
        for value, (_, scope, place) in zip(values, self._tokens, strict=True):
            bound = evaluate(expression, self._known.lookup(scope, place))
            if bound is None:
                continue
            seen = True
            if value > bound if upper else value < bound:
                return False
        return seen


def _is_masked(word: str) -> bool:
    """Digits or letters with other marks between them."""
    return bool(re.search(r"[A-Za-z0-9]", word)) and bool(re.search(r"\d[:/.,+*=-]\d", word))
