"""Which headings begin an example, and which end the part above them."""

from __future__ import annotations

from shortlist_engine.statement.examples.fences import closes_above, fence_below
from shortlist_engine.statement.examples.page import (
    Page,
    leads_to_output,
    part_heading_below,
    starts_paragraph,
    text_below,
)
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.labels import FILES, Label
from shortlist_engine.statement.marks import is_fence
from shortlist_engine.statement.prose import is_description, is_prose, kinds


def begins_example(page: Page, reading: Reading, label: Label) -> bool:
    """Says whether an example begins at this heading of a part: its words say so, or earlier
    examples began so."""
    if label.explicit:
        return True
    if label.style not in reading.inputs:
        return False
    below = text_below(page, label)
    if not below or not leads_to_output(page, label):
        return False
    return not (is_prose(below) if label.text else is_description(below))


def continues_run(label: Label, head: Label) -> bool:
    """Says whether the next example of the run that began at `head` begins at this heading."""
    if label.kind in ("side", "pair"):
        return label.style in ("side", head.style) or label.kind == "pair"
    return label.kind == "input" and (
        label.explicit or label.style == head.style or plain(label.style) == plain(head.style)
    )


def begins_another(page: Page, reading: Reading, label: Label, other: Label, style: str) -> bool:
    """Says whether an example begins at `other`, so that the output of the input at `label` stands
    above it. `style` is that of inputs here."""
    if other.kind == "example":
        return leads_to_example(page, reading, other, style)
    return (
        other.kind == "input"
        and other.style == style
        and (
            label.explicit
            or bool(label.text)
            or any(page.lines[line].strip() for line in range(label.line + 1, other.line))
        )
    )


def leads_to_example(page: Page, reading: Reading, label: Label, style: str) -> bool:
    """Says whether an example stands below a heading "Example"."""
    below = part_heading_below(page, label.line + 1)
    return below is not None and (
        below.kind in ("side", "pair")
        or (below.kind == "input" and (below.style == style or below.explicit))
        or (below.kind == "output" and below.style in reading.outputs)
    )


def limit_of_output(page: Page, reading: Reading, label: Label, style: str) -> int:
    """Returns the first line below the heading of an output that can no longer belong to it.
    `style` is that of the headings of inputs here."""
    fence = fence_below(page, label)
    if fence is not None:
        return fence.closing + 1
    limit = next(
        (
            other.line
            for other in page.labels_below(label)
            if _ends_output(page, reading, other, label, style)
        ),
        len(page.lines),
    )
    closed = closes_above(page, label, limit)
    return limit if closed is None else closed


def plain(style: str) -> str:
    """Returns the style without case and copy button."""
    return style.lower().removeprefix("lower ").removeprefix("upper ").removesuffix(" copy")


def _ends_output(page: Page, reading: Reading, other: Label, label: Label, style: str) -> bool:
    match other.kind:
        case "side":
            return other.style != FILES or FILES in reading.inputs
        case "pair":
            return other.explicit or bool(reading.inputs)
        case "input":
            return other.style == style or other.explicit or _is_described(page, other)
        case "output":
            return other.style == label.style and _has_lost_its_input(page, other)
        case "example":
            return leads_to_example(page, reading, other, style) or _is_section(page, other, label)
        case "end":
            return _is_section(page, other, label)


def _has_lost_its_input(page: Page, label: Label) -> bool:
    """Whether this second output heading of the same make is one whose input heading is missing,
    and no data: it has a number or a colon, or stands like a heading."""
    return (
        label.explicit
        or label.style.rstrip().endswith((":", "copy"))
        or starts_paragraph(page, label)
        or "lower" in label.style
    )


def _is_described(page: Page, label: Label) -> bool:
    """Whether it is a heading "Input" with a description below: that of a second problem."""
    return starts_paragraph(page, label) and is_prose(text_below(page, label))


def _is_section(page: Page, label: Label, output: Label) -> bool:
    """Whether a heading word stands like a section: below an output it may be data as well."""
    text = page.lines[label.line]
    if label.style == "end" or ":" in label.style:
        return True
    core = text.strip(" \t#*_=-~>[]【").strip()
    if core[:1].islower() and not text.lstrip().startswith(("--", "==", "#", "**", "~~")):
        return False
    decorated = text.lstrip()[:1] in tuple("#*=-~[【") or is_fence(page.lines[label.line - 1])
    below = label.line + 1
    while below < len(page.lines) and not page.lines[below].strip():
        below += 1
    if label.line == output.line + 1 and not decorated:
        # Where the output should be, a single word is rather the output.
        return below < len(page.lines) and is_prose(page.lines[below])
    apart = below > label.line + 1 or below == len(page.lines)
    if starts_paragraph(page, label) or decorated or apart:
        return True
    following = page.label_on(below)
    if (following is not None and following.kind == "end") or is_prose(page.lines[below]):
        return True
    # Right between other lines: a word among words may be data, among numbers it is none.
    return not kinds(core) <= kinds(page.lines[label.line - 1])
