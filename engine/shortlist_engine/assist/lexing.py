"""Where the comments of a program are, and what its code is without them.

For languages with C's comments. It is exact about what decides where a comment begins: strings, raw
and template strings, characters, digit separators, lifetimes, line continuations, names of headers
and regular expressions. Where it cannot be told, that is said and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

_LINES_MATTER = ("javascript", "go")
"""Languages in which a comment over several lines ends a line."""
Kind = Literal["code", "space", "text", "line comment", "block comment"]


class Unclear(ValueError):
    """Says why it cannot be told where the comments of a source are."""


@dataclass(frozen=True)
class Piece:
    """Holds a stretch of a source: `text` is a string, character or regular expression, whose
    characters all count; `space` is white space; `code` is all other code."""

    kind: Kind
    start: int
    text: str

    @property
    def comment(self) -> bool:
        """Says whether it is a comment."""
        return self.kind.endswith("comment")


def pieces(source: str, language: str) -> list[Piece]:
    """Returns what a source consists of, in order; together the pieces are the whole source. Line
    ends are line feeds. Raises Unclear, and KeyError for a language that is not known."""
    found: list[Piece] = []
    at = 0
    rules = _RULES[language]
    while at < len(source):
        kind, end = _next(source, at, rules, found)
        if end <= at:
            raise Unclear(f"line {_line(source, at)} cannot be read")
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
    parts: list[str] = []
    gap = ""  # white space and comments since the last code
    for piece in pieces(source, language):
        obeyed = piece.comment and _is_obeyed(piece, source, language)
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


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


# Comments that are no comments

_GO_DIRECTIVE = re.compile(r"//(?:go:|export\b|line\b|extern\b|\s*\+build\b)|/\*line\b")
_CGO = re.compile(r'\s*import\s+"C"')
_RUST_DOCUMENT = re.compile(r"///(?!/)|//!|/\*\*(?![*/])|/\*!")


def _is_obeyed(piece: Piece, source: str, language: str) -> bool:
    if language == "go":
        if _GO_DIRECTIVE.match(piece.text):
            return True
        return _CGO.match(source, piece.start + len(piece.text)) is not None
    if language == "rust":  # an attribute, which may not stand everywhere
        return _RUST_DOCUMENT.match(piece.text) is not None
    if language in ("javascript", "typescript"):
        return re.match(r"//[#@]\s*source|//\s*@ts-|/\*\s*@ts-", piece.text) is not None
    return False


# Finding the next piece

Rule = Callable[[str, int, list[Piece]], "tuple[Kind, int] | None"]
_SPACE = re.compile(r"[ \t\r\n\v\f\ufeff]+")
_SPLICE = re.compile(r"\\[ \t]*\n")
_WORD = re.compile(r"[^\W\d]\w*|[$@][\w$]*")


def _next(source: str, at: int, rules: tuple[Rule, ...], before: list[Piece]) -> tuple[Kind, int]:
    for rule in rules:
        found = rule(source, at, before)
        if found is not None:
            return found
    word = _WORD.match(source, at)
    return "code", word.end() if word else at + 1


def _space(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = _SPACE.match(source, at)
    return ("space", found.end()) if found else None


def _splice(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A line that goes on in the next one. It is kept as code, so that it stays where it is."""
    found = _SPLICE.match(source, at)
    return ("code", found.end()) if found else None


def _line_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if not source.startswith("//", at):
        return None
    end = source.find("\n", at)
    return "line comment", len(source) if end < 0 else end


