"""HTML and tables, as pages and Markdown files have them, to plain lines that are read like any
others."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.statement.marks import is_fence
from shortlist_engine.statement.plain import FENCE, Plain
from shortlist_engine.statement.tables import add_markdown_table, first_row
from shortlist_engine.statement.tags import add_html, has_tags, tags_in_data
from shortlist_engine.statement.types import Issue

_TAGS_ARE_DATA = (
    "the tags from here on were taken as data of the examples, since there are none above: if the "
    "page wrote them, leave them out"
)


def has_markup(text: str) -> bool:
    """Says whether a text may have anything to make plain."""
    return has_tags(text) or ("|" in text and "--" in text)


def to_plain(lines: Sequence[str]) -> Plain:
    """Returns the lines without markup; between fences everything stays as it stands."""
    found = Plain()
    data = tags_in_data(lines) if has_tags("\n".join(lines)) else None
    if data is not None:
        found.issues.append(Issue(data, _TAGS_ARE_DATA, "warning", True))
    part: list[str] = []
    fenced, start, number = False, 0, 0
    while number < len(lines):
        line = lines[number]
        if line.lstrip()[:3] in (FENCE, "~~~") and is_fence(line):
            _add(part, start, found, data)
            part, fenced = [], not fenced
            found.add(line, number)
        elif fenced:
            found.add(line, number)
        elif "|" in line and number + 1 < len(lines) and (rule := first_row(lines, number)):
            _add(part, start, found, data)
            part = []
            number = add_markdown_table(lines, number, rule, found)
            continue
        else:
            if not part:
                start = number
            part.append(line)
        number += 1
    _add(part, start, found, data)
    return found


def _add(part: list[str], start: int, found: Plain, data: int | None) -> None:
    if data is None:
        add_html(part, start, found)
        return
    for offset, line in enumerate(part):
        found.add(line, start + offset)
