"""HTML and tables, as pages and Markdown files have them, to plain lines that are read like any
others."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.statement.marks import is_fence
from shortlist_engine.statement.plain import FENCE, Plain
from shortlist_engine.statement.tables import add_markdown_table, first_row
from shortlist_engine.statement.tags import add_html, has_tags


def has_markup(text: str) -> bool:
    """Says whether a text may have anything to make plain."""
    return has_tags(text) or ("|" in text and "--" in text)


def to_plain(lines: Sequence[str]) -> Plain:
    """Returns the lines without markup; between fences everything stays as it stands."""
    found = Plain()
    part: list[str] = []
    fenced, start, number = False, 0, 0
    while number < len(lines):
        line = lines[number]
        if line.lstrip()[:3] in (FENCE, "~~~") and is_fence(line):
            add_html(part, start, found)
            part, fenced = [], not fenced
            found.add(line, number)
        elif fenced:
            found.add(line, number)
        elif "|" in line and number + 1 < len(lines) and (rule := first_row(lines, number)):
            add_html(part, start, found)
            part = []
            number = add_markdown_table(lines, number, rule, found)
            continue
        else:
            if not part:
                start = number
            part.append(line)
        number += 1
    add_html(part, start, found)
    return found
