"""The form of inputs, guessed from the examples: what counts what, and what lists look like.

A number followed by as many tokens, as many lines or a string of that length is taken for their
count. In the first line, which every input has, a count must be one in all examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

MAX_LINES = 2_000
LISTS_AFTER_COUNT = 4
INTEGER = re.compile(r"[+-]?[0-9]{1,18}")

Lines = list[list[str]]
Kind = Literal["tokens", "inline", "lines", "characters"]


@dataclass(frozen=True)
class CountToken:
    """The token at (`line`, `token`) counts the tokens of each of the lines `first` to `last`
    (`tokens`), the tokens after it on its own line (`inline`), the lines themselves in groups of
    `group` lines (`lines`), or the characters of the string on line `first` (`characters`)."""

    kind: Kind
    line: int
    token: int
    first: int
    last: int
    group: int = 1

    @property
    def header(self) -> tuple[str, int]:
        return (self.kind, self.token)

    @property
    def span(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Form:
    """Says what all examples have in common. `headers` are the counts in the first line;
    `negative`: some number is below zero; `sorted_lists` and `permutations`: every list is one."""

    headers: frozenset[tuple[str, int]]
    negative: bool
    sorted_lists: bool
    permutations: bool


def split(text: str) -> Lines:
    """Returns the lines as tokens, without empty lines at the end."""
    return [line.split() for line in text.rstrip().split("\n")]


def read_form(examples: Sequence[str]) -> Form:
    texts = [split(text) for text in examples]
    headers = [
        {count.header for p in range(len(lines[0])) for count in _meanings(lines, 0, p)}
        for lines in texts
    ]
    common = frozenset(set.intersection(*headers)) if headers else frozenset()
    form = Form(common, any(re.search(r"(?<!\S)-[0-9]", text) for text in examples), False, False)
    lists = [
        [int(token) for token in lines[i]]
        for lines in texts
        for count in find_counts(lines, form)
        if count.kind == "tokens"
        for i in count.span
        if are_integers(lines[i])
    ]
    longest = max(map(len, lists), default=0)
    return Form(
        common,
        form.negative,
        longest >= 4 and all(numbers == sorted(numbers) for numbers in lists),
        longest >= 3 and all(is_permutation(numbers) for numbers in lists),
    )


def find_counts(lines: Lines, form: Form) -> list[CountToken]:
    """Returns every token that evidently counts something, at most one meaning for each token. A
    line whose tokens are counted is a list, and holds no counts itself."""
    found: list[CountToken] = []
    lists: set[int] = set()
    for i, line in enumerate(lines):
        if i in lists:
            continue
        for p in range(len(line)):
            for count in _meanings(lines, i, p):
                if i > 0 or count.header in form.headers:
                    found.append(count)
                    if count.kind == "tokens":
                        lists.update(count.span)
                    break
    return found


def are_integers(tokens: Sequence[str]) -> bool:
    return all(INTEGER.fullmatch(token) for token in tokens)


def is_permutation(numbers: Sequence[int]) -> bool:
    return sorted(numbers) == list(range(1, len(numbers) + 1))


def _meanings(lines: Lines, i: int, p: int) -> Iterator[CountToken]:
    """What the token at line `i`, place `p` may count, most likely first."""
    header = lines[i]
    if not INTEGER.fullmatch(header[p]) or not 0 < int(header[p]) <= MAX_LINES:
        return
    n = int(header[p])
    if p == 0 and len(header) == n + 1 and (n > 1 or i == 0):
        yield CountToken("inline", i, p, i, i)
    following = lines[i + 1 : i + 1 + LISTS_AFTER_COUNT]
    lists = 0
    while lists < len(following) and len(following[lists]) == n:
        lists += 1
    tokens = CountToken("tokens", i, p, i + 1, i + lists)
    if lists and n == 1 and i == 0:
        yield tokens
    if i == 0:
        yield from _groups(lines, p, n)
    # A row of two numbers above another such row does not count it, except in the first line.
    if lists and (i == 0 or len(header) == 1 or (n > 1 and len(header) == n + 1)):
        yield tokens
    if following and len(following[0]) == 1 and len(following[0][0]) == n:
        text = following[0][0]
        grid = len(following) > 1 and len(following[1]) == 1 and len(following[1][0]) == len(text)
        if not grid and (n > 1 or i == 0):
            yield CountToken("characters", i, p, i + 1, i + 1)


def _groups(lines: Lines, p: int, n: int) -> Iterator[CountToken]:
    """The first line may count all lines below, or groups of lines that begin alike."""
    rest = len(lines) - 1
    if not rest or rest % n:
        return
    size = rest // n
    starts = range(1, rest + 1, size)
    alike = len({len(lines[start]) for start in starts}) == 1
    if size == 1 or (len(lines[0]) == 1 and alike and n > 1):
        yield CountToken("lines", 0, p, 1, rest, size)
