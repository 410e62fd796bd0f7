"""A statement line by line, with the headings and the fences in it. Nothing here depends on what
has been read before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from shortlist_engine.statement.labels import Label, find_labels
from shortlist_engine.statement.marks import is_copy, is_fence

# How many lines below a heading "Example" its parts may begin.
_BELOW = 40


@dataclass(frozen=True)
class Page:
    """Holds the lines, the headings in them (`places` says where among `labels` the one on a line
    is), and the lines that are fences."""

    lines: tuple[str, ...]
    labels: tuple[Label, ...]
    places: dict[int, int]
    fences: tuple[int, ...]

    def label_on(self, line: int) -> Label | None:
        """Returns the heading that stands on this line."""
        return self.labels[self.places[line]] if line in self.places else None

    def labels_below(self, label: Label) -> Iterator[Label]:
        """Yields the headings below one, in order."""
        return islice(self.labels, self.places[label.line] + 1, None)

    def first_label(self, line: int) -> int:
        """Returns the place among `labels` of the first one at or below a line."""
        return bisect_left(self.labels, line, key=lambda label: label.line)

    def label_above(self, label: Label) -> Label | None:
        """Returns the heading before one."""
        place = self.places[label.line]
        return self.labels[place - 1] if place else None

    def says_something(self, line: int) -> bool:
        """Says whether there is text on this line that is neither a fence nor a copy button."""
        text = self.lines[line]
        return bool(text.strip()) and not is_copy(text) and not is_fence(text)


def read_page(lines: tuple[str, ...]) -> Page:
    """Returns the page with its headings and fences."""
    labels = find_labels(lines)
    return Page(
        lines,
        labels,
        {label.line: place for place, label in enumerate(labels)},
        tuple(number for number, line in enumerate(lines) if is_fence(line)),
    )


def text_below(page: Page, label: Label) -> str:
    """Returns what stands behind a heading, or else the first text below it."""
    if label.text:
        return label.text
    for line in range(label.line + 1, min(len(page.lines), label.line + 6)):
        if page.says_something(line):
            return page.lines[line]
    return ""


def part_heading_below(page: Page, line: int) -> Label | None:
    """Returns the heading on the first line with text at or after `line`, past headings that say
    no more than "Example"."""
    for number in range(line, min(len(page.lines), line + _BELOW)):
        label = page.label_on(number)
        if label is not None:
            if label.kind != "example":
                return label
        elif page.says_something(number):
            return None
    return None


def leads_to_output(page: Page, label: Label) -> bool:
    """Says whether the next heading is one of an output."""
    below = next(page.labels_below(label), None)
    return below is not None and below.kind == "output"


def is_blank(page: Page, start: int, end: int) -> bool:
    """Says whether nothing stands between two lines but what a copy button leaves."""
    return not any(line.strip() and not is_copy(line) for line in page.lines[start:end])


def starts_paragraph(page: Page, label: Label) -> bool:
    """Says whether nothing stands on the line above."""
    return label.line == 0 or not page.lines[label.line - 1].strip()
