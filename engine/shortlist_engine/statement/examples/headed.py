"""The walk over examples that headings name, run by run: a run has examples of one make."""

from __future__ import annotations

from shortlist_engine.statement.examples.borders import begins_example, continues_run
from shortlist_engine.statement.examples.drafts import draft_of_pair
from shortlist_engine.statement.examples.fences import closing_around
from shortlist_engine.statement.examples.page import Page, part_heading_below
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.examples.side_by_side import read_side_by_side
from shortlist_engine.statement.examples.stacked import read_stacked
from shortlist_engine.statement.labels import Label, counterpart

_PARTS = ("input", "side", "pair")


def read_headed(page: Page, reading: Reading) -> Label | None:
    """Reads all examples that headings name; returns the first heading "Example" without parts
    below it."""
    done = 0
    bare: Label | None = None
    last = {(label.kind, label.style, label.number): label.line for label in page.labels}
    for label in page.labels:
        if label.line < done:
            continue
        head = _head_of(page, reading, label)
        if head is None:
            if label.kind == "example":
                bare = bare or label
            continue
        comes_again = last[head.kind, head.style, head.number] > head.line
        if comes_again and _is_link(page, head):
            continue
        reading.explicit = True
        if label is not head:
            reading.taken.add(label.line)
        done = _read_run(page, reading, head)
    return bare


def _head_of(page: Page, reading: Reading, label: Label) -> Label | None:
    """The heading of a part at which an example begins: this one, or the one below "Example"."""
    if label.kind != "example":
        begins = label.kind in _PARTS and begins_example(page, reading, label)
        return label if begins else None
    below = part_heading_below(page, label.line + 1)
    return below if below is not None and below.kind in _PARTS else None


def _is_link(page: Page, label: Label) -> bool:
    """Whether a heading that comes again further below is one of a list of links ("Sample Input 1",
    "Sample Input 2" ...), as some pages have at their top."""
    if label.number is None or label.text:
        return False
    below = label.line + 1
    return (
        below == len(page.lines)
        or not page.lines[below].strip()
        or page.label_on(below) is not None
    )


def _read_run(page: Page, reading: Reading, head: Label) -> int:
    """Reads examples of one make, from the one at `head` on; returns the line below the last."""
    reading.inputs.add(head.style)
    wanted = counterpart(head.style)
    label: Label | None = head
    line = head.line
    while label is not None:
        reading.used.add(label.line)
        if label.kind == "pair":
            reading.drafts.append(draft_of_pair(label))
            line = label.line + 1
        elif label.kind == "side":
            line = read_side_by_side(page, reading, label)
        else:
            line, wanted = read_stacked(page, reading, label, head.style, wanted)
        label = _next_of_run(page, reading, line, head)
    closing = closing_around(page, line)
    if closing is None:
        return line
    reading.taken.update(range(line, closing + 1))
    return closing + 1


def _next_of_run(page: Page, reading: Reading, start: int, head: Label) -> Label | None:
    """The heading at or below line `start` at which the next example begins, past headings that say
    no more than "Example"."""
    for line in range(start, len(page.lines)):
        label = page.label_on(line)
        if label is None:
            if page.says_something(line):
                return None
        elif continues_run(label, head):
            return label
        elif label.kind == "example":
            reading.taken.add(line)
        else:
            return None
    return None
