"""C and C++ as tokens, as far as one has to know where comments, texts and directives are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["comment", "text", "word", "number", "directive", "sign"]
_RAW = re.compile(r'(?:u8|u|U|L)?R"(?P<mark>[^\s()\\"]{0,16})\(')
_TEXT = re.compile(r"""(?:u8|u|U|L)?(?:"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')""")
_NUMBER = re.compile(r"\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(
    r"<<=|>>=|<=>|\.\.\.|->\*|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|##|[^\s]"
)


class Unreadable(Exception):
    """Says that a program has a comment or a text that does not end."""


@dataclass(frozen=True)
class Token:
    """Holds a piece of a program, and where it stands. A directive is one token, with the lines
    that it goes on in."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Returns the tokens of a program, comments among them. Raises Unreadable."""
    found: list[Token] = []
    place, line_begins = 0, True
    while place < len(text):
        character = text[place]
        if character.isspace():
            line_begins = line_begins or character == "\n"
            place += 1
            continue
        if text.startswith("\\\n", place):
            place += 2
            continue
        kind, end = _next(text, place, line_begins)
        found.append(Token(kind, text[place:end], place, end))
        line_begins = line_begins and kind == "comment"
        place = end
    return found


def _next(text: str, place: int, line_begins: bool) -> tuple[Kind, int]:
    if text.startswith("//", place):
        return "comment", _line_end(text, place)
    if text.startswith("/*", place):
        return "comment", _after(text, "*/", place + 2)
    if text[place] == "#" and line_begins:
        return "directive", _directive_end(text, place)
    if raw := _RAW.match(text, place):
        return "text", _after(text, f'){raw["mark"]}"', raw.end())
    if literal := _TEXT.match(text, place):
        return "text", literal.end()
    if number := _NUMBER.match(text, place):
        return "number", number.end()
    if word := _WORD.match(text, place):
        return "word", word.end()
    if text[place] in "\"'":
        raise Unreadable
    sign = _SIGN.match(text, place)
    return "sign", sign.end() if sign else place + 1


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    if found < 0:
        raise Unreadable
    return found + len(mark)


def _line_end(text: str, place: int) -> int:
    """The end of a line, which goes on behind a backslash."""
    while True:
        end = text.find("\n", place)
        if end < 0:
            return len(text)
        if not _goes_on(text, end):
            return end
        place = end + 1


def _goes_on(text: str, end: int) -> bool:
    """Whether a backslash takes the next line into the one that ends here."""
    return text[max(0, end - 1) : end] == "\\"


def _directive_end(text: str, place: int) -> int:
    """The end of a directive; a comment in it may go over lines."""
    while place < len(text):
        if text.startswith("//", place):
            return place
        if text.startswith("/*", place):
            place = _after(text, "*/", place + 2)
        elif text[place] in "\"'" and (literal := _TEXT.match(text, place)):
            place = literal.end()
        elif text[place] == "\n" and not _goes_on(text, place):
            return place
        else:
            place += 1
    return place
