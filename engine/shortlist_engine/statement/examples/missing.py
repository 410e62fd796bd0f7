"""What is missing of the examples, said in words: a heading without its counterpart, an empty part,
a fence that is not closed."""

from __future__ import annotations

import re

from shortlist_engine.statement.examples.drafts import Draft, Part
from shortlist_engine.statement.examples.fences import unclosed_below
from shortlist_engine.statement.examples.page import Page, text_below
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.labels import Label
from shortlist_engine.statement.prose import is_description, is_prose
from shortlist_engine.statement.types import Issue
from shortlist_engine.statement.vocabulary import NOTHING, fold

_IMAGE = re.compile(r"\s*(?:!\[[^\]]*\]\(|!\[|<image>|<img\b|\[image\])", re.I)


def unclosed_fence(page: Page, reading: Reading) -> list[Issue]:
    """Says which fence below a heading is not closed."""
    for label in reading.tried:
        line = unclosed_below(page, label)
        if line is not None:
            return [
                _warning(line, "this fence is not closed: add a line with ``` below the example")
            ]
    return []


def missing_text(page: Page, drafts: list[Draft]) -> list[Issue]:
    """Says which parts of examples are empty, or images."""
    issues: list[Issue] = []
    no_input = _states_no_input(page)
    for number, draft in enumerate(drafts, 1):
        for part, what in ((draft.input, "input"), (draft.output, "output")):
            text = "\n".join(part.lines).strip()
            if _IMAGE.match(text):
                message = f"the {what} of example {number} is an image: write it as text"
                issues.append(_warning(part.heading, message))
            elif not text and not (what == "input" and no_input):
                written = "expected output" if what == "output" else what
                message = (
                    f"the {what} of example {number} is empty: write the {written} under this "
                    "heading if that is not meant"
                )
                issues.append(_warning(part.heading, message))
            elif what == "output" and (heading := _heading_within(page, part)) is not None:
                message = (
                    f"this line was taken as part of the output of example {number}, and may be "
                    "the heading of what follows: put the output between lines with ```"
                )
                issues.append(Issue(heading, message, "warning", guess=True))
    return issues


def lost_outputs(page: Page, reading: Reading) -> list[Issue]:
    """Says which output headings have no input above."""
    is_lost = _is_lost_output if reading.drafts else _is_sample
    return [
        _warning(
            label.line, "this output has no input: add an 'Input' heading and the input above it"
        )
        for label in page.labels
        if label.kind == "output"
        and label.line not in reading.used
        and is_lost(page, reading, label)
    ]


def missing_numbers(page: Page, reading: Reading) -> list[Issue]:
    """Says which numbers of examples are missing among those that were read."""
    known: set[int] = set()
    for label in page.labels:
        if label.line not in reading.used or label.kind == "output" or label.number is None:
            continue
        before = label.number - 1
        if before > 0 and before not in known:
            return [
                _warning(
                    label.line,
                    f"example {before} was not found above this one: add its headings if it is "
                    "there",
                )
            ]
        known.add(label.number)
    return []


def headings_within(page: Page, reading: Reading) -> list[Issue]:
    """Says which outputs have a heading of an output within, whose input may have lost its own."""
    issues: list[Issue] = []
    for number, draft in enumerate(reading.drafts, 1):
        part = draft.output
        if part.certain:
            continue
        last = part.start + len(part.lines)
        for place in range(page.first_label(part.start), len(page.labels)):
            label = page.labels[place]
            if label.line >= last:
                break
            if label.kind == "output" and label.style in reading.outputs and label.text is None:
                issues.append(
                    Issue(
                        label.line,
                        f"this line was taken as part of the output of example {number}: if it is "
                        "a heading, add an 'Input' heading above its input; if not, put the output "
                        "between lines with ```",
                        "warning",
                        guess=True,
                    )
                )
                break
    return issues


def lost_inputs(page: Page, reading: Reading) -> list[Issue]:
    """Says which input headings, made as those of the examples, have no output below."""
    return [
        _warning(
            label.line,
            "this input has no output: add an 'Output' heading and the expected output below",
        )
        for label in page.labels
        if label.kind == "input"
        and label.line not in reading.used
        and label.style in reading.inputs
        and _is_lost_input(page, reading, label)
    ]


def odd_fence(page: Page, drafts: list[Draft]) -> list[Issue]:
    """Says that a fence is missing near the examples."""
    near = [line for line in page.fences if drafts and line >= drafts[0].line - 3]
    if len(page.fences) % 2 == 0 or not near:
        return []
    last = drafts[-1].output.heading
    return [
        _warning(
            min(near, key=lambda line: abs(line - last)),
            "a line with ``` is missing above or below: add it, so that it is certain what the "
            "example is",
        )
    ]


def nothing_below(label: Label) -> Issue:
    """Says that a heading "Example" has no parts."""
    return _warning(
        label.line,
        "no input and output under this heading: write 'Input' and 'Output' above the example's "
        "two parts",
    )


def _warning(line: int, message: str) -> Issue:
    return Issue(line, message, "warning")


def _heading_within(page: Page, part: Part) -> int | None:
    """The line of the heading of a section that stands alone at the top of a part, or ends it."""
    filled = [i for i, line in enumerate(part.lines) if line.strip()]
    if not filled or part.certain:
        return None
    alone = filled[0] + 1 not in filled[1:2]
    for at in (*filled[: int(alone)], filled[-1]):
        label = page.label_on(part.start + at)
        if label is not None and label.kind == "end":
            return label.line
    return None


def _states_no_input(page: Page) -> bool:
    return any(
        label.kind == "input"
        and not label.explicit
        and fold(text_below(page, label)).strip(" .。!*_-") in NOTHING
        for label in page.labels
    )


def _is_sample(page: Page, reading: Reading, label: Label) -> bool:
    """Whether the heading by itself says that an output of an example stands below it."""
    return label.explicit and label.text is None


def _is_lost_output(page: Page, reading: Reading, label: Label) -> bool:
    if label.style not in reading.outputs and (
        label.line in reading.taken or not _is_sample(page, reading, label)
    ):
        return False
    if not label.explicit and label.line in reading.taken:
        return False
    if not label.explicit and is_description(text_below(page, label)):
        outputs = (draft.output.lines for draft in reading.drafts)
        if not any(is_description(line) for lines in outputs for line in lines[:1]):
            return False
    above = page.label_above(label)
    return (
        label.line >= reading.drafts[0].line
        or label.explicit
        or bool(label.text)
        or (above is not None and above.kind == "example")
    )


def _is_lost_input(page: Page, reading: Reading, label: Label) -> bool:
    above = page.label_above(label)
    named = above is not None and above.kind == "example"
    if label.line in reading.taken or not (label.text or named):
        return False
    return not (label.text and is_prose(label.text))
