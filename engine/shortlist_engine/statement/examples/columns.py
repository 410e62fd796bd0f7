"""Inputs and outputs that stand under both headings: in two columns, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Columns:
    """Holds the lines of both parts and how many lines of the text they take; `end` is the line
    after them where that is known. `certain`: nothing else can stand below the output. `why` says
    what was decided where it was not certain which line belongs where."""

    left: list[str]
    right: list[str]
    lines: int = 0
    end: int = 0
    certain: bool = False
    why: str = ""


def split_columns(below: Sequence[str], column: int) -> Columns | None:
    """Returns the parts of an example whose headings stand in one line, the second at `column`:
    lines in columns, or both parts in turn with a blank line (or only a tab) between."""
    body = list(below)
    while body and not body[-1].strip():
        body.pop()
    if any(
        len(text) > column and text[column] != " " and text[max(0, column - 2) : column].isspace()
        for text in body
    ):
        left = [text[:column].rstrip() for text in body]
        right = [text[column:].rstrip() for text in body]
        return Columns(left, right, len(body))
    split = [i for i, text in enumerate(body) if not text.strip() and "\t" in text]
    why = ""
    if not split:
        trimmed = 0
        while trimmed < len(body) and not body[trimmed].strip():
            trimmed += 1
        split = [i for i, text in enumerate(body) if not text.strip() and i > trimmed]
        if len(split) > 1 and any(body[i].strip() for i in range(split[0], split[-1])):
            why = (
                "several blank lines below this heading: the first was taken as the border "
                "between input and output; use separate headings to be exact"
            )
    if split:
        return Columns(body[: split[0]], body[split[0] + 1 :], len(body), why=why)
    if len(body) == 1 and "\t" in body[0].strip():
        left_text, _, right_text = body[0].partition("\t")
        return Columns([left_text], [right_text], 1, certain=True)
    return None


def split_rows(below: Sequence[str]) -> Columns | None:
    """Returns the parts of an example whose headings stand above both: the paragraphs, where there
    are two, or as many lines as the first line of the input says."""
    body = list(below)
    while body and not body[-1].strip():
        body.pop()
    start = 0
    while start < len(body) and not body[start].strip():
        start += 1
    rows = body[start:]
    if len(rows) < 2:
        return None
    blank = [i for i, text in enumerate(rows) if not text.strip()]
    if len(blank) == 1 or (blank and blank[-1] - blank[0] == len(blank) - 1):
        return Columns(
            rows[: blank[0]],
            rows[blank[-1] + 1 :],
            len(body),
            why="the lines above the blank one were taken as the input, those below it as the "
            "output: put each under its own heading to be sure",
        )
    if blank:
        return None
    cut = 1 if len(rows) == 2 else _counted(rows)
    if cut is None:
        return None
    return Columns(
        rows[:cut],
        rows[cut:],
        len(body),
        why=f"the first {cut} line{'s' if cut > 1 else ''} below were taken as the input and the "
        "others as the output: put each under its own heading to be sure",
    )


def _counted(rows: Sequence[str]) -> int | None:
    """How many rows the input has, when its first one says how many cases follow and there is one
    row of output for each of them, or for all of them."""
    if not re.fullmatch(r"\s*\d{1,6}\s*", rows[0]):
        return None
    count, rest = int(rows[0]), len(rows) - 1
    for answers in (count, 1):
        cases = rest - answers
        if count > 0 and cases > 0 and cases % count == 0:
            return 1 + cases
    return None
