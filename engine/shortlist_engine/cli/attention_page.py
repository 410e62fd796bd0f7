"""The picture of `shortlist attention` as one HTML file: nothing from elsewhere, light and dark, by
mouse, keyboard and screen reader. Without scripts it shows the program and the statement only."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from shortlist_engine.languages import display_name
from shortlist_engine.problem import Problem, Program
from shortlist_engine.protocol import AttentionMap

MARK = '<meta name="generator" content="shortlist attention">'
"""Tells a page of ours, near its beginning."""
_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_PARTS = 1_000
"""Shares are written as so many parts of the largest of their line; the script knows it too."""


def render_page(problem: Problem, program: Program, origin: str, found: AttentionMap) -> str:
    """Returns the whole page; `origin` says where the program comes from."""
    title = problem.title or "A problem"
    style = (_HERE / "attention_page.css").read_text("utf-8")
    script = (_HERE / "attention_page.js").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{MARK}\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}: what the model reads</title>\n<style>\n{style}</style></head>\n"
        f"<body>\n<header><h1>{escape(title)}</h1>\n"
        "<p>Choose a line of the program: the words that the model reads while it writes that "
        "line are marked in the statement, as it read it. Marked is what the line reads more than "
        "the other lines do; a hint at why it was written, no proof.</p></header>\n"
        f"<main>\n{_program(program, origin, found)}\n{_statement(found)}\n</main>\n"
        f'<script type="application/json" id="shares">{_shares(found)}</script>\n'
        f"<script>\n{script}</script>\n</body></html>\n"
    )


def _program(program: Program, origin: str, found: AttentionMap) -> str:
    rows = []
    for index, (code, line) in enumerate(zip(program.source.split("\n"), found.lines, strict=True)):
        off = "" if line else " disabled"
        if code.strip() or index + 1 < len(found.lines):
            rows.append(
                f'<li><label><input type="radio" name="line" value="{index}"{off}>'
                f"<code>{escape(code) or ' '}</code></label></li>"
            )
    return (
        '<section aria-labelledby="program"><h2 id="program">The program</h2>\n'
        f'<p class="from">{escape(display_name(program.language))}, {escape(origin)}</p>\n'
        f'<fieldset><legend class="unseen">Line of the program</legend>\n'
        f'<ol id="lines">{"".join(rows)}</ol></fieldset>\n'
        '<h2 id="most">Words that it reads most</h2>\n'
        '<ol id="words" aria-live="polite" aria-labelledby="most"></ol></section>'
    )


def _statement(found: AttentionMap) -> str:
    parts, end = [], 0
    for start, stop in found.words:
        parts += [escape(found.text[end:start]), f"<span>{escape(found.text[start:stop])}</span>"]
        end = stop
    parts.append(escape(found.text[end:].rstrip("\n")))
    return (
        '<section><h2 id="read">What the model read</h2>\n'
        f'<div id="text" tabindex="0" role="region" aria-labelledby="read">{"".join(parts)}'
        "</div></section>"
    )


def _shares(found: AttentionMap) -> str:
    """For each line how many parts of the largest share each word has."""
    lines = []
    for line in found.lines:
        most = max(line, default=0.0) or 1.0
        lines.append([round(_PARTS * share / most) for share in line])
    return json.dumps(lines, separators=(",", ":"))
