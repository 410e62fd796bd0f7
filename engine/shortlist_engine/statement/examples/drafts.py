"""Examples as they are found, before it is decided of all of them together what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shortlist_engine.statement.examples.fences import fence_below
from shortlist_engine.statement.examples.page import Page
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.marks import is_copy


@dataclass
class Part:
    """One side of an example: its lines, the first of which is line `start` of the text, and
    whether its end is certain."""

    heading: int
    lines: list[str]
    start: int
    certain: bool
    inline: bool = False


@dataclass
class Draft:
    """An example whose output may still have an explanation below it."""

    line: int
    input: Part
    output: Part


def part_below(page: Page, label: Label, limit: int) -> Part:
    """Returns the lines under a heading before `limit`, or those in the fence below it."""
    fence = fence_below(page, label)
    if fence is not None:
        inside = list(page.lines[fence.opening + 1 : fence.closing])
        return Part(label.line, inside, fence.opening + 1, True)
    line = label.line + 1
    if label.text:
        rest = list(page.lines[line:limit])
        return Part(label.line, [label.text, *rest], label.line, False, True)
    while line < limit and _is_button(page, line, limit):
        line += 1
    return Part(label.line, list(page.lines[line:limit]), line, False)


def _is_button(page: Page, line: int, limit: int) -> bool:
    """Whether a copy button stands here, or below blank lines."""
    below = next((i for i in range(line, limit) if page.lines[i].strip()), limit)
    return below < limit and is_copy(page.lines[below])


def draft_of_pair(label: Label) -> Draft:
    """Returns the example that stands on the line of its headings ("Input: 3 4, Output: 7")."""
    part = Part(label.line, [label.text or ""], label.line, True, True)
    return Draft(label.line, part, replace(part, lines=[label.output]))
