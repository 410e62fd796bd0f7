"""What is decided of all examples together: where their outputs end, which margin is the page's,
whether blank lines are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shortlist_engine.statement.examples.drafts import Draft
from shortlist_engine.statement.examples.extent import find_extents
from shortlist_engine.statement.examples.page import Page
from shortlist_engine.statement.lines import common_margin, join_example
from shortlist_engine.statement.types import Issue

_QUOTE = re.compile(r"[ \t]*>(?: |$)")
_CODE = re.compile(r"[ \t]*`(?P<code>[^`]+)`[ \t]*")


def settle(page: Page, drafts: Sequence[Draft]) -> list[Issue]:
    """Settles what the examples are, each by how the others look; returns what was guessed."""
    if not drafts:
        return []
    last = drafts[-1].output
    end = last.start + len(last.lines)
    below = page.label_on(end)
    # A foot such as "Author: ..." ends the page, not what is printed.
    is_open = end >= len(page.lines) or (below is not None and below.style == "end")
    guesses = _end_outputs(drafts, page.lines[: drafts[0].line], is_open)
    _unquote(drafts)
    _dedent(drafts, page.lines, fenced=bool(page.fences))
    return guesses + _single_space(drafts)


def _end_outputs(drafts: Sequence[Draft], statement: Sequence[str], is_open: bool) -> list[Issue]:
    """Ends the outputs of which it is not certain where their explanations begin. `statement` has
    the lines above the first example; `is_open` says that no heading ends the last one."""
    issues: list[Issue] = []
    extents = find_extents(
        [draft.output.lines for draft in drafts],
        "\n".join(("", *statement, "")),
        [draft.input.lines for draft in drafts],
        is_open,
    )
    for number, (draft, extent) in enumerate(zip(drafts, extents, strict=True), 1):
        part = draft.output
        if part.certain:
            continue
        if extent.why and extent.end < len(part.lines):
            issues.append(
                _guess(
                    part.start + extent.end,
                    f"from here on it was taken as no part of the output of example {number}, "
                    f"since {extent.why}: write 'Explanation' above it, or put the output between "
                    "lines with ```",
                )
            )
        elif extent.why:
            issues.append(
                _guess(
                    part.heading,
                    f"the output of example {number} may be an explanation: {extent.why}. Put it "
                    "between lines with ``` if it is the output",
                )
            )
        kept = part.lines[: extent.end]
        while kept and not kept[-1].strip():
            kept.pop()
        draft.output = replace(part, lines=kept)
    return issues


def _unquote(drafts: Sequence[Draft]) -> None:
    """Takes off what Markdown marks data by: `code` in backticks where every line of a part is,
    and the signs of quotes where every part has them."""
    parts = [part for draft in drafts for part in (draft.input, draft.output)]
    filled = [[line for line in part.lines if line.strip()] for part in parts]
    quoted = all(_QUOTE.match(line) for lines in filled for line in lines)
    for part, lines in zip(parts, filled, strict=True):
        if part.certain and not part.inline:
            continue
        if quoted:
            part.lines = [_QUOTE.sub("", line, count=1) for line in part.lines]
        elif lines and all(_CODE.fullmatch(line) for line in lines):
            part.lines = [_CODE.sub(r"\g<code>", line) for line in part.lines]


def _dedent(drafts: Sequence[Draft], lines: Sequence[str], fenced: bool) -> None:
    """Takes off the margin that examples share with their headings, and what they stand further
    in than these, as Markdown writes code."""
    parts = [part for draft in drafts for part in (draft.input, draft.output)]
    if any(part.inline for part in parts):
        return
    margin = common_margin([line for part in parts for line in part.lines])
    width = len(common_margin([f"{margin}.", *(lines[part.heading] for part in parts)]))
    further = margin[width:]
    if not fenced and further.startswith(("    ", "\t")):
        width += 4 if further.startswith("    ") else 1
    for part in parts:
        part.lines = [line[width:] if line.strip() else line for line in part.lines]


def _single_space(drafts: Sequence[Draft]) -> list[Issue]:
    """Takes out the blank lines of inputs of which every line has one below, as pages with a
    paragraph for each line are copied. Where outputs have blank lines too they are meant, as in
    the talk of an interactive problem."""
    inputs = [draft.input for draft in drafts]
    texts = [join_example(part.lines).rstrip("\n").split("\n") for part in inputs]
    if any(part.certain for part in inputs) or max(map(len, texts)) < 7:
        return []
    outputs = (join_example(draft.output.lines) for draft in drafts)
    if not all(map(_is_double_spaced, texts)) or any("\n\n" in text for text in outputs):
        return []
    for part, text in zip(inputs, texts, strict=True):
        part.lines = text[::2]
    long = next(part for part, text in zip(inputs, texts, strict=True) if len(text) > 1)
    return [
        _guess(
            long.heading,
            "every second line of the input is blank: these lines were left out. Put it between "
            "lines with ``` if they belong to it",
        )
    ]


def _guess(line: int, message: str) -> Issue:
    return Issue(line, message, "warning", True)


def _is_double_spaced(lines: list[str]) -> bool:
    return all(bool(line.strip()) == (place % 2 == 0) for place, line in enumerate(lines))
