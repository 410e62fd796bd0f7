"""Fitting what a model wrote into the gap between two texts: what it repeats goes, and no more is
kept than what can be parsed together with them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from shortlist_engine.assist.lexing import Unclear, known, pieces
from shortlist_engine.languages import PYTHON

_LEAST_OVERLAP = 3
_PAIRS = {")": "(", "]": "[", "}": "{"}


def fitting(before: str, text: str, after: str, language: str) -> str:
    """Returns the longest beginning of `text`, in whole lines but for the first, with which the
    whole can be parsed; empty where there is none."""
    text = text.replace("\r\n", "\n")
    text = text[: len(text) - _repeated(text, after, _LEAST_OVERLAP)]
    for whole in _shorter(text):
        # An editor may have closed a bracket already.
        closed = whole[: len(whole) - _repeated(whole, after, 1)]
        for kept in dict.fromkeys((whole, closed)):
            if kept.strip() and parses(before + kept + after, language):
                return kept
    return ""


def parses(source: str, language: str) -> bool:
    """Says whether a source can be parsed. Of Python the syntax is known; of the languages with C's
    comments whether strings and comments end and every bracket has its other half, which a compiler
    judges further. Sources in others are taken as they are."""
    if language == PYTHON.name:
        return _parses_as_python(source)
    return _is_balanced(source, language) if known(language) else True


def _repeated(text: str, after: str, least: int) -> int:
    """How many characters at the end of the text, `least` or more without white space around them,
    are those that follow it anyway."""
    most = min(len(text), len(after))
    for size in range(most, 0, -1):
        if text.endswith(after[:size]) and len(after[:size].strip()) >= least:
            return size
    return 0


def _shorter(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for count in range(len(lines), 0, -1):
        kept = "\n".join(lines[:count]).rstrip()
        if kept.strip():
            yield kept


def _parses_as_python(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_balanced(source: str, language: str) -> bool:
    open_ones: list[str] = []
    try:
        found = pieces(source.replace("\r\n", "\n"), language)
    except Unclear:
        return False
    for piece in found:
        if piece.kind != "code":
            continue
        for character in piece.text:
            if character in _PAIRS.values():
                open_ones.append(character)
            elif character in _PAIRS and (not open_ones or open_ones.pop() != _PAIRS[character]):
                return False
    return not open_ones
