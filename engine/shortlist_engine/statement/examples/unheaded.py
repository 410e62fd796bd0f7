"""Parts that are examples though no heading says so: they hold data."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import islice, pairwise

from shortlist_engine.statement.examples.borders import limit_of_output
from shortlist_engine.statement.examples.drafts import Draft, draft_of_pair, part_below
from shortlist_engine.statement.examples.extent import find_extents
from shortlist_engine.statement.examples.fences import fence_below
from shortlist_engine.statement.examples.page import Page, text_below
from shortlist_engine.statement.examples.reading import Reading
from shortlist_engine.statement.examples.stacked import read_stacked
from shortlist_engine.statement.file_names import names_file
from shortlist_engine.statement.labels import Label, counterpart
from shortlist_engine.statement.lines import is_data
from shortlist_engine.statement.prose import is_description, is_prose, kinds

# How many headings below an input its output may be.
_REACH = 8


def read_unheaded(page: Page, reading: Reading) -> None:
    """Reads "Input" and "Output" whose contents are data, when nothing is headed as an example."""
    done = 0
    for label in page.labels:
        if label.line < done:
            continue
        if label.kind == "pair" and not is_prose(label.text or ""):
            reading.drafts.append(draft_of_pair(label))
        elif label.kind == "input":
            done = _read_data(page, reading, label) or done


def read_above_first(page: Page, reading: Reading) -> None:
    """Reads parts made as the examples are, that stand above the first one and hold such data: the
    heading of an example is missing there, or they are sections of the statement."""
    first = reading.drafts[0]
    known = frozenset[str]().union(
        *(kinds(line) for draft in reading.drafts for line in draft.input.lines)
    )
    answers = {_first_text(draft.output.lines) for draft in reading.drafts}
    for label, output in pairwise(page.labels):
        if label.line >= first.line:
            break
        if label.kind != "input" or label.explicit or label.style not in reading.inputs:
            continue
        if output.kind != "output":
            continue
        reading.tried.append(label)
        above = part_below(page, label, output.line)
        filled = [line for line in above.lines if line.strip()]
        if not (filled or fence_below(page, output)):
            continue
        if first.input.certain and filled and not above.certain:
            continue  # examples are fenced, so this is a description
        answer = text_below(page, output).strip()
        if (filled and _is_answer(answer, answers)) or _is_like_inputs(filled, known):
            reading.used.add(label.line)
            read_stacked(page, reading, label, label.style, counterpart(label.style))
    reading.drafts.sort(key=lambda draft: draft.line)


def _is_like_inputs(lines: Sequence[str], known: Set[str]) -> bool:
    """Whether the lines are data, of the kinds that the inputs are made of."""
    if not is_data(lines) or any(map(is_prose, lines)):
        return False
    return any(map(_has_digit, lines)) or not any(kinds(line) - known for line in lines)


def _is_answer(text: str, answers: Set[str]) -> bool:
    """Whether it is one of the outputs, or a number, as all of them are."""
    return text in answers or all(kinds(each) == {"9"} for each in (text, *answers))


def _first_text(lines: Sequence[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")


def _read_data(page: Page, reading: Reading, label: Label) -> int | None:
    """Reads the example at this heading; returns the line below it, None when there is none."""
    near = islice(page.labels_below(label), _REACH)
    output = next((each for each in near if each.kind in ("input", "output")), None)
    if output is None or output.kind != "output" or names_file(label.text or ""):
        return None
    reading.tried.append(label)
    above = part_below(page, label, output.line)
    body = above.lines
    if not any(text.strip() for text in body) or any(map(is_description, body)):
        return None
    reading.tried.append(output)
    limit = limit_of_output(page, reading, output, label.style)
    below = part_below(page, output, limit)
    answer = below.lines[: find_extents([below.lines], "")[0].end]
    if any(map(is_description, answer)) or not is_data(body + answer):
        return None
    reading.used |= {label.line, output.line}
    reading.outputs.add(output.style)
    reading.drafts.append(Draft(label.line, above, below))
    return max(below.start + len(below.lines), limit)


def _has_digit(line: str) -> bool:
    return any(letter.isdigit() for letter in line)
