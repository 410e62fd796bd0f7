"""Rules of Java, Go and Rust."""

from __future__ import annotations

import re

from shortlist_engine.assist.lexing.piece import Kind, Piece, Rule, Unclear, line_of, text_rule
from shortlist_engine.assist.lexing.shared import (
    block_comment,
    double,
    line_comment,
    no_open_string,
    single,
    space,
)

_text_block = text_rule(r'"""(?:[^\\]|\\.)*?"""', re.S)
_go_raw = text_rule(r"`[^`]*`")
_rust_raw = text_rule(r'\b[bc]?r(?P<marks>#*)".*?"(?P=marks)', re.S)
_rust_string = text_rule(r'[bc]?"(?:[^"\\]|\\.)*"', re.S)
_rust_character = text_rule(r"b?'(?:[^'\\\n]|\\(?:u\{[^}\n]*\}|x..|.))'")
_LIFETIME = re.compile(r"'[^\W\d]\w*")


def _lifetime(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = _LIFETIME.match(source, at)
    return ("code", found.end()) if found else None


def _nested_block(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if not source.startswith("/*", at):
        return None
    depth, end = 0, at
    for found in re.compile(r"/\*|\*/").finditer(source, at):
        if found.start() < end:
            continue
        depth += 1 if found[0] == "/*" else -1
        end = found.end()
        if depth == 0:
            return "block comment", end
    raise Unclear(f"the comment at line {line_of(source, at)} has no end")


JAVA: tuple[Rule, ...] = (
    space, line_comment, block_comment, _text_block, double, single, no_open_string,
)  # fmt: skip
GO: tuple[Rule, ...] = (
    space, line_comment, block_comment, double, single, _go_raw, no_open_string,
)  # fmt: skip
RUST: tuple[Rule, ...] = (
    space, line_comment, _nested_block, _rust_raw, _rust_string, _rust_character, _lifetime,
    no_open_string,
)  # fmt: skip
