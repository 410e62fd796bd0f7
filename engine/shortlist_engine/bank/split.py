"""Which instances of the bank are held out: never trained on, kept for measuring."""

from __future__ import annotations

import random
from collections.abc import Mapping

from shortlist_engine.bank.family import Family, Instance
from shortlist_engine.files import digest

HELD_OUT_PERCENT = 10
PROBES = 64
FEWEST_KEYS = 4


def held_out(family: str, key: str) -> bool:
    """Says by a hash of family and key whether a function is held out, so that it is either trained
    on in every phrasing or in none, on every machine."""
    first = digest(f"{family}\0{key}".encode())[:8]
    return int(first, 16) % 100 < HELD_OUT_PERCENT


class Split:
    """Draws training and held-out instances.

    A family that shows fewer than `FEWEST_KEYS` keys, or none of one kind, in `PROBES` draws is
    `closed`: it has too few functions to hold any out, so all are trained on, and it is reported
    apart from the unseen ones.
    """

    def __init__(self, families: Mapping[str, Family]) -> None:
        self.families = dict(sorted(families.items()))
        self.closed: set[str] = set()
        for name, family in self.families.items():
            keys = {family.instance(seed).key for seed in range(PROBES)}
            kinds = {held_out(name, key) for key in keys}
            if len(keys) < FEWEST_KEYS or len(kinds) < 2:
                self.closed.add(name)

    def draw(self, name: str, rng: random.Random, unseen: bool) -> Instance:
        """Returns an instance of family `name`, held out or not; an instance of a closed family is
        never held out. Raises ValueError when the family has none of that kind."""
        if unseen and name in self.closed:
            raise ValueError(f"family {name} is closed: it has no unseen instance")
        for _ in range(1000):
            instance = self.families[name].make(rng)
            if name in self.closed or held_out(name, instance.key) == unseen:
                return instance
        raise ValueError(f"family {name} gave no {'unseen' if unseen else 'training'} instance")
