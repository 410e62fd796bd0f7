"""Comments and empty lines."""

from __future__ import annotations

import io
import random
import re
import tokenize

from shortlist_engine.training.rewriting.python.program import Made, Program


def without_comments(program: Program, _: random.Random) -> Made | None:
    """Takes comments out, and all but one of empty lines in a row; lines in a string stay."""
    lines: list[str | None] = list(program.source.split("\n"))
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(program.source).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    within: set[int] = set()  # rows that begin inside of a token: a string's
    for token in tokens:
        row, column = token.start
        line = lines[row - 1]
        if token.type == tokenize.COMMENT and line is not None:
            lines[row - 1] = line[:column].rstrip() or None
        elif token.type not in (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER):
            within |= set(range(row + 1, token.end[0] + 1))
    kept: list[str] = []
    for row, each in enumerate(lines, 1):
        if each is None or (not each.strip() and row not in within and kept and not kept[-1]):
            continue
        kept.append(each if row in within or each.strip() else "")
    source = "\n".join(kept)
    return Made(re.sub(r"\A\n+|\n+\Z", "", source) + "\n", program.tree)
