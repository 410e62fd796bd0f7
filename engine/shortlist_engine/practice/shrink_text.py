"""An input read from standard input, taken apart: what its counts count, its numbers, its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from shortlist_engine.inputs.form import INTEGER, Lines, find_counts, split
from shortlist_engine.practice.invariants import Invariants
from shortlist_engine.practice.reduction import Cell, Part, simpler_integers
from shortlist_engine.practice.text_parts import counted, edges, grid_columns, join

_MAX_CELLS = 400


class TextShape:
    """Shrinks lines of tokens. Counts stay equal to what they count; only where nothing is counted,
    and the inputs seen so far differ in it, do lines and tokens go by themselves."""

    def __init__(self, known: Invariants) -> None:
        self._known = known

    def parts(self, text: str) -> list[Part]:
        """Returns what counts count, and the lines and tokens that nothing counts."""
        lines = split(text)
        counts = find_counts(lines, self._known.form)
        parts = [part for count in counts for part in counted(lines, count, self._known)]
        parts += [*grid_columns(lines), *edges(lines, self._known)]
        if not counts and self._known.lines_vary and len(lines) > 1:
            parts.append(Part(lines, join))
        in_counts = {i for count in counts for i in (count.line, *count.span)}
        for i, line in enumerate(lines):
            if i in in_counts:
                continue
            if self._known.tokens_vary and not counts and len(line) > 1:
                parts.append(Part(line, _with_line(lines, i)))
            if not self._in_grid(lines, line):
                parts += [
                    Part(list(token), _with_token(lines, i, p))
                    for p, token in enumerate(line)
                    if len(token) > 1 and not INTEGER.fullmatch(token)
                ]
        return [part for part in parts if len(part.items) > part.least]

    def cells(self, text: str) -> list[Cell]:
        """Returns the tokens that are no counts, the equal ones together first."""
        lines = split(text)
        counting = self._counting(lines)
        cells = self._equal_cells(lines, counting)
        for i, line in enumerate(lines):
            for p, token in enumerate(line):
                if (i, p) in counting:
                    continue
                simpler = self._simpler(lines, i, token)
                if simpler:
                    cells.append(Cell(simpler, _with_value(lines, i, p)))
        return cells[:_MAX_CELLS]

    def all_simplest(self, text: str) -> list[str]:
        """Returns texts in which the tokens that are no counts are as simple as can be."""
        lines = split(text)
        counting = self._counting(lines)
        whole: Lines = [list(line) for line in lines]
        each: list[str] = []
        for i, line in enumerate(lines):
            changed = [
                token if (i, p) in counting else (self._simpler(lines, i, token) or [token])[0]
                for p, token in enumerate(line)
            ]
            if changed != line:
                whole[i] = changed
                each.append(_with_line(lines, i)(changed))
        return [join(whole), *each, *self._in_ranks(lines, counting)] if each else []

    def _in_ranks(self, lines: Lines, counting: set[tuple[int, int]]) -> list[str]:
        """All numbers below the first line replaced by the smallest that compare the same."""
        places = [
            (i, p)
            for i, line in enumerate(lines)
            for p, token in enumerate(line)
            if i and (i, p) not in counting and INTEGER.fullmatch(token)
        ]
        values = sorted({int(lines[i][p]) for i, p in places})
        least = max(self._known.least, 0)
        ranks = {value: str(least + rank) for rank, value in enumerate(values)}
        new = [list(line) for line in lines]
        for i, p in places:
            new[i][p] = ranks[int(lines[i][p])]
        return [join(new)] if places else []

    def _equal_cells(self, lines: Lines, counting: set[tuple[int, int]]) -> list[Cell]:
        """Numbers that occur more than once below the first line, changed in all places."""
        places: dict[str, list[tuple[int, int]]] = {}
        for i, line in enumerate(lines):
            for p, token in enumerate(line):
                if i and (i, p) not in counting and INTEGER.fullmatch(token):
                    places.setdefault(token, []).append((i, p))

        def build(token: str, new: str) -> str:
            changed = [list(line) for line in lines]
            for i, p in places[token]:
                changed[i][p] = new
            return join(changed)

        return [
            Cell(simpler, partial(build, token))
            for token, where in places.items()
            if len(where) > 1 and (simpler := self._simpler(lines, where[0][0], token))
        ]

    def _counting(self, lines: Lines) -> set[tuple[int, int]]:
        return {(c.line, c.token) for c in find_counts(lines, self._known.form)}

    def _simpler(self, lines: Lines, i: int, token: str) -> list[str]:
        if INTEGER.fullmatch(token):
            value = int(token)
            # In the first line each number has a bound of its own, which the invariants know.
            simplest = max(1 if i == 0 else self._known.least, 0)
            if not value > simplest:
                simplest = 0 if value < 0 else value
            return [str(number) for number in simpler_integers(value, simplest)]
        letters = self._known.letters
        if token.isalpha() or self._in_grid(lines, lines[i]):
            plain = next((c for c in letters if c.isalpha()), letters[:1]) or token[0]
            if token != plain * len(token):
                one_by_one = [
                    token[:k] + plain + token[k + 1 :] for k, c in enumerate(token) if c != plain
                ]
                return [plain * len(token), *one_by_one]
        return []

    @staticmethod
    def _in_grid(lines: Lines, line: list[str]) -> bool:
        same = [other for other in lines if len(other) == 1 and len(other[0]) == len(line[0])]
        return len(line) == 1 and len(same) > 1


def _with_line(lines: Lines, i: int) -> Callable[[list[str]], str]:
    return lambda line: join([*lines[:i], list(line), *lines[i + 1 :]])


def _with_value(lines: Lines, i: int, p: int) -> Callable[[str], str]:
    return lambda token: _with_line(lines, i)([*lines[i][:p], token, *lines[i][p + 1 :]])


def _with_token(lines: Lines, i: int, p: int) -> Callable[[list[str]], str]:
    return lambda characters: _with_value(lines, i, p)("".join(characters))
