"""Which words of an attention map stand out, for those who see it as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shortlist_engine.protocol import AttentionMap

LEAST_SHARE = 0.03
"""A word that gets less of a line's attention is not named."""


class ReadWord(NamedTuple):
    """Names a word and its share of a line's attention."""

    word: str
    share: float


def most_read(found: AttentionMap, line: Sequence[float], most: int) -> list[ReadWord]:
    """Returns the words that a line reads most, each once with the sum of its places, at most so
    many."""
    shares: dict[str, float] = {}
    for (start, end), share in zip(found.words, line, strict=True):
        word = found.text[start:end]
        shares[word] = shares.get(word, 0.0) + share
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    return [ReadWord(*item) for item in ordered[:most] if item[1] >= LEAST_SHARE]
