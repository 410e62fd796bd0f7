"""Examples whose output heading stands below their input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from shortlist_engine.statement.examples.borders import (
    begins_another,
    limit_of_output,
    plain,
)
from shortlist_engine.statement.examples.drafts import Draft, part_below
from shortlist_engine.statement.examples.fences import fence_below
from shortlist_engine.statement.examples.page import Page, is_blank
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.examples.side_by_side import add_columns, both_below
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.lines import without_fences

# How many headings below an input its output is looked for among.
_REACH = 300


def read_stacked(
    page: Page, reading: Reading, label: Label, style: str, wanted: str
) -> tuple[int, str]:
    """Reads the example whose input is at `label`; returns the line below it and the style of
    output headings here. `style` is that of inputs here, `wanted` the one its output should have.
    """
    reading.tried.append(label)
    fence = fence_below(page, label)
    outputs, following = _outputs_below(page, reading, label, style, fence.closing if fence else 0)
    output = _best(outputs, wanted)
    if output is None:
        number = label.number or len(reading.drafts) + 1
        reading.complain(
            label.line,
            f"example {number} has no output: add an 'Output' heading and the expected output "
            "below this input",
        )
        return following or limit_of_output(page, reading, label, style), wanted
    reading.tried.append(output)
    reading.used.add(output.line)
    reading.outputs.add(output.style)
    limit = limit_of_output(page, reading, output, style)
    if not fence and not label.text and is_blank(page, label.line + 1, output.line):
        columns = both_below(page, label, output, limit)
        if columns is not None:
            add_columns(reading, label.line, output.line, columns)
            return columns.end or limit, output.style
    above, below = part_below(page, label, output.line), part_below(page, output, limit)
    if not above.certain:
        above.lines = without_fences(above.lines)
    reading.drafts.append(Draft(label.line, above, below))
    return (below.start + len(below.lines) + 1 if below.certain else limit), output.style


def _outputs_below(
    page: Page, reading: Reading, label: Label, style: str, after: int
) -> tuple[list[Label], int | None]:
    """The output headings at or below line `after` that may belong to this input, and the line of
    the heading at which the next example begins."""
    found: list[Label] = []
    for other in islice(page.labels_below(label), _REACH - 1):
        if other.line < after:
            continue
        if other.kind == "output":
            found.append(other)
        elif begins_another(page, reading, label, other, style):
            return found, other.line
    return found, None


def _best(outputs: Sequence[Label], wanted: str) -> Label | None:
    """The first heading of the wanted style, or else of the next best."""
    tests: tuple[Callable[[Label], bool], ...] = (
        lambda output: output.style == wanted,
        lambda output: plain(output.style) == plain(wanted),
        lambda output: output.explicit,
        lambda output: True,
    )
    for test in tests:
        for output in outputs:
            if test(output):
                return output
    return None
