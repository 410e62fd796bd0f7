"""What a source consists of, and what reading it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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


Rule = Callable[[str, int, list[Piece]], "tuple[Kind, int] | None"]
"""Returns what begins at a place of a source, and where it ends; None where it is for another rule
to say. It is given what stands before."""
_WORD = re.compile(r"[^\W\d]\w*|[$@][\w$]*")


def next_piece(
    source: str, at: int, rules: tuple[Rule, ...], before: list[Piece]
) -> tuple[Kind, int]:
    """Returns what begins at `at`, and where it ends. Raises Unclear."""
    for rule in rules:
        found = rule(source, at, before)
        if found is not None:
            return found
    word = _WORD.match(source, at)
    return "code", word.end() if word else at + 1


def line_of(source: str, at: int) -> int:
    """Returns the number of a line, from 1."""
    return source.count("\n", 0, at) + 1


def text_rule(pattern: str, flags: int = 0) -> Rule:
    """Returns the rule that what the pattern finds is text."""
    compiled = re.compile(pattern, flags)

    def match(source: str, at: int, before: list[Piece]) -> tuple[Kind, int] | None:
        found = compiled.match(source, at)
        return ("text", found.end()) if found else None

    return match
