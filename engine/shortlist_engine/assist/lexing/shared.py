"""Rules that several languages share."""

from __future__ import annotations

import re

from shortlist_engine.assist.lexing.piece import Kind, Piece, Unclear, line_of, text_rule

_SPACE = re.compile(r"[ \t\r\n\v\f\ufeff]+")
double = text_rule(r'"(?:[^"\\\n]|\\.)*"', re.S)
single = text_rule(r"'(?:[^'\\\n]|\\.)*'", re.S)


def space(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = _SPACE.match(source, at)
    return ("space", found.end()) if found else None


def line_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if not source.startswith("//", at):
        return None
    end = source.find("\n", at)
    return "line comment", len(source) if end < 0 else end


def block_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if not source.startswith("/*", at):
        return None
    end = source.find("*/", at + 2)
    if end < 0:
        raise Unclear(f"the comment at line {line_of(source, at)} has no end")
    return "block comment", end + 2


def no_open_string(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if source[at] in "\"'`":
        raise Unclear(f"the string at line {line_of(source, at)} has no end")
    return None
