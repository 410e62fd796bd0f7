"""What all inputs seen so far have in common, so that a smaller one is not made invalid.

A program need not notice an invalid input, so that it accepts one proves little. Each property here
is kept only if every seen input and the failing one have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from shortlist_engine.inputs.form import (
    INTEGER,
    Form,
    Lines,
    are_integers,
    find_counts,
    read_form,
    split,
)

_MAX_HEADER = 6
_SMALL, _ENOUGH_INPUTS = 3, 10
Property = Callable[[Lines], bool]


@dataclass(frozen=True)
class Invariants:
    """Tells what all inputs seen have in common: `form` as `inputs.form` reads it; `least` the
    lower bound of integers outside the first line; `letters` the characters of all other tokens;
    `lines_vary` and `tokens_vary`: not all inputs have as many lines, or as many tokens on each.
    `line_offsets` are pairs of a place in the first line and by how much its number exceeds that of
    all lines, in every input."""

    form: Form
    least: int
    letters: str
    lines_vary: bool
    tokens_vary: bool
    line_offsets: tuple[tuple[int, int], ...]
    properties: tuple[Property, ...]

    def hold(self, text: str) -> bool:
        """Says whether an input has all of it."""
        lines = split(text)
        return bool(lines) and all(keeps(lines) for keeps in self.properties)


def learn(texts: Sequence[str]) -> Invariants:
    """Returns what inputs have in common that are valid, as far as anybody knows; at least one."""
    inputs = [split(text) for text in texts]
    form = read_form(texts)
    offsets = tuple(_offsets(inputs))
    kept = tuple(
        candidate
        for candidate in _candidates(inputs, form)
        if all(candidate(lines) for lines in inputs)
    )
    kept += tuple(_keeps_offset(place, beyond) for place, beyond in offsets)
    body = [n for lines in inputs for n in _integers(lines[1:])]
    alone = [n for lines in inputs for n in _integers(lines)]
    letters = {
        character
        for lines in inputs
        for line in lines
        for token in line
        if not INTEGER.fullmatch(token)
        for character in token
    }
    return Invariants(
        form,
        _bound(min(body or alone or [0]), inputs),
        "".join(sorted(letters)),
        len({len(lines) for lines in inputs}) > 1,
        len({tuple(len(line) for line in lines) for lines in inputs}) > 1,
        offsets,
        kept,
    )


def _offsets(inputs: Sequence[Lines]) -> Iterator[tuple[int, int]]:
    """Such as 0 for n nodes, above n - 1 edges."""
    if len({len(lines) for lines in inputs}) < 2:
        return
    for place in range(min(len(lines[0]) for lines in inputs)):
        if all(INTEGER.fullmatch(lines[0][place]) for lines in inputs):
            found = {int(lines[0][place]) - len(lines) for lines in inputs}
            if len(found) == 1:
                yield place, found.pop()


def _keeps_offset(place: int, beyond: int) -> Property:
    return lambda lines: (
        len(lines[0]) > place
        and INTEGER.fullmatch(lines[0][place]) is not None
        and int(lines[0][place]) - len(lines) == beyond
    )


def _bound(least: int, inputs: Sequence[Lines]) -> int:
    """What the least number seen says: a small one in many inputs is a bound of the statement; a
    large one is chance."""
    if least > _SMALL or (least > 1 and len(inputs) < _ENOUGH_INPUTS):
        return 1
    return least


def _candidates(inputs: list[Lines], form: Form) -> Iterator[Property]:
    yield from _header(inputs)
    numbers = [n for lines in inputs for n in _integers(lines[1:])]
    least = _bound(min(numbers, default=0), inputs)
    yield lambda lines: all(n >= least for n in _integers(lines[1:]))
    yield lambda lines: all(int(a) <= int(b) for a, b in _pairs(lines, form))
    yield lambda lines: all(int(a) != int(b) for a, b in _pairs(lines, form))
    yield lambda lines: all(len(set(each)) == len(each) for each in _lists(lines, form))
    yield lambda lines: all(
        [int(n) for n in each] == sorted(int(n) for n in each) for each in _lists(lines, form)
    )
    if form.permutations:
        yield lambda lines: all(
            sorted(int(n) for n in each) == list(range(1, len(each) + 1))
            for each in _lists(lines, form)
        )
    yield lambda lines: len(set(_pairs(lines, form))) == len(list(_pairs(lines, form)))
    yield lambda lines: _is_forest(_pairs(lines, form))
    yield lambda lines: len({len(token) for token in _words(lines)}) <= 1
    yield lambda lines: all(lines)  # no empty line


def _header(inputs: list[Lines]) -> Iterator[Property]:
    """Properties of the integers in the first line, one by one, in pairs, and as bounds."""
    widths = {len(lines[0]) for lines in inputs}
    if len(widths) != 1 or not all(are_integers(lines[0]) for lines in inputs):
        return
    width = widths.pop()
    if width > _MAX_HEADER:
        return
    yield lambda lines: len(lines[0]) == width and are_integers(lines[0])
    for p in range(width):
        least = _bound(min(int(lines[0][p]) for lines in inputs), inputs)
        yield lambda lines, p=p, least=least: int(lines[0][p]) >= least  # type: ignore[misc]
        if any(len(lines) > 1 for lines in inputs):
            yield (
                lambda lines, p=p: all(  # type: ignore[misc]
                    n <= int(lines[0][p]) for n in _integers(lines[1:])
                )
            )
    for p, q in permutations(range(width), 2):
        yield lambda lines, p=p, q=q: int(lines[0][p]) <= int(lines[0][q])  # type: ignore[misc]


def _integers(lines: Lines) -> Iterator[int]:
    return (int(token) for line in lines for token in line if INTEGER.fullmatch(token))


def _pairs(lines: Lines, form: Form) -> Iterator[tuple[str, str]]:
    """The first two of every line below the first that is two or three integers and no list."""
    lists = {i for count in find_counts(lines, form) if count.kind == "tokens" for i in count.span}
    for i, line in enumerate(lines):
        if i and i not in lists and len(line) in (2, 3) and are_integers(line):
            yield line[0], line[1]


def _is_forest(edges: Iterable[tuple[str, str]]) -> bool:
    """Whether no two nodes are connected in two ways."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.get(node, node) != node:
            parent[node] = parent.get(parent[node], parent[node])
            node = parent[node]
        return node

    for a, b in edges:
        if root(a) == root(b):
            return False
        parent[root(a)] = root(b)
    return True


def _lists(lines: Lines, form: Form) -> Iterator[list[str]]:
    for count in find_counts(lines, form):
        if count.kind == "tokens":
            yield from (lines[i] for i in count.span if are_integers(lines[i]))


def _words(lines: Lines) -> Iterator[str]:
    return (token for line in lines for token in line if not INTEGER.fullmatch(token))
