"""The shape of an input: rows of fields, lists, and blocks of rows that repeat.

    Row((Scalar(0), Scalar(1)))             n m
    Row((Many(2, Count(0)),))               a_1 ... a_n
    Repeat(Count(1), (Row((Scalar(3), Scalar(4))),))    m rows u v

Fields are numbered in the order in which they are read. White space within a line does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

Lines = list[list[str]]

INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,39})")
MOST_REPEATED = 5_000


@dataclass(frozen=True)
class Count:
    """Says how many there are: the value of field `of` times `times` plus `plus`. `of` None: as
    many as there are (the rest of the line, or lines to the end)."""

    of: int | None
    plus: int = 0
    times: int = 1


@dataclass(frozen=True)
class Scalar:
    field: int


@dataclass(frozen=True)
class Many:
    """Stands for tokens to the end of the line, `count` of them."""

    field: int
    count: Count


@dataclass(frozen=True)
class Row:
    items: tuple[Scalar | Many, ...]


@dataclass(frozen=True)
class Repeat:
    count: Count
    body: tuple[Row | Repeat, ...]


Shape = tuple[Row | Repeat, ...]
Values = dict[int, str]


@dataclass
class Reading:
    """Holds what the fields were in one input: for each its tokens in order, each with the scalars
    in scope and its place (0, 1, ...) in the list or block that it belongs to, and the lists."""

    tokens: dict[int, list[tuple[str, Values, int]]] = field(default_factory=dict)
    lists: dict[int, list[list[str]]] = field(default_factory=dict)

    def add(self, name: int, token: str, scope: Values, place: int) -> None:
        self.tokens.setdefault(name, []).append((token, scope, place))


def split(text: str) -> Lines:
    """Returns the lines as tokens, without empty lines at the end."""
    return [line.split() for line in text.rstrip().split("\n")]


def value_of(count: Count, scope: Values) -> int | None:
    """Returns the number that `count` stands for in `scope`; None when the field is no integer that
    can count."""
    token = scope.get(count.of, "") if count.of is not None else ""
    if not INTEGER.fullmatch(token) or len(token) > 9:
        return None
    value = int(token) * count.times + count.plus
    return value if value >= 0 else None


def read(
    shape: Sequence[Row | Repeat], lines: Lines, start: int, scope: Values, into: Reading | None
) -> int | None:
    """Returns the index of the line after `shape` when `lines` from `start` on have it, else None.
    `scope` gets the scalars that were read, `into`, where given, everything."""
    at = start
    for node in shape:
        if isinstance(node, Repeat):
            after = _read_block(node, lines, at, scope, into)
            if after is None:
                return None
            at = after
        elif at < len(lines) and _read_row(node, lines[at], scope, into):
            at += 1
        else:
            return None
    return at


def _read_row(row: Row, line: list[str], scope: Values, into: Reading | None) -> bool:
    at = 0
    for item in row.items:
        if isinstance(item, Scalar):
            if at >= len(line):
                return False
            scope[item.field] = line[at]
            if into is not None:
                # The scope is shared: what is read later may be a bound of this.
                into.add(item.field, line[at], scope, 0)
            at += 1
            continue
        rest = line[at:]
        wanted = len(rest) if item.count.of is None else value_of(item.count, scope)
        if wanted != len(rest):
            return False
        if into is not None:
            into.lists.setdefault(item.field, []).append(rest)
            for place, token in enumerate(rest):
                into.add(item.field, token, scope, place)
        at = len(line)
    return at == len(line)


def _read_block(
    block: Repeat, lines: Lines, start: int, scope: Values, into: Reading | None
) -> int | None:
    to_the_end = block.count.of is None
    wanted = MOST_REPEATED if to_the_end else value_of(block.count, scope)
    if wanted is None or wanted > MOST_REPEATED:
        return None
    at = start
    columns: dict[int, list[str]] = {}
    for place in range(wanted):
        if to_the_end and at == len(lines):
            break
        inner = dict(scope)
        part = Reading() if into is not None else None
        after = read(block.body, lines, at, inner, part)
        if after is None:
            return None
        at = after
        if into is not None and part is not None:
            for name, lists in part.lists.items():
                into.lists.setdefault(name, []).extend(lists)
            for name, tokens in part.tokens.items():
                for token, values, inner_place in tokens:
                    own = name in part.lists or len(tokens) > 1
                    into.add(name, token, values, inner_place if own else place)
                if name not in part.lists and len(tokens) == 1:
                    columns.setdefault(name, []).append(tokens[0][0])
    if into is not None:
        for name, column in columns.items():
            into.lists.setdefault(name, []).append(column)
    return at


def fields(shape: Sequence[Row | Repeat]) -> list[int]:
    """Returns the fields in the order in which they are read."""
    found: list[int] = []
    for node in shape:
        if isinstance(node, Repeat):
            found += fields(node.body)
        else:
            found += [item.field for item in node.items]
    return found


def counting(shape: Sequence[Row | Repeat]) -> set[int]:
    """Returns the fields that count something."""
    found: set[int | None] = set()
    for node in shape:
        if isinstance(node, Repeat):
            found |= {node.count.of} | counting(node.body)
        else:
            found |= {item.count.of for item in node.items if isinstance(item, Many)}
    return {name for name in found if name is not None}


def is_open(shape: Sequence[Row | Repeat]) -> bool:
    """Says whether a block goes on to the end, or holds lists of no known length: such a shape says
    too little to write inputs by."""
    return any(
        isinstance(node, Repeat)
        and (
            node.count.of is None
            or is_open(node.body)
            or any(
                isinstance(item, Many) and item.count.of is None
                for row in node.body
                if isinstance(row, Row)
                for item in row.items
            )
        )
        for node in shape
    )
