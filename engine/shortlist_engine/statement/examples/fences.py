"""What is between fences, and which fences are not closed."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from shortlist_engine.statement.examples.page import Page, is_blank
from shortlist_engine.statement.labels import Label, counterpart
from shortlist_engine.statement.marks import is_copy


@dataclass(frozen=True)
class Fence:
    """Names the lines of a fence: its opening mark and its closing one."""

    opening: int
    closing: int


def fence_below(page: Page, label: Label) -> Fence | None:
    """Returns the fence that opens right below the heading and is closed again."""
    place = _opens_below(page, label)
    closing = None if place is None else _closing(page, label, place)
    return None if place is None or closing is None else Fence(page.fences[place], closing)


def unclosed_below(page: Page, label: Label) -> int | None:
    """Returns the line of the fence that opens right below the heading and is not closed."""
    place = _opens_below(page, label)
    if place is None or not _is_odd(page) or _closing(page, label, place) is not None:
        return None
    return page.fences[place]


def closing_around(page: Page, line: int) -> int | None:
    """Returns the next fence from `line` on, when it closes one that is around headings and
    examples together."""
    place = bisect_left(page.fences, line)
    if (
        place < len(page.fences)
        and place % 2 == 1
        and not any(text.strip() for text in page.lines[line : page.fences[place]])
    ):
        return page.fences[place]
    return None


def next_fence(page: Page, line: int) -> Fence | None:
    """Returns the fence that opens at `line` or below it, with only blank lines before it."""
    place = bisect_left(page.fences, line)
    if place + 1 < len(page.fences) and is_blank(page, line, page.fences[place]):
        return Fence(page.fences[place], page.fences[place + 1])
    return None


def closes_above(page: Page, label: Label, limit: int) -> int | None:
    """Returns the fence between the heading and `limit` that ends what stands below the heading:
    it closes one that is around the headings."""
    place = bisect_left(page.fences, label.line + 1)
    if place == len(page.fences) or page.fences[place] >= limit:
        return None
    first = next(
        (
            number
            for number in range(label.line + 1, limit)
            if page.lines[number].strip() and not is_copy(page.lines[number])
        ),
        limit,
    )
    # A fence right below that opens nothing closes one around the headings.
    opens = not label.text and page.fences[place] == first and _is_odd(page)
    return None if opens else page.fences[place]


def _is_odd(page: Page) -> bool:
    """Whether one of the fences is not closed."""
    return len(page.fences) % 2 == 1


def _opens_below(page: Page, label: Label) -> int | None:
    """The place among the fences of the one that stands right below the heading and opens."""
    if label.text:
        return None
    line = label.line + 1
    while line < len(page.lines) and (not page.lines[line].strip() or is_copy(page.lines[line])):
        line += 1
    place = bisect_left(page.fences, line)
    if place == len(page.fences) or page.fences[place] != line:
        return None
    closes = place % 2 == 1 and not _is_odd(page)  # one that is around the headings too
    return None if closes else place


def _closing(page: Page, label: Label, place: int) -> int | None:
    """The line that closes the fence at this place, where that is certain."""
    if place + 1 == len(page.fences):
        return None
    opening, closing = page.fences[place], page.fences[place + 1]
    return None if _is_odd(page) and _has_heading(page, opening, closing, label) else closing


def _has_heading(page: Page, start: int, end: int, label: Label) -> bool:
    """Whether a heading of examples stands between: then the fence was not meant to end there."""
    styles = (label.style, counterpart(label.style))
    inside = (page.label_on(line) for line in range(start, end))
    return any(
        other is not None and (other.explicit or other.kind == "example" or other.style in styles)
        for other in inside
    )
