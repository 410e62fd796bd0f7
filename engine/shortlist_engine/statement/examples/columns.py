"""Inputs and outputs that stand under both headings: in two columns, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shortlist_engine.statement.form import InputForm
from shortlist_engine.statement.lines import common_margin
from shortlist_engine.statement.prose import kinds


@dataclass(frozen=True)
class Columns:
    """Holds the lines of both parts and how many lines of the text they take, from line `start`
    below the headings; `end` is the line after them where that is known. `certain`: nothing else
    can stand below the output. `why` says what was decided where it was not certain which line
    belongs where."""

    left: list[str]
    right: list[str]
    lines: int = 0
    end: int = 0
    certain: bool = False
    why: str = ""
    start: int = 0


def split_columns(
    below: Sequence[str], heading: str, column: int, alone: bool, form: InputForm | None
) -> list[Columns]:
    """Returns the examples below a line of headings, the second of which stands at `column`: lines
    in columns, or both parts in turn with a blank line (or only a tab) between. `alone`: it is one
    example."""
    body = list(below)
    while body and not body[-1].strip():
        body.pop()
    numbered = _numbered_rows(body)
    if numbered:
        return numbered
    gutter = find_gutter(body, heading, column)
    if gutter is not None:
        return split_table(body, gutter, alone, form)
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
        return [Columns(body[: split[0]], body[split[0] + 1 :], len(body), why=why)]
    if len(body) == 1 and "\t" in body[0].strip():
        left_text, _, right_text = body[0].partition("\t")
        return [Columns([left_text], [right_text], 1, certain=True)]
    return []


def _numbered_rows(body: Sequence[str]) -> list[Columns]:
    """The examples of a table with a column of numbers, whose cells have tabs between and lines of
    their own: "1", a tab, the input, a tab, the output."""
    starts = [i for i, text in enumerate(body) if re.match(rf"\s*{1}\t", text)][:1]
    while starts:
        number = len(starts) + 1
        below = range(starts[-1] + 1, len(body))
        following = next((i for i in below if re.match(rf"\s*{number}\t", body[i])), None)
        if following is None:
            break
        starts.append(following)
    if starts[:1] != [0]:
        return []
    found = []
    for start, end in pairwise([*starts, len(body)]):
        cells = "\n".join(body[start:end]).strip("\n").split("\t")
        if len(cells) != 3:
            return []
        found.append(Columns(cells[1].split("\n"), cells[2].split("\n"), end - start, start=start))
    return found


def split_by_form(below: Sequence[str], alone: bool, form: InputForm | None) -> list[Columns]:
    """Returns the examples below headings in one line, of which nothing tells input from output but
    the number of lines that the statement says the input has. Several of them have outputs of one
    line each."""
    body = list(below)
    while body and not body[-1].strip():
        body.pop()
    if form is None or not all(line.strip() for line in body):
        return []
    found: list[Columns] = []
    place = 0
    while place < len(body):
        size = form.lines_of(body[place:])
        if size is None or place + size >= len(body):
            return []
        end = len(body) if alone else place + size + 1
        cut = place + size
        why = (
            f"{size} line{'s' if size > 1 else ''} below {'were' if size > 1 else 'was'} taken as "
            "the input, as the statement says it has, and what follows as the output: put each "
            "under its own heading to be sure"
        )
        found.append(Columns(body[place:cut], body[cut:end], end - place, why=why, start=place))
        place = end
    return found


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
    if len(rows) > 2 and 1 < count == len(rows[1].split()):
        return 2  # a list, whose length stands above it
    return None


# Columns of a table of text, as a PDF has them -------------------------------------------------


def find_gutter(body: Sequence[str], heading: str, column: int) -> int | None:
    """Returns where the second column begins: below its heading, or, where headings with a gap
    between are centred, at the only place before which every longer line has space."""
    if any(_begins_at(text, column) for text in body):
        return column
    if not heading[:column].endswith("   "):
        return None
    places = {found.end() for text in body for found in re.finditer(r"(?<=\S)[ ]{3,}(?=\S)", text)}
    fitting = [
        place
        for place in places
        if all(len(text) <= place or text[place - 2 : place].isspace() for text in body)
    ]
    return fitting[0] if len(fitting) == 1 else None


def split_table(body: list[str], gutter: int, alone: bool, form: InputForm | None) -> list[Columns]:
    """Returns the examples of a table of two columns: those of which both begin on one line."""
    end, why = _end_of_table(body)
    margin = len(common_margin([text[:gutter] for text in body[:end]]))
    rows = [(text[margin:gutter].rstrip(), text[gutter:].rstrip()) for text in body[:end]]
    both = [i for i, (left, right) in enumerate(rows) if left.strip() and right.strip()]
    if alone or not both:
        starts = [0]
        if not why and any(number and not body[number - 1].strip() for number in both):
            why = (
                "below a blank line both columns go on, which was taken as the same example: put a "
                "heading above each example"
            )
    else:
        apart = [i for i in both if i == 0 or i - 1 not in both]
        starts = next(
            (each for each in (apart, both) if form is not None and _fits(rows, each, form)), both
        )
        if starts != apart and not (form is not None and _fits(rows, starts, form)):
            why = (
                "each line with text in both columns was taken as an example of its own: put "
                "inputs and outputs under headings of their own to be sure"
            )
    starts = [0, *starts[1:]]
    found = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        left, right = zip(*rows[start:stop], strict=True)
        found.append(Columns(list(left), list(right), stop - start, why=why, start=start))
        why = ""
    return found


def _begins_at(text: str, column: int) -> bool:
    return (
        len(text) > column and text[column] != " " and text[max(0, column - 2) : column].isspace()
    )


def _end_of_table(body: Sequence[str]) -> tuple[int, str]:
    """The line at which the table ends, and why: below a blank line other things may stand than in
    the rows above it, such as the foot of a page."""
    known = frozenset[str]()
    for number, text in enumerate(body):
        if number and not body[number - 1].strip() and kinds(text) - known:
            return number, (
                "what stands below the blank line was taken as no part of the example: take it "
                "out, or put input and output under headings of their own"
            )
        known |= kinds(text)
    return len(body), ""


def _fits(rows: Sequence[tuple[str, str]], starts: Sequence[int], form: InputForm) -> bool:
    """Whether every input has as many lines as the statement says."""
    for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        left = [left for left, _ in rows[start:stop]]
        while left and not left[-1]:
            left.pop()
        if form.lines_of(left) != len(left):
            return False
    return True
