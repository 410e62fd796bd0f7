"""Many statements at once, to find those that are the same as another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shortlist_engine.library.likeness import common_phrases, same_wording, shingles


class Statements:
    """Holds statements that others are compared with."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [shingles(text) for text in texts]
        self._common = common_phrases(found)
        self._sizes = [len(each - self._common) for each in found]
        self._places: dict[int, list[int]] = {}
        for number, each in enumerate(found):
            for shingle in each - self._common:
                self._places.setdefault(shingle, []).append(number)

    def has_like(self, text: str) -> bool:
        """Says whether one of the statements is the same as the text (`likeness.same_wording`)."""
        own = shingles(text) - self._common
        shared = Counter(number for shingle in own for number in self._places.get(shingle, ()))
        return any(
            same_wording(count, len(own), self._sizes[number]) for number, count in shared.items()
        )
