"""Whether two problems are one and the same, told by name and by wording, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

SHINGLE = 8
"""Words of a shingle (Broder 1997, "On the resemblance and containment of documents")."""
SAME_RESEMBLANCE = 0.6
"""Statements are the same whose shared shingles are more than this part of all of theirs."""
FEWEST_SHINGLES = 4
"""Statements of fewer shingles are too short to tell anything."""
CONTAINED, WHOLLY_CONTAINED, LEAST_RESEMBLANCE = 0.6, 0.9, 0.4
"""So are those of which one holds nearly all of the other's, or most where they also resemble each
other; chosen on statements of five public sets (docs/library.md)."""
FEWEST_CONTAINED = 12
"""Of a statement with fewer shingles any other may happen to contain all."""
COMMON = 20
"""A shingle of more statements than this is a phrase of the judge's, and tells nothing."""
_SHORTEST_TITLE = 4

# Scripts that put no spaces between words: each character counts as one.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_TEX = re.compile(r"\\(?:text\w*|math\w*|mathrm|operatorname|left|right|,|;|!)")
# "A. Theatre Square", "1234_A. Theatre Square", "ABC081 B - Shift only", "1. Two Sum", "71A".
_NUMBERED = re.compile(
    r"^\s*(?:(?:problem|задача|题目|題目|問題|문제)\s*)?(?:[a-z]+\d+\s*)?[-_ ]?"
    r"(?:\d+[-_ ]?[a-z]?\d?|[a-zа-я]\d?)\s*(?:[.:)_、]|\s-|-)\s*",
    re.I,
)
_CONTEST = re.compile(
    r"contest|competition|festival|final|relay|tournament|championship|round|\bcup\b|\bqual|olymp"
    r"|code\s?forces|leet\s?code|at\s?coder|code\s?chef|kattis|cses|spoj|aizu|hacker\s?rank|usaco",
    re.I,
)


def words(text: str) -> list[str]:
    """Returns the words and numbers of a text in lower case, without marks and TeX's commands of
    layout; single characters of scripts that put no spaces between words."""
    return [word.lower() for word in _WORD.findall(_TEX.sub(" ", _composed(text)))]


def plain_title(title: str) -> str:
    """Returns the letters and digits of a title without the number that its judge gave it and the
    contest that it is of; empty for a title too short to mean one problem."""
    title = _composed(title)
    before, dash, after = title.partition(" - ")
    found = words(_NUMBERED.sub("", after if dash and _CONTEST.search(before) else title))
    # A character that is a word says about as much as two letters.
    letters = sum(len(word) + (word >= "\u0e00" and len(word) == 1) for word in found)
    return "".join(found) if letters >= _SHORTEST_TITLE else ""


def shingles(text: str) -> frozenset[int]:
    """Returns the hashes of all runs of `SHINGLE` words, which differ from process to process; of a
    shorter text, that of all its words."""
    found = words(text)
    if not found:
        return frozenset()
    last = max(len(found) - SHINGLE, 0)
    return frozenset(hash(tuple(found[at : at + SHINGLE])) for at in range(last + 1))


def common_phrases(statements: Iterable[Set[int]]) -> frozenset[int]:
    """Returns the shingles that more than `COMMON` statements have."""
    counts = Counter(shingle for each in statements for shingle in each)
    return frozenset(shingle for shingle, count in counts.items() if count > COMMON)


def same_wording(shared: int, one: int, other: int) -> bool:
    """Says whether two statements are the same that have so many shingles each, and share so many;
    judges' phrases are left out where they are known."""
    smaller = min(one, other)
    if smaller < FEWEST_SHINGLES:
        return False
    resemblance = shared / (one + other - shared)
    if resemblance > SAME_RESEMBLANCE:
        return True
    contained = shared / smaller
    return smaller >= FEWEST_CONTAINED and (
        contained > WHOLLY_CONTAINED
        or (contained >= CONTAINED and resemblance >= LEAST_RESEMBLANCE)
    )


@dataclass(frozen=True)
class Wording:
    """Holds what a problem is told by: its title and its statement."""

    title: str
    statement: str

    @cached_property
    def plain_title(self) -> str:
        """Is the normalised title, see `plain_title`."""
        return plain_title(self.title)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Are those of the statement, see `shingles`."""
        return shingles(self.statement)


def same_problem(one: Wording, other: Wording, phrases: Set[int] = frozenset()) -> bool:
    """Says whether both are one problem: equal normalised titles, or the same wording, apart from
    judges' `phrases`."""
    if one.plain_title and one.plain_title == other.plain_title:
        return True
    shared = one.shingles & other.shingles
    if not shared:
        return False
    return same_wording(
        len(shared - phrases), len(one.shingles - phrases), len(other.shingles - phrases)
    )


def _composed(text: str) -> str:
    """Letters and their marks as one character each, and wide digits as narrow ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
