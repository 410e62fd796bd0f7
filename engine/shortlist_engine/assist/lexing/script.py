"""Rules of JavaScript."""

from __future__ import annotations

import re

from shortlist_engine.assist.lexing.piece import (
    Kind,
    Piece,
    Rule,
    Unclear,
    line_of,
    next_piece,
)
from shortlist_engine.assist.lexing.shared import (
    block_comment,
    double,
    line_comment,
    no_open_string,
    single,
    space,
)

_BEFORE_REGEX = frozenset(
    {"return", "typeof", "case", "in", "delete", "void", "throw", "new", "else", "do"}
    | {"instanceof"}
)
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[A-Za-z]*")
_PERHAPS = frozenset({"of", "yield", "await", "async", "default", "extends", "let", "static"})
"""Words that may also be names, or stand before a value only sometimes."""
_MARKS = re.compile(r"[\"'`]|//|/\*")
_LAST_WORD = re.compile(r"[\w$]+\Z")


def _regex(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A regular expression stands where a value may begin, a division behind one. Where either may
    be, all of its characters count, and it is refused if the two readings differ in what is a
    comment."""
    if source[at] != "/" or source.startswith(("//", "/*"), at):
        return None
    found = _REGEX.match(source, at)
    if found is None:
        return None
    there = (each for each in reversed(before) if each.kind in ("code", "text"))
    piece, ahead = next(there, None), next(there, None)
    if piece is None:
        return "text", found.end()
    last = piece.text
    word = _LAST_WORD.search(last)
    either = last[-1] in ")}." or last.endswith(("++", "--"))
    if piece.kind == "text":
        either = last[0] == "/"  # which may have been two divisions
        if not either:
            return None  # a string is divided, or joined
    elif word is not None:
        owner = last[: word.start()] or (ahead.text if ahead is not None else "")
        if owner.endswith(".") or word[0] not in _BEFORE_REGEX | _PERHAPS:
            return None
        either = word[0] in _PERHAPS
    elif last[-1] == "]":
        return None
    if either and _MARKS.search(found[0]):
        raise Unclear(f"line {line_of(source, at)} may divide, or hold a regular expression")
    return "text", found.end()


def _template(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A template is one piece with all that stands in it; comments inside are part of it."""
    if source[at] != "`":
        return None
    return "text", _template_end(source, at)


def _template_end(source: str, at: int) -> int:
    begun, at = at, at + 1
    while at < len(source):
        if source[at] == "\\":
            at += 2
        elif source[at] == "`":
            return at + 1
        elif source.startswith("${", at):
            at = _hole_end(source, at + 2)
        else:
            at += 1
    raise Unclear(f"the template at line {line_of(source, begun)} has no end")


def _hole_end(source: str, at: int) -> int:
    depth = 1
    inside: list[Piece] = []
    while at < len(source):
        kind, end = next_piece(source, at, SCRIPT, inside)
        inside.append(Piece(kind, at, source[at:end]))
        if kind == "code":
            depth += source[at:end].count("{") - source[at:end].count("}")
            if depth == 0:
                return end
        at = end
    raise Unclear(f"the template near line {line_of(source, at)} has no end")


def _begins_line(before: list[Piece]) -> bool:
    """Whether only comments and white space stand before on the line, as the language sees it."""
    for piece in reversed(before):
        if piece.kind in ("code", "text"):
            return False
        if piece.kind != "line comment" and "\n" in piece.text:
            return True
    return True


def _html(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if source.startswith("<!--", at) or (source.startswith("-->", at) and _begins_line(before)):
        raise Unclear(f"line {line_of(source, at)} holds a comment mark of HTML")
    return None


def _hashbang(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if at or not source.startswith("#!"):
        return None
    end = source.find("\n")
    return "text", len(source) if end < 0 else end


SCRIPT: tuple[Rule, ...] = (
    _hashbang, space, _html, line_comment, block_comment, _regex, _template, double, single,
    no_open_string,
)  # fmt: skip
