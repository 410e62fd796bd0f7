"""Where an output first differs from the expected one, and what to show around that place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from shortlist_engine.execution.checking.checkers import compare
from shortlist_engine.problem import Verdict
from shortlist_engine.protocol import TextDifference

LINES_BEFORE, LINES_AFTER = 3, 2
LINE_WIDTH = 300
_TOKEN = re.compile(r"[^ \t\n\r\v\f]+")
_MAX_COMPARED = 2_000_000
_ELLIPSIS = "…"
# Control characters but the line feed, and the marks that change the direction of writing.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Place:
    """Marks a stretch of one line: `line` from 0, characters `start` to `end` of it."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class ShownLine:
    """A shown line of an excerpt has its number from 1, its text, and the marked stretch of that
    text when `different`; an empty stretch is where something is missing."""

    number: int
    text: str
    mark_start: int = 0
    mark_end: int = 0
    different: bool = False


@dataclass(frozen=True)
class Excerpt:
    """An excerpt is a part of a text; `above` and `below` count the lines that are left out."""

    lines: tuple[ShownLine, ...]
    above: int = 0
    below: int = 0


def first_difference(expected: str, output: str, checker: str) -> tuple[Place, Place] | None:
    """Returns the first place where the two differ by the rule `checker`, in `expected` and in
    `output`.

    A text that ended too early is marked at its end. Returns None when no such place is found.
    """
    if max(len(expected), len(output)) > _MAX_COMPARED:
        return None
    if checker == "exact":
        return _first_line(expected.split("\n"), output.split("\n"))
    for want, have in zip_longest(_tokens(expected), _tokens(output)):
        if want is None or have is None:
            break
        same = want[1] == have[1] or compare(want[1], have[1], checker).verdict is Verdict.AC
        if not same:
            return want[0], have[0]
    else:
        return None
    return want[0] if want else _end(expected), have[0] if have else _end(output)


def marked_difference(expected: str, output: str, checker: str) -> TextDifference | None:
    """Returns the first difference with the two lines it stands in; None when no such place is
    found."""
    places = first_difference(expected, output, checker)
    if places is None:
        return None
    wanted, got = (
        _shorten(place.line + 1, printable(_line(text, place.line)), place, LINE_WIDTH)
        for text, place in zip((expected, output), places, strict=True)
    )
    return TextDifference(
        places[1].line + 1,
        wanted.text,
        got.text,
        got.mark_start,
        got.mark_end,
        wanted.mark_start,
        wanted.mark_end,
    )


def excerpt(text: str, place: Place | None, width: int, most: int) -> Excerpt:
    """Returns at most `most` lines of `text`; when it has more, only a few around `place`, or the
    first ones. Lines are cut to `width` characters, with an ellipsis where something is left
    out."""
    lines = text.replace("\r\n", " \n").split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    if place is not None and place.line == len(lines):
        lines.append("")
    first, last = 0, len(lines)
    if len(lines) > most:
        first = max(0, place.line - LINES_BEFORE) if place is not None else 0
        last = min(len(lines), place.line + LINES_AFTER + 1) if place is not None else most
    shown = tuple(
        _shorten(number + 1, printable(lines[number]), place, width)
        for number in range(first, last)
    )
    return Excerpt(shown, first, len(lines) - last)


def visible_spaces(text: str) -> str:
    """Returns the text with white space made visible, for outputs that differ in nothing else."""
    return text.replace(" ", "·").replace("\t", "→")


def printable(text: str) -> str:
    """Returns the text with each character that could move the cursor, or reorder what is shown,
    replaced by a visible one, and each tab by a space. Keeps the length and the line breaks."""
    return _UNPRINTABLE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return " "
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def _tokens(text: str) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(text.split("\n")):
        for found in _TOKEN.finditer(line):
            yield Place(number, found.start(), found.end()), found[0]


def _first_line(wanted: list[str], got: list[str]) -> tuple[Place, Place] | None:
    for number, (want, have) in enumerate(zip_longest(wanted, got)):
        if (want or "").rstrip() != (have or "").rstrip():
            start = _common_start(want or "", have or "")
            return (
                Place(min(number, len(wanted) - 1), start, len(want or "")),
                Place(min(number, len(got) - 1), start, len(have or "")),
            )
    return None


def _line(text: str, number: int) -> str:
    lines = text.split("\n", number + 1)
    return lines[number].rstrip("\r") if number < len(lines) else ""


def _common_start(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length


def _end(text: str) -> Place:
    lines = text.rstrip().split("\n")
    return Place(len(lines) - 1, len(lines[-1]), len(lines[-1]))


def _shorten(number: int, line: str, place: Place | None, width: int) -> ShownLine:
    """`line` cut to `width`, so that the start of `place` stays in sight."""
    here = place is not None and place.line == number - 1
    start, end = (place.start, place.end) if place is not None and here else (0, 0)
    if len(line) <= width:
        return ShownLine(number, line, start, end, here)
    left = max(0, min(start - width // 3, len(line) - width + 1))
    text = line[left : left + width]
    shift = -left
    if left:
        text = _ELLIPSIS + text[1:]
    if left + width < len(line):
        text = text[:-1] + _ELLIPSIS
    return ShownLine(number, text, max(0, start + shift), min(end + shift, len(text)), here)
