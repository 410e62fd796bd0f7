"""Statements that are nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

RUN = 8
"""Words of a shingle (Broder 1997, "On the resemblance and containment of documents")."""
CONTAINED = 0.6
"""Share of one statement's shingles that the other has, from which they are taken for the same."""
COMMON = 20
"""A shingle of more statements than this is a phrase of the judge's, and tells nothing."""
FEWEST = 4


class Statements:
    """Holds statements that others are compared with."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [shingles(text) for text in texts]
        counts = Counter(shingle for each in found for shingle in each)
        self._common = {shingle for shingle, count in counts.items() if count > COMMON}
        self._sizes = [len(each - self._common) for each in found]
        self._places: dict[int, list[int]] = {}
        for number, each in enumerate(found):
            for shingle in each - self._common:
                self._places.setdefault(shingle, []).append(number)

    def has_like(self, text: str) -> bool:
        """Says whether one of the statements has `CONTAINED` of the text's shingles, or the text
        has as much of one of theirs. Fewer than `FEWEST` shingles tell nothing."""
        own = shingles(text) - self._common
        shared = Counter(number for shingle in own for number in self._places.get(shingle, ()))
        return any(
            (smaller := min(len(own), self._sizes[number])) >= FEWEST
            and count >= CONTAINED * smaller
            for number, count in shared.items()
        )


def shingles(text: str) -> set[int]:
    """Returns hashes of every run of `RUN` words, case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
