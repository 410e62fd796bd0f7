"""Reading a whole source: its pieces, and its code without comments."""

from __future__ import annotations

import re

from shortlist_engine.assist.lexing.c_family import CPP, C
from shortlist_engine.assist.lexing.others import GO, JAVA, RUST
from shortlist_engine.assist.lexing.piece import Piece, Rule, Unclear, line_of, next_piece
from shortlist_engine.assist.lexing.script import SCRIPT

_RULES: dict[str, tuple[Rule, ...]] = {
    "c": C,
    "cpp": CPP,
    "java": JAVA,
    "javascript": SCRIPT,
    "go": GO,
    "rust": RUST,
}
_LINES_MATTER = ("javascript", "go")
"""Languages in which a comment over several lines ends a line."""
# What some readers of a language take for another character, or for the end of a line.
_TRIGRAPH = re.compile(r"\?\?[/=']")
_ODD = {
    "c": _TRIGRAPH,
    "cpp": _TRIGRAPH,
    "java": re.compile(r"(?<!\\)(?:\\\\)*\\u+00(?:0[aAdD]|2[27aAfF]|5[cC])"),
    "javascript": re.compile("[\u2028\u2029]"),
}


def pieces(source: str, language: str) -> list[Piece]:
    """Returns what a source consists of, in order; together the pieces are the whole source. Line
    ends are line feeds. Raises Unclear, and KeyError for a language that is not known."""
    rules = _RULES[language]
    _refuse_odd(source, language)
    found: list[Piece] = []
    at = 0
    while at < len(source):
        kind, end = next_piece(source, at, rules, found)
        if end <= at:
            raise Unclear(f"line {line_of(source, at)} cannot be read")
        if kind in ("code", "space") and found and found[-1].kind == kind:
            last = found.pop()
            found.append(Piece(kind, last.start, source[last.start : end]))
        else:
            found.append(Piece(kind, at, source[at:end]))
        at = end
    return found


def known(language: str) -> bool:
    """Says whether sources in the language can be read."""
    return language in _RULES


def plain_code(source: str, language: str) -> str:
    """Returns the code of a source: comments are left out, and white space counts only by whether
    there is any and whether it has a line end, which is what it means in these languages. Comments
    that a compiler obeys count as code. Raises Unclear."""
    # What stands above `import "C"` is a program in C.
    cgo = language == "go" and _CGO.search(source) is not None
    parts: list[str] = []
    gap = ""  # white space and comments since the last code
    for piece in pieces(source, language):
        obeyed = piece.comment and (_is_obeyed(piece, language) or cgo)
        if piece.kind in ("code", "text") or obeyed:
            parts += [_gap(gap), piece.text]
            gap = "\n" if obeyed and piece.kind == "line comment" else ""
        elif piece.comment:
            # A line comment ends before its line feed, which follows as white space. In C a
            # comment is a space, also one over several lines in a directive.
            ends_line = language in _LINES_MATTER and piece.kind == "block comment"
            gap += "\n" if ends_line and "\n" in piece.text else " "
        else:
            gap += piece.text
    return "".join(parts).strip()


def _gap(text: str) -> str:
    return "\n" if "\n" in text else " " if text else ""


def _refuse_odd(source: str, language: str) -> None:
    if "\r" in source.replace("\r\n", "\n"):
        at = re.search(r"\r(?!\n)", source)
        raise Unclear(
            f"line {line_of(source, at.start() if at else 0)} has a carriage return in it"
        )
    if (odd := _ODD.get(language)) and (found := odd.search(source)):
        line, mark = line_of(source, found.start()), found[0].encode("ascii", "backslashreplace")
        raise Unclear(f"line {line} has {mark.decode()}, which may be read as a mark")


# Comments that are no comments

_GO_DIRECTIVE = re.compile(r"//(?:go:|export\b|line\b|extern\b|\s*\+build\b)|/\*line\b")
_CGO = re.compile(r'^[ \t]*(?:import[ \t(]*)?(?:_[ \t]+)?"C"', re.M)
_RUST_DOCUMENT = re.compile(r"///(?!/)|//!|/\*\*(?![*/])|/\*!")
_SCRIPT_TOOL = re.compile(r"//[#@]\s*source|//\s*@ts-|/\*\s*@ts-")
_JAVA_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u")


def _is_obeyed(piece: Piece, language: str) -> bool:
    if language == "go":
        return _GO_DIRECTIVE.match(piece.text) is not None
    if language == "rust":  # an attribute, which may not stand everywhere
        return _RUST_DOCUMENT.match(piece.text) is not None
    if language == "javascript":
        return _SCRIPT_TOOL.match(piece.text) is not None
    # Java reads escapes before anything else, and refuses those that are none.
    return language == "java" and _JAVA_ESCAPE.search(piece.text) is not None
