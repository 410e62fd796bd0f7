"""The words of all languages together: which terms a heading is made of, which units and phrases
there are. The words themselves are data (`words/`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shortlist_engine.statement.words import LANGUAGES, Words

Concept = Literal[
    "input", "output", "example", "examples", "sample_input", "sample_output", "after", "sections",
    "small",
]  # fmt: skip
# A phrase that is several things in several languages is the last of them.
_CONCEPTS: tuple[Concept, ...] = (
    "small", "sections", "after", "example", "examples", "input", "output", "sample_input",
    "sample_output",
)  # fmt: skip
_JOINTS = " \t-–—_#№./()[]*`'\"|&+<>、·"
_ASIAN = "\u2e80"  # from here on, scripts that put no spaces between words, and Hangul
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+")
_APOSTROPHES = "’ʼ‘"


def fold(text: str) -> str:
    """Returns the text without case, accents and full width, to be compared with other such."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))


@dataclass(frozen=True)
class Term:
    """Holds a term of a heading: what it means, and where it begins and ends."""

    concept: Concept
    start: int
    end: int


@dataclass(frozen=True)
class Terms:
    """Holds what a line is made of: its `terms`, the first `number` among them, and what stands
    after a colon, None where there is none. Places are in the folded line."""

    terms: tuple[Term, ...]
    number: int | None
    colon: int | None


def all_of(entry: str) -> tuple[str, ...]:
    """Returns one entry of all languages, folded, the longest phrases first."""
    phrases = {fold(phrase) for words in LANGUAGES for phrase in getattr(words, entry)}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _phrases() -> dict[str, Concept]:
    found: dict[str, Concept] = {}
    for entry in ("time_limit", "memory_limit"):
        # Below an example, limits end it as a note does.
        found.update(dict.fromkeys((p for p in all_of(entry) if not p.endswith(":")), "after"))
    for words in LANGUAGES:
        found.update(dict.fromkeys(map(fold, words.standard[::2]), "input"))
        found.update(dict.fromkeys(map(fold, words.standard[1::2]), "output"))
    for concept in _CONCEPTS:
        for words in LANGUAGES:
            found.update(dict.fromkeys(map(fold, getattr(words, concept)), concept))
    return found


_PHRASES = _phrases()
_BY_LETTER: dict[str, list[tuple[str, Concept]]] = {}
for _phrase in sorted(_PHRASES, key=len, reverse=True):
    _BY_LETTER.setdefault(_phrase[0], []).append((_phrase, _PHRASES[_phrase]))
_HEADS = frozenset(phrase[:2] for phrase, concept in _PHRASES.items() if concept != "small")
_DIGITS = re.compile(r"\d{1,3}(?!\d)")


@lru_cache(maxsize=4096)
def may_begin_heading(letters: str) -> bool:
    """Says whether a heading begins with these two letters."""
    folded = fold(letters)
    return folded[:2] in _HEADS or folded[:1] in _HEADS


def read_terms(folded: str) -> Terms | None:
    """Returns the terms of a line that consists of nothing else, up to a colon; None for other
    lines."""
    place, number = 0, None
    terms: list[Term] = []
    while place < len(folded):
        letter = folded[place]
        if letter in _JOINTS:
            place += 1
            if letter == "." and place == len(folded):
                return None  # the end of a sentence
            continue
        if letter == ":":
            return Terms(tuple(terms), number, place) if terms else None
        if letter.isdigit():
            found = _DIGITS.match(folded, place)
            if found is None or (number is not None and int(found.group()) != number):
                return None
            number, place = int(found.group()), found.end()
            continue
        term = _term_at(folded, place)
        if term is None:
            return None
        terms.append(term)
        place = term.end
    return Terms(tuple(terms), number, None) if terms else None


def _term_at(folded: str, place: int) -> Term | None:
    for phrase, concept in _BY_LETTER.get(folded[place], ()):
        if not folded.startswith(phrase, place):
            continue
        end = place + len(phrase)
        if end < len(folded) and phrase[-1] < _ASIAN and folded[end].isalpha():
            continue
        return Term(concept, place, end)
    return None


def alternatives(phrases: Iterable[str]) -> str:
    """Returns a pattern of any of the phrases; white space in them may be any."""
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)


def within(phrases: Iterable[str], folded: str) -> tuple[str, ...]:
    """Returns those of the phrases that the text has."""
    return tuple(phrase for phrase in phrases if phrase in folded)


def _stems(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases that contain no other of them."""
    kept: list[str] = []
    for phrase in sorted(phrases, key=len):
        if not any(other in phrase for other in kept):
            kept.append(phrase)
    return tuple(kept)


# Every statement has a word for its output.
OUTPUT_WORDS = _stems([*all_of("output"), *all_of("sample_output")])
COPY = tuple(sorted({p for words in LANGUAGES for p in words.copy}, key=len, reverse=True))
NOTHING = frozenset(all_of("nothing"))

__all__ = [
    "COPY",
    "LANGUAGES",
    "NOTHING",
    "OUTPUT_WORDS",
    "Term",
    "Terms",
    "Words",
    "all_of",
    "alternatives",
    "fold",
    "may_begin_heading",
    "read_terms",
    "within",
]
