"""Rules of C and C++. A preprocessor reads a source before anybody else does, and what it can make
of comment marks, such as to cut one in two, is refused."""

from __future__ import annotations

import re

from shortlist_engine.assist.lexing.piece import Kind, Piece, Rule, Unclear, line_of, text_rule
from shortlist_engine.assist.lexing.shared import block_comment, space

# Compilers take a backslash for one that ends its line also when blanks follow.
_BLANK = r"[ \t\v\f]*"
_SPLICE = re.compile(rf"(?:\\{_BLANK}\n)+")
_CUT_END = re.compile(rf"\*(?:\\{_BLANK}\n)+/")
_ESCAPE = rf"\\(?:{_BLANK}\n|.)"
_string = text_rule(rf'(?:u8|[uUL])?"(?:[^"\\\n]|{_ESCAPE})*(?:"|(?=\n|\Z))')
_character = text_rule(rf"'(?:[^'\\\n]|{_ESCAPE})*(?:'|(?=\n|\Z))")
# A number may hold ' between its digits, and is one piece whatever it holds.
_number = text_rule(r"\.?\d(?:'?[\w]|[eEpP][+-]|\.)*")
_raw = text_rule(r'(?:u8|[uUL])?R"(?P<mark>[^\s()\\"]{0,16})\(.*?\)(?P=mark)"', re.S)
_RAW_OPEN = re.compile(r'(?:u8|[uUL])?R"')
_WORD = re.compile(r"[^\W\d]\w*")
_INCLUDE = re.compile(r"[ \t]*#[ \t]*include(?:_next)?[ \t]*<[^>\n]*>")
_WORDS = re.compile(r"[ \t]*#[ \t]*(?:error|warning|pragma|ident)\b[^\n]*")
_DIRECTIVE = re.compile(rf"(?:\\{_BLANK}\n|[^\n])*")
_NAMES_HEADER = re.compile(r"\b(?:include\w*|import|embed|__has_\w+)\b")
_ODD_HEADER = re.compile(r"<[^>\n]*(?://|/\*)[^>\n]*>")


def _splice(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A line that goes on in the next one. It is kept as code, so that it stays where it is."""
    found = _SPLICE.match(source, at)
    if found is None:
        return None
    if source[at - 1 : at] == "R" and source.startswith('"', found.end()):
        raise Unclear(f"line {line_of(source, at)} cuts the mark of a raw string in two")
    return "code", found.end()


def _line_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """It goes on behind a backslash at the end of its line."""
    if source[at] != "/":
        return None
    cut = _SPLICE.match(source, at + 1)
    if cut is not None and source[cut.end() : cut.end() + 1] in ("/", "*"):
        raise Unclear(f"line {line_of(source, at)} cuts a comment mark in two")
    if not source.startswith("//", at):
        return None
    end = at
    while True:
        end = source.find("\n", end)
        if end < 0:
            return "line comment", len(source)
        if not source[at:end].rstrip(" \t\v\f").endswith("\\"):
            return "line comment", end
        end += 1


def _block_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = block_comment(source, at, before)
    if found is not None and _CUT_END.search(source, at, found[1]):
        raise Unclear(f"the comment at line {line_of(source, at)} has its end cut in two")
    return found


def _directive(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """The name of a header, which may look like a comment, and words for people."""
    if not source.startswith(("#", "%:"), at) or _has_code(before):
        return None
    if source[at] == "%":
        raise Unclear(f"line {line_of(source, at)} writes # as %:")
    if found := _INCLUDE.match(source, at):
        return "text", found.end()
    if words := _WORDS.match(source, at):
        if re.search(rf"//|/\*|\\{_BLANK}\Z", words[0]):
            raise Unclear(f"the directive at line {line_of(source, at)} holds a comment mark")
        return "text", words.end()
    line = _DIRECTIVE.match(source, at)
    joined = _SPLICE.sub("", line[0]) if line else ""
    if _NAMES_HEADER.search(joined) and _ODD_HEADER.search(joined):
        raise Unclear(f"the directive at line {line_of(source, at)} holds a comment mark")
    return None


def _has_code(before: list[Piece]) -> bool:
    """Whether there is code before, on the same line."""
    for piece in reversed(before):
        if piece.kind in ("code", "text"):
            return True
        if piece.kind == "space" and "\n" in piece.text:
            return False
    return False


def _unended_raw(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if _RAW_OPEN.match(source, at):
        raise Unclear(f"the raw string at line {line_of(source, at)} has no end")
    return None


def _raw_in_c(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if _RAW_OPEN.match(source, at):
        raise Unclear(f"line {line_of(source, at)} has a raw string, which not every C knows")
    return None


def _word(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = _WORD.match(source, at)
    return ("code", found.end()) if found else None


_FIRST: tuple[Rule, ...] = (_splice, space, _line_comment, _block_comment, _directive)
_LAST: tuple[Rule, ...] = (_string, _character, _number, _word)
C: tuple[Rule, ...] = (*_FIRST, _raw_in_c, *_LAST)
CPP: tuple[Rule, ...] = (*_FIRST, _raw, _unended_raw, *_LAST)
