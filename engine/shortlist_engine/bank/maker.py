"""Draws the inputs of a task, in four sizes from what fits an example to what the limits allow."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Scale = Literal["least", "tiny", "small", "medium", "large"]
"""How large inputs are: `least` has as little of everything as may be, `tiny` ones are shown as
examples, `small` ones are where most faults show, `medium` ones use the whole range of values, and
`large` ones are as long as the statement allows."""

_MOST = {"least": 0, "tiny": 7, "small": 12, "medium": 120}
_HIGHEST = {"least": 0, "tiny": 12, "small": 60}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Maker:
    """Draws parts of an input from `rng`, so that they fit a scale."""

    rng: random.Random
    scale: Scale = "tiny"

    def count(self, low: int, high: int) -> int:
        """Returns how many there are of something: at `large` near the most that is allowed."""
        if self.scale == "large":
            return self.rng.randint(max(low, high - high // 10), high)
        most = min(high, max(low, _MOST[self.scale]))
        return self.rng.randint(min(max(low, 2 if self.scale == "tiny" else low), most), most)

    def number(self, low: int, high: int) -> int:
        """Returns a value from `low` to `high`; values of examples are near 0 where they may be,
        and now and then one that is at an end of the range."""
        if low > high:
            raise ValueError(f"there is no number from {low} to {high}")
        if self.scale == "least":
            return low
        reach = _HIGHEST.get(self.scale)
        if self.scale == "small" and self.rng.random() < 0.04:
            return self.rng.choice((low, high))
        if reach is None:
            return self.rng.randint(low, high)
        if low >= 0:
            return self.rng.randint(low, min(high, low + reach))
        least = max(low, -reach)
        return self.rng.randint(least, min(high, max(reach, least)))

    def numbers(self, count: int, low: int, high: int) -> list[int]:
        """Returns `count` values. Half of the time they come from a narrow range, so that equal
        ones are frequent."""
        if self.rng.random() < 0.35 and high > low:
            first = self.number(low, high)
            return [self.rng.randint(first, min(high, first + 3)) for _ in range(count)]
        return [self.number(low, high) for _ in range(count)]

    def distinct(self, count: int, low: int, high: int) -> list[int]:
        """Returns `count` different values in any order. Raises ValueError when there are not that
        many."""
        top = min(high, max(low + 2 * count, low + _HIGHEST.get(self.scale, high - low)))
        return self.rng.sample(range(low, top + 1), count)

    def permutation(self, count: int, first: int = 1) -> list[int]:
        """Returns the numbers from `first` on, `count` of them, in any order."""
        return self.rng.sample(range(first, first + count), count)

    def word(self, count: int, alphabet: str = LETTERS) -> str:
        """Returns `count` characters. Often only a few letters of the alphabet occur, or a piece is
        repeated, so that words have structure."""
        letters = alphabet
        kind = self.rng.random()
        if kind < 0.5 and len(alphabet) > 3:
            letters = "".join(self.rng.sample(alphabet, self.rng.randint(2, 4)))
        if kind < 0.15 and count > 3:
            piece = "".join(self.rng.choices(letters, k=self.rng.randint(1, max(1, count // 2))))
            return (piece * count)[:count]
        if kind > 0.9 and count > 2:
            half = "".join(self.rng.choices(letters, k=(count + 1) // 2))
            return half + half[: count // 2][::-1]
        return "".join(self.rng.choices(letters, k=count))

    def chance(self, probability: float) -> bool:
        """Says yes with this probability."""
        return self.rng.random() < probability

    def tree(self, count: int) -> list[tuple[int, int]]:
        """Returns the edges of a tree on the vertices 1 to `count`: a path, a star, or anything."""
        names = self.permutation(count)
        kind = self.rng.random()
        edges = []
        for i in range(1, count):
            parent = i - 1 if kind < 0.15 else 0 if kind < 0.25 else self.rng.randrange(i)
            if kind > 0.85:
                parent = self.rng.randrange(max(0, i - 3), i)
            pair = (names[parent], names[i])
            edges.append(pair if self.rng.random() < 0.5 else pair[::-1])
        self.rng.shuffle(edges)
        return edges

    def graph(
        self, count: int, most: int, *, directed: bool = False, connected: bool = False
    ) -> list[tuple[int, int]]:
        """Returns at most `most` different edges on the vertices 1 to `count`, without loops; with
        `connected` at least those of a tree."""
        edges = self.tree(count) if connected else []
        seen = {edge if directed else (min(edge), max(edge)) for edge in edges}
        pairs = count * (count - 1) // (1 if directed else 2)
        wanted = self.rng.randint(len(edges), max(len(edges), min(most, pairs)))
        if self.scale == "large":
            wanted = max(len(edges), min(most, pairs))
        for _ in range(4 * wanted):
            if len(edges) >= wanted or count < 2:
                break
            a, b = self.rng.sample(range(1, count + 1), 2)
            key = (a, b) if directed else (min(a, b), max(a, b))
            if key not in seen:
                seen.add(key)
                edges.append((a, b))
        self.rng.shuffle(edges)
        return edges

    def acyclic(self, count: int, most: int) -> list[tuple[int, int]]:
        """Returns different directed edges on the vertices 1 to `count` without a cycle."""
        place = {name: at for at, name in enumerate(self.permutation(count))}
        return [(a, b) if place[a] < place[b] else (b, a) for a, b in self.graph(count, most)]

    def split(self, total: int, parts: int, least: int = 0) -> list[int]:
        """Returns `parts` numbers of at least `least` that add up to `total`."""
        free = total - parts * least
        cuts = sorted(self.rng.randint(0, free) for _ in range(parts - 1))
        return [b - a + least for a, b in zip([0, *cuts], [*cuts, free], strict=True)]

    def pick(self, items: Sequence[str]) -> str:
        """Returns one of the items."""
        return self.rng.choice(items)
