"""Tables of examples, in Markdown and in HTML, to an input and an output under headings for each
row."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.statement.labels import classify
from shortlist_engine.statement.plain import FENCE, Plain
from shortlist_engine.statement.types import Issue

_ROW = re.compile(r"^[ \t]{0,8}(?:>[ \t]*)?\|?[^\n|]*\|[^\n]*$")
_RULE = re.compile(
    r"^[ \t]{0,8}(?:>[ \t]*)?\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$"
)
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>", re.I)
_CELL_TAG = re.compile(r"</?(?:pre|code|p|div|span|tt|b|strong|em|i|samp|kbd)\b[^<>]{0,200}>", re.I)


@dataclass(frozen=True)
class Row:
    """Holds the lines of each cell of a row, and the line of the text at which it stands."""

    cells: tuple[tuple[str, ...], ...]
    number: int


def first_row(lines: Sequence[str], number: int) -> int:
    """Returns the first row of the table whose head is at line `number`, 0 when there is no table:
    there is one below a rule, and without it where the head says what the columns are."""
    below = lines[number + 1]
    if "-" in below and _RULE.match(below) and _ROW.match(lines[number]):
        return number + 2 if "|" in below or lines[number].count("|") <= 2 else 0
    if "|" not in below:
        return 0
    if _RULE.match(lines[number]):
        return number + 1
    kinds = [_kind(cell) for cell in _markdown_row(lines[number], number).cells]
    return number + 1 if {"input", "output"} <= set(kinds) else 0


def add_markdown_table(lines: Sequence[str], number: int, first: int, found: Plain) -> int:
    """Adds the table whose head is at line `number`, and whose rows begin at line `first`; returns
    the line below it."""
    rows = [_markdown_row(lines[number], number)]
    at = first
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        rows.append(_markdown_row(lines[at], at))
        at += 1
    if not add_examples(rows, found):
        for line in range(number, at):
            found.add(lines[line], line)
    return at


def _markdown_row(line: str, number: int) -> Row:
    text = line.strip().removeprefix(">").strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return Row(tuple(map(_cell, _BAR.split(text))), number)


def _cell(text: str) -> tuple[str, ...]:
    """The lines of a cell of Markdown, without what marks them as code."""
    text = _CELL_TAG.sub("", _BREAK.sub("\n", text))
    lines = [html.unescape(line).replace("\\|", "|").strip(" \t") for line in text.split("\n")]
    if all(line[:1] == line[-1:] == "`" and len(line) > 1 for line in lines if line):
        lines = [line.strip("`") for line in lines]
    return trimmed(lines)


def trimmed(lines: list[str]) -> tuple[str, ...]:
    """Returns the lines of a cell without the blank ones around."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return tuple(lines[first:last])


def add_examples(rows: list[Row], found: Plain) -> bool:
    """Adds the examples of a table under headings, and says whether it is a table
    of examples."""
    kinds = [_kind(cell) for cell in rows[0].cells]
    if "input" in kinds and "output" in kinds:
        places = (kinds.index("input"), kinds.index("output"))
        after = kinds.index("end") if "end" in kinds else None
        for row in rows[1:]:
            cells = [*row.cells, *((),) * (len(kinds) - len(row.cells))]
            _example(cells[places[0]], cells[places[1]], row.number, row.number, found)
            if after is not None and cells[after]:
                found.add("Explanation", row.number)
                for text in cells[after]:
                    found.add(text, row.number)
        return len(rows) > 1
    # Headings in the first column: a row for the input and one for the output.
    heads = [_kind(row.cells[0]) if row.cells else "" for row in rows]
    if heads[:2] == ["input", "output"] and "output" not in kinds:
        for above, below in zip(rows[::2], rows[1::2], strict=False):
            for one, two in zip(above.cells[1:], below.cells[1:], strict=False):
                _example(one, two, above.number, below.number, found)
        return True
    if len(rows) > 1 and len(kinds) > 1 and _underadd_examples(found):
        found.issues.append(
            Issue(
                rows[0].number,
                "this table was not read: head its columns 'Input' and 'Output'",
                "warning",
            )
        )
    return False


def _kind(cell: tuple[str, ...]) -> str:
    if len(cell) != 1:
        return ""
    label = classify(cell[0], 0)
    return "" if label is None or label.text else label.kind


def _underadd_examples(found: Plain) -> bool:
    above = next((line for line in reversed(found.lines) if line.strip()), "")
    label = classify(above, 0)
    return label is not None and (label.kind == "example" or label.explicit)


def _example(
    above: tuple[str, ...], below: tuple[str, ...], line: int, below_line: int, found: Plain
) -> None:
    for heading, cell, number in (
        ("Sample Input", above, line),
        ("Sample Output", below, below_line),
    ):
        found.add(heading, number)
        found.add(FENCE, number)
        for text in cell:
            found.add(text, number)
        found.add(FENCE, number)