def _spliced_line_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A comment of C, which goes on behind a backslash at the end of its line."""
    if not _starts_spliced(source, at, "//"):
        return None
    end = at
    while True:
        end = source.find("\n", end)
        if end < 0:
            return "line comment", len(source)
        if not source[at:end].rstrip(" \t\r").endswith("\\"):
            return "line comment", end
        end += 1


def _starts_spliced(source: str, at: int, mark: str) -> bool:
    """Whether `mark` stands there. A line end inside of it, behind a backslash, is legal, and only
    meant to confuse."""
    if source.startswith(mark, at):
        return True
    found = _SPLICE.match(source, at + 1) if source.startswith(mark[0], at) else None
    if found is not None and source.startswith(mark[1], found.end()):
        raise Unclear(f"line {_line(source, at)} cuts a comment mark in two")
    return False


def _block_comment(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if not source.startswith("/*", at):
        return None
    end = source.find("*/", at + 2)
    if end < 0:
        raise Unclear(f"the comment at line {_line(source, at)} has no end")
    return "block comment", end + 2


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
    raise Unclear(f"the comment at line {_line(source, at)} has no end")


def _pattern(pattern: str, flags: int = 0) -> Rule:
    compiled = re.compile(pattern, flags)

    def match(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
        found = compiled.match(source, at)
        return ("text", found.end()) if found else None

    return match


_C_ESCAPE = r"\\(?:[ \t]*\n|.)"
_c_string = _pattern(rf'(?:u8|[uUL])?"(?:[^"\\\n]|{_C_ESCAPE})*(?:"|(?=\n|\Z))')
_c_character = _pattern(rf"'(?:[^'\\\n]|{_C_ESCAPE})*(?:'|(?=\n|\Z))")
# A number may hold ' between its digits, and is one piece whatever it holds.
_c_number = _pattern(r"\.?\d(?:'?[\w]|[eEpP][+-]|\.)*")
_raw_cpp = _pattern(r'(?:u8|[uUL])?R"(?P<mark>[^\s()\\"]{0,16})\(.*?\)(?P=mark)"', re.S)
_raw_cpp_open = re.compile(r'(?:u8|[uUL])?R"')
_include = re.compile(r"[ \t]*#[ \t]*include(?:_next)?[ \t]*<[^>\n]*>")
_directive_text = re.compile(r"[ \t]*#[ \t]*(?:error|warning|pragma|ident)\b[^\n]*")


def _unended_raw(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if _raw_cpp_open.match(source, at):
        raise Unclear(f"the raw string at line {_line(source, at)} has no end")
    return None


def _c_directive(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """The name of a header, which may look like a comment, and words for people."""
    if source[at] != "#" or source[source.rfind("\n", 0, at) + 1 : at].strip():
        return None
    found = _include.match(source, at)
    if found:
        return "text", found.end()
    words = _directive_text.match(source, at)
    if not words:
        return None
    if re.search(r"//|/\*|\\[ \t]*\Z", words[0]):
        raise Unclear(f"the directive at line {_line(source, at)} holds a comment mark")
    return "text", words.end()


def _c_word(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = re.compile(r"[^\W\d]\w*").match(source, at)
    return ("code", found.end()) if found else None


_java_text_block = _pattern(r'"""(?:[^\\]|\\.)*?"""', re.S)
_double = _pattern(r'"(?:[^"\\\n]|\\.)*"', re.S)
_single = _pattern(r"'(?:[^'\\\n]|\\.)*'", re.S)
_go_raw = _pattern(r"`[^`]*`")
_rust_raw = _pattern(r'\b[bc]?r(?P<marks>#*)".*?"(?P=marks)', re.S)
_rust_string = _pattern(r'[bc]?"(?:[^"\\]|\\.)*"', re.S)
_rust_character = _pattern(r"b?'(?:[^'\\\n]|\\(?:u\{[^}\n]*\}|x..|.))'")
_rust_lifetime = re.compile(r"'[^\W\d]\w*")


def _lifetime(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    found = _rust_lifetime.match(source, at)
    return ("code", found.end()) if found else None


def _no_open_string(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if source[at] in "\"'`":
        raise Unclear(f"the string at line {_line(source, at)} has no end")
    return None


_ESCAPED = re.compile(r"\\u+([0-9a-fA-F]{4})")


def _java_escape(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """Java reads these before it looks for comments and strings."""
    found = _ESCAPED.match(source, at)
    if found and chr(int(found[1], 16)) in "/*\"'\\\n\r":
        raise Unclear(f"line {_line(source, at)} writes a mark as {found[0]}")
    return None


# JavaScript

_BEFORE_REGEX = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"}
    | {"instanceof", "yield", "await"}
)
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[A-Za-z]*")
_LAST_WORD = re.compile(r"[\w$]+\Z")


def _script_regex(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    """A regular expression stands where a value may begin, a division behind one. Behind brackets
    either may be, which matters only if the two readings differ in what is a comment."""
    if source[at] != "/" or source.startswith(("//", "/*"), at):
        return None
    found = _REGEX.match(source, at)
    if found is None:
        return None
    last = next(
        (each for each in reversed(before) if not each.comment and each.kind != "space"), None
    )
    if last is None:
        return "text", found.end()
    if last.kind == "text":
        return None  # a string is divided, or joined
    word = _LAST_WORD.search(last.text)
    if word is not None:
        return ("text", found.end()) if word[0] in _BEFORE_REGEX else None
    if last.text[-1] in ")}]" or last.text.endswith(("++", "--")):
        if last.text[-1] != "]" and re.search(r"[\"'`]|//|/\*", found[0]):
            raise Unclear(f"line {_line(source, at)} may divide, or hold a regular expression")
        return None
    return "text", found.end()


def _script_template(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
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
    raise Unclear(f"the template at line {_line(source, begun)} has no end")


def _hole_end(source: str, at: int) -> int:
    depth = 1
    inside: list[Piece] = []
    while at < len(source):
        kind, end = _next(source, at, _RULES["javascript"], inside)
        inside.append(Piece(kind, at, source[at:end]))
        if kind == "code":
            depth += source[at:end].count("{") - source[at:end].count("}")
            if depth == 0:
                return end
        at = end
    raise Unclear(f"the template near line {_line(source, at)} has no end")


def _script_html(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    begins = not source[source.rfind("\n", 0, at) + 1 : at].strip()
    if source.startswith("<!--", at) or (begins and source.startswith("-->", at)):
        raise Unclear(f"line {_line(source, at)} holds a comment mark of HTML")
    return None


def _hashbang(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
    if at or not source.startswith("#!"):
        return None
    end = source.find("\n")
    return "text", len(source) if end < 0 else end


_C_FAMILY: tuple[Rule, ...] = (
    _splice, _space, _spliced_line_comment, _block_comment, _c_directive, _c_string, _c_character,
    _c_number, _c_word,
)  # fmt: skip
_RULES: dict[str, tuple[Rule, ...]] = {
    "c": _C_FAMILY,
    "cpp": (*_C_FAMILY[:5], _raw_cpp, _unended_raw, *_C_FAMILY[5:]),
    "java": (
        _java_escape, _space, _line_comment, _block_comment, _java_text_block, _double, _single,
        _no_open_string,
    ),
    "javascript": (
        _hashbang, _space, _script_html, _line_comment, _block_comment, _script_regex,
        _script_template, _double, _single, _no_open_string,
    ),
    "go": (_space, _line_comment, _block_comment, _double, _single, _go_raw, _no_open_string),
    "rust": (
        _space, _line_comment, _nested_block, _rust_raw, _rust_string, _rust_character, _lifetime,
        _no_open_string,
    ),
}  # fmt: skip
