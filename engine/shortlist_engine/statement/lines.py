"""Small judgements about the lines of an example."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.statement.marks import is_fence

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060\u00ad"))
_SPACES = {ord(letter): " " for letter in "\u00a0\u2007\u202f"}
_PASTED = {**_INVISIBLE, **_SPACES}


def without_invisible(text: str) -> str:
    """Returns the text with ordinary spaces for those that may not be broken, and without marks
    that nobody sees: pages bring them along, and programs fail on them."""
    return text if text.isascii() else text.translate(_PASTED)


def is_data(lines: Sequence[str]) -> bool:
    """Says whether the lines are numbers, or one word per line: what stands under "Input" when
    nothing calls it an example."""
    filled = [line.strip() for line in lines if line.strip()]
    return any(letter.isdigit() for line in filled for letter in line) or not any(
        " " in line or (line.endswith(".") and line[:-1].isalpha()) for line in filled
    )


def without_fences(lines: list[str]) -> list[str]:
    return [line for line in lines if not is_fence(line)]


def common_margin(lines: list[str]) -> str:
    """Returns the white space that all lines with text begin with."""
    margins = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.strip()]
    if not margins:
        return ""
    least, most = min(margins), max(margins)
    length = 0
    while length < min(len(least), len(most)) and least[length] == most[length]:
        length += 1
    return least[:length]


def join_example(lines: list[str]) -> str:
    """Returns the lines as a program reads them: no blank lines around, one newline at the end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]) + "\n"
