"""Examples whose two headings stand together: in one line, or one right below the other."""

from __future__ import annotations

from shortlist_engine.statement.examples.borders import limit_of_output
from shortlist_engine.statement.examples.columns import (
    Columns,
    split_by_form,
    split_columns,
    split_rows,
)
from shortlist_engine.statement.examples.drafts import Draft, Part
from shortlist_engine.statement.examples.fences import fence_below, next_fence
from shortlist_engine.statement.examples.page import Page
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.form import read_input_form
from shortlist_engine.statement.labels import Label


def read_side_by_side(page: Page, reading: Reading, label: Label) -> int:
    """Reads the examples below "Sample Input 1   Sample Output 1"; returns the line below them."""
    reading.tried.append(label)
    limit = limit_of_output(page, reading, label, "side")
    fenced = two_fences(page, label)
    body, form = page.lines[label.line + 1 : limit], read_input_form(page.lines, page.labels)
    alone = label.number is not None or _is_one_example(page, label)
    examples = (
        [fenced]
        if fenced is not None
        else split_columns(body, page.lines[label.line], label.column, alone, form)
        or split_by_form(body, alone, form)
    )
    if not examples and alone:
        counted = split_rows(body)
        examples = [counted] if counted is not None else []
    if not examples:
        reading.complain(
            label.line,
            "cannot tell the input from the output here: put a blank line between them, or "
            "use separate 'Sample Input' and 'Sample Output' headings",
        )
    for number, columns in enumerate(examples):
        line = label.line if number == 0 else label.line + 1 + columns.start
        add_columns(reading, line, label.line, columns)
    return (examples[-1].end if examples else 0) or limit


def _is_one_example(page: Page, label: Label) -> bool:
    """Whether the heading above says that there is one example."""
    above = page.label_above(label)
    text = "" if above is None else page.lines[above.line].strip(" *#_:0123456789").lower()
    return text in ("example", "sample", "пример", "приклад")


def both_below(page: Page, label: Label, output: Label, limit: int) -> Columns | None:
    """Returns the two parts that stand below both headings: in two fences, or in lines that say
    how many they are."""
    if fence_below(page, output) is not None:
        return two_fences(page, output)
    if output.line != label.line + 1:
        return None
    return split_rows(list(page.lines[output.line + 1 : limit]))


def two_fences(page: Page, label: Label) -> Columns | None:
    """Returns what is between the fences below a heading when they are two."""
    first = fence_below(page, label)
    second = None if first is None else next_fence(page, first.closing + 1)
    if first is None or second is None:
        return None
    return Columns(
        list(page.lines[first.opening + 1 : first.closing]),
        list(page.lines[second.opening + 1 : second.closing]),
        end=second.closing + 1,
    )


def add_columns(reading: Reading, line: int, output_line: int, columns: Columns) -> None:
    """Adds the example whose headings stand on these lines."""
    if columns.why:
        reading.complain(line, columns.why, guess=True)
    start = output_line + 1 + columns.start
    reading.drafts.append(
        Draft(
            line,
            Part(line, columns.left, start, True),
            Part(output_line, columns.right, start, columns.certain),
        )
    )
    reading.taken.update(range(line, columns.end or start + columns.lines))
