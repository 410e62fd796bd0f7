"""The form of an input from its format: names in lines, with dots where they go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.statement.form.form import NAME, Count, InputForm, count_of

_INDEX = rf"(?:{NAME}|\d{{1,3}})(?: ?[+-] ?\d)?"
_TOKEN = re.compile(rf"({NAME})(?:_?({_INDEX})(?:, ?({_INDEX}))?)?(?![A-Za-z_])")
_FORMAT_ABOVE = re.compile(r"\bformat\b.*[:.]$|形式|형식", re.I)
_VERTICAL = (":", "...", "：", ".", "· · ·")


@dataclass(frozen=True)
class _Row:
    """A line of a format: its names, and the first index that all of them have."""

    names: tuple[str, ...]
    index: str | None
    across: bool


def from_format(lines: Sequence[str]) -> InputForm | None:
    """Returns the form that the only format below these lines gives."""
    start = next((i for i, line in enumerate(lines) if _FORMAT_ABOVE.search(line)), None)
    if start is None or re.search(r"\blines?\b|行", " ".join(lines[: start + 1])):
        return None
    first = start + 1
    while first < len(lines) and lines[first] in ("", "```"):
        first += 1
    last = next((i for i in range(first, len(lines)) if lines[i] in ("", "```")), len(lines))
    block = lines[first:last]
    if not block or not all(map(_is_format, block)) or any(map(_is_format, lines[last:])):
        return None
    rows = [line if line in _VERTICAL else _row(line) for line in block]
    counts: list[Count] = []
    names: dict[int, tuple[str, ...]] = {}
    fixed = True
    place = 0
    while place < len(rows):
        row = rows[place]
        if row is None or isinstance(row, str):
            return None
        down = next((i for i in range(place, len(rows)) if isinstance(rows[i], str)), len(rows))
        if row.index == "1" and _all_alike(rows[place:down], row) and down + 1 < len(rows):
            final = rows[down + 1]
            if not isinstance(final, _Row) or final.names != row.names or final.index is None:
                return None
            count = count_of(final.index)
            if count is None:
                return None
            counts.append(count)
            fixed = fixed and not count.name
            place = down + 2
            continue
        if fixed and not row.across and all("_" not in name for name in row.names):
            names[sum(count.plus for count in counts)] = row.names
        counts.append(Count())
        place += 1
    return InputForm(tuple(counts), names, any(row.across for row in rows if isinstance(row, _Row)))


def _is_format(line: str) -> bool:
    return line in _VERTICAL or _row(line) is not None


def _row(line: str) -> _Row | None:
    """A line of nothing but names with their indices, and dots."""
    found, indices, place = [], [], 0
    across = "..." in line
    text = line.replace("...", " ")
    while place < len(text):
        if text[place] in " \t":
            place += 1
            continue
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        name, index = token[1], token[2]
        if index is None and len(name) == 2 and name[1] in "1iNnMm":
            return None  # "A1", "ai" without their marks
        found.append(name if index is None else f"{name}_")
        indices.append(index)
        place = token.end()
    if not found:
        return None
    same = indices[0] if len(set(indices)) == 1 else None
    return _Row(tuple(dict.fromkeys(found)) if across else tuple(found), same, across)


def _all_alike(rows: Sequence[_Row | str | None], first: _Row) -> bool:
    """Whether rows are the first ones of those that dots below stand for."""
    return all(
        isinstance(row, _Row) and row.names == first.names and row.index == str(number)
        for number, row in enumerate(rows, 1)
    )
