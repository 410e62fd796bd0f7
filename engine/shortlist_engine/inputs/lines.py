"""Mutations of a text read from standard input, keeping its form."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from shortlist_engine.inputs.form import (
    INTEGER,
    MAX_LINES,
    CountToken,
    Form,
    Lines,
    are_integers,
    find_counts,
    split,
)
from shortlist_engine.inputs.values import mutate_int, mutate_text, resize

_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")


def mutate_lines(text: str, rng: random.Random, form: Form) -> str | None:
    """Returns `text` with one to three changes; None when there is nothing to change."""
    lines = split(text)
    if not any(lines) or len(lines) > MAX_LINES:
        return None
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        _Mutation(lines, form, rng).apply()
    return "\n".join(" ".join(line) for line in lines) + "\n"


class _Mutation:
    """One change of `lines`, in place."""

    def __init__(self, lines: Lines, form: Form, rng: random.Random) -> None:
        self._lines = lines
        self._form = form
        self._rng = rng
        self._counts = find_counts(lines, form)
        self._lists = [i for count in self._counts if count.kind == "tokens" for i in count.span]

    def apply(self) -> None:
        rng = self._rng
        if self._counts and rng.random() < 0.4:
            self._resize(rng.choice(self._counts))
        elif self._lists and not self._form.sorted_lists and rng.random() < 0.25:
            rng.shuffle(self._lines[rng.choice(self._lists)])
        else:
            is_count = {(count.line, count.token) for count in self._counts}
            cells = [
                (i, p)
                for i, line in enumerate(self._lines)
                for p in range(len(line))
                if (i, p) not in is_count and not (i == 0 and self._is_width(line[p]))
            ]
            if cells:
                self._change(*rng.choice(cells))

    def _change(self, i: int, p: int) -> None:
        """Another value for one token."""
        line, rng, listed = self._lines[i], self._rng, i in self._lists
        before = list(line)
        if listed and self._form.permutations:
            rng.shuffle(line)
            return
        counted = any(count.kind == "characters" and count.first == i for count in self._counts)
        if counted and len(before[p]) > 1:
            line[p] = _same_length(before[p], rng)
        elif counted:
            line[p] = rng.choice("abcxyz") if before[p].isalpha() else before[p]
        else:
            line[p] = self._token(line[p])
        if not are_integers([*before, *line]):
            return
        if listed and self._form.sorted_lists:
            line.sort(key=int)
        elif listed or any(count.line == i for count in self._counts):
            return
        elif len(line) in (2, 3) and _ascending(before) and rng.random() < 0.8:
            line.sort(key=int)  # most likely "l r", or "k n" with k at most n

    def _token(self, token: str) -> str:
        rng = self._rng
        if INTEGER.fullmatch(token):
            # A run of digits with a leading zero is a string of digits, such as 0101.
            if len(token) > 1 and token[0] == "0":
                return _same_length(token, rng)
            return str(mutate_int(int(token), rng, allow_negative=self._form.negative))
        if _DECIMAL.fullmatch(token):
            places = len(token.split(".")[1])
            value = float(token) + rng.choice((-1, -0.5, -0.1, 0.1, 0.5, 1))
            return f"{value if self._form.negative else abs(value):.{places}f}"
        alphabet = self._alphabet()
        if self._in_grid(token):
            return _same_length(token, rng, alphabet)
        return mutate_text(token, rng, alphabet) or token

    def _in_grid(self, token: str) -> bool:
        """Whether `token` is a row of several one-token lines of equal length."""
        width = len(token)
        return sum(len(line) == 1 and len(line[0]) == width for line in self._lines) > 1

    def _is_width(self, token: str) -> bool:
        """Whether `token`, in the first line, is the width of the grid below."""
        rows = [line[0] for line in self._lines[1:] if len(line) == 1]
        return bool(rows) and {str(len(row)) for row in rows} == {token}

    def _alphabet(self) -> str:
        tokens = (token for line in self._lines for token in line)
        letters = {c for token in tokens if not INTEGER.fullmatch(token) for c in token}
        return "".join(sorted(letters))

    def _resize(self, count: CountToken) -> None:
        """More or fewer of what `count` counts, and the count with it."""
        lines, rng = self._lines, self._rng
        header = lines[count.line]
        old = int(header[count.token])
        if count.kind == "inline":
            items = resize(header[1:], rng, self._token)
            header[:] = [str(len(items)), *items]
            return
        if count.kind == "characters":
            text = mutate_text(lines[count.first][0], rng) or "a"
            lines[count.first][0] = text
            new = len(text)
        elif count.kind == "lines":
            new = self._resize_groups(count)
        else:
            new = self._resize_lists(count, old)
        header[count.token] = str(new)
        for p, token in enumerate(header):
            # "n k" with k at most n: keep it so, most of the time.
            if p != count.token and INTEGER.fullmatch(token) and new < int(token) <= old:
                header[p] = str(rng.randint(1, new)) if rng.random() < 0.8 else token

    def _resize_groups(self, count: CountToken) -> int:
        lines, rng = self._lines, self._rng
        block = lines[count.first : count.last + 1]
        groups = [block[start : start + count.group] for start in range(0, len(block), count.group)]
        if rng.random() < 0.3:
            rng.shuffle(groups)
        else:
            groups = resize(groups, rng, lambda group: group)
        lines[count.first : count.last + 1] = [list(line) for group in groups for line in group]
        return len(groups)

    def _resize_lists(self, count: CountToken, old: int) -> int:
        """All lists under one count change together."""
        lines, rng = self._lines, self._rng
        if self._form.permutations:
            new = max(1, old + rng.choice((-2, -1, 1, 2)))
            for i in count.span:
                lines[i] = [str(value) for value in rng.sample(range(1, new + 1), new)]
            return new
        columns = list(zip(*(lines[i] for i in count.span), strict=True))
        columns = resize(columns, rng, lambda column: tuple(self._token(token) for token in column))
        for i, row in zip(count.span, zip(*columns, strict=True), strict=True):
            sort = self._form.sorted_lists and are_integers(row)
            lines[i] = sorted(row, key=int) if sort else list(row)
        return len(columns)


def _same_length(token: str, rng: random.Random, alphabet: str = "") -> str:
    letters = sorted(set(alphabet) or set(token))
    characters = list(token)
    if rng.random() < 0.4:
        rng.shuffle(characters)
    else:
        characters[rng.randrange(len(characters))] = rng.choice(letters)
    return "".join(characters)


def _ascending(tokens: Sequence[str]) -> bool:
    numbers = [int(token) for token in tokens]
    return numbers == sorted(numbers)
