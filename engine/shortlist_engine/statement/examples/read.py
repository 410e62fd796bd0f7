"""Reads the examples of a statement, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.problem import Example
from shortlist_engine.statement.examples.drafts import Draft
from shortlist_engine.statement.examples.headed import read_headed
from shortlist_engine.statement.examples.missing import (
    headings_within,
    lost_inputs,
    lost_outputs,
    missing_numbers,
    missing_text,
    nothing_below,
    odd_fence,
    unclosed_fence,
)
from shortlist_engine.statement.examples.page import Page, read_page
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.examples.together import settle
from shortlist_engine.statement.examples.unheaded import read_above_first, read_unheaded
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.lines import join_example
from shortlist_engine.statement.marks import is_fence
from shortlist_engine.statement.types import Issue


@dataclass(frozen=True)
class Found:
    """Holds examples with the lines at which they begin, the lines that they take up, and what was
    wrong. `explicit` says that headings named them as examples; `outputs_only` that there is an
    output without any input, and nothing else."""

    examples: tuple[Example, ...]
    lines: tuple[int, ...]
    taken: frozenset[int]
    issues: tuple[Issue, ...]
    explicit: bool
    outputs_only: bool
    labels: tuple[Label, ...]


def read_examples(lines: tuple[str, ...]) -> Found:
    """Returns all examples of a statement given line by line. Lines in the result are relative."""
    page, reading = read_page(lines), Reading()
    bare = read_headed(page, reading)
    if reading.drafts:
        read_above_first(page, reading)
    elif not reading.issues:
        read_unheaded(page, reading)
    drafts, issues = reading.drafts, reading.issues
    issues += unclosed_fence(page, reading)
    issues += settle(page, drafts)
    issues += missing_text(page, drafts)
    reading.taken.update(line for draft in drafts for line in _lines_of(page, draft))
    lost = lost_outputs(page, reading)
    outputs_only = not drafts and not issues and len(lost) == 1
    issues += lost
    issues += headings_within(page, reading)
    if not issues:
        issues += missing_numbers(page, reading)
    issues += lost_inputs(page, reading)
    if not any("fence" in issue.message for issue in issues):
        issues += odd_fence(page, drafts)
    if not drafts and not issues and bare is not None:
        issues.append(nothing_below(bare))
    return Found(
        tuple(
            Example(join_example(draft.input.lines), join_example(draft.output.lines))
            for draft in drafts
        ),
        tuple(draft.line for draft in drafts),
        frozenset(reading.taken),
        tuple(sorted(issues, key=lambda issue: issue.line)),
        reading.explicit or (not drafts and bool(lost)),
        outputs_only,
        page.labels,
    )


def _lines_of(page: Page, draft: Draft) -> set[int]:
    """The lines that an example takes up, with its headings and fences."""
    found: set[int] = set()
    for part in (draft.input, draft.output):
        last = part.start + len(part.lines)
        if part.certain and not part.inline and last < len(page.lines):
            last += is_fence(page.lines[last])
        found.update(range(part.heading, last))
    return found
