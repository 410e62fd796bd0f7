"""Whether two problems are one and the same, told by name and by wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

SHINGLE = 8
SAME_SHARE = 0.6
# Of a statement with fewer shingles any other may happen to contain all.
LEAST_SHINGLES = 12

_WORD = re.compile(r"[^\W_]+")
_TEX = re.compile(r"\\(?:text\w*|math\w*|mathrm|operatorname|left|right|,|;|!)")
# "A. Theatre Square", "1234_A. Theatre Square", "ABC081 B - Shift only", "1. Two Sum", "71A".
_NUMBERED = re.compile(
    r"^\s*(?:problem\s+)?(?:[a-z]+\d+\s*)?[-_ ]?(?:\d+[-_ ]?[a-z]?\d?|[a-z]\d?)\s*"
    r"(?:[.:)_]|\s-|-)\s*",
    re.I,
)


def words(text: str) -> list[str]:
    """Returns the words and numbers of a text in lower case, without marks and TeX's commands of
    layout."""
    return [word.lower() for word in _WORD.findall(_TEX.sub(" ", text))]


def plain_title(title: str) -> str:
    """Returns the letters and digits of a title without the number that its judge gave it; empty
    for a title too short to mean one problem."""
    plain = "".join(words(_NUMBERED.sub("", title)))
    return plain if len(plain) >= 4 else ""


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
        """Are the hashes of all runs of `SHINGLE` words of the statement; of a shorter statement,
        that of all its words."""
        found = words(self.statement)
        if not found:
            return frozenset()
        last = max(len(found) - SHINGLE, 0)
        return frozenset(hash(tuple(found[at : at + SHINGLE])) for at in range(last + 1))


def same_problem(one: Wording, other: Wording) -> bool:
    """Says whether both are one problem: equal normalised titles, or statements whose sets of
    8-word shingles have a Jaccard index above 0.6, or one of which holds nearly all of the other's
    (Broder 1997, "On the resemblance and containment of documents")."""
    if one.plain_title and one.plain_title == other.plain_title:
        return True
    common = len(one.shingles & other.shingles)
    if not common:
        return False
    smaller = min(len(one.shingles), len(other.shingles))
    if common > SAME_SHARE * (len(one.shingles) + len(other.shingles) - common):
        return True
    return smaller >= LEAST_SHINGLES and common > 0.9 * smaller
