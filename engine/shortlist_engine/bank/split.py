"""Which of the bank is held out: never trained on, kept for measuring."""

from __future__ import annotations

import random
from collections.abc import Mapping

from shortlist_engine.bank.family import Family
from shortlist_engine.bank.instance import Instance
from shortlist_engine.files import digest

HELD_OUT_PERCENT = 10
WHOLE_PERCENT = 11
PROBES = 64
FEWEST_KEYS = 4


def held_out(family: str, key: str) -> bool:
    """Says by a hash of family and key whether a task is held out, so that it is either trained on
    in every voice or in none, on every machine."""
    return _percentile(f"{family}\0{key}") < HELD_OUT_PERCENT


def held_out_whole(family: str) -> bool:
    """Says by a hash of its name whether nothing of a family is trained on."""
    return _percentile(f"family\0{family}") < WHOLE_PERCENT


def _percentile(text: str) -> int:
    return int(digest(text.encode())[:8], 16) % 100


class Split:
    """Draws training and held-out instances.

    `families` are those that are trained on, with some of their keys held out; nothing of those in
    `unseen` is. A family whose keys in `PROBES` draws would all be trained on holds one of them out
    nevertheless. One that shows fewer than `FEWEST_KEYS` keys is `closed`: it has too few tasks to
    hold any out, so all are trained on, and it is reported apart. A single family, or a few
    that are named, may be held-out ones: then they are trained on as if they were not, which is
    what a test or a recipe of one's own wants.
    """

    def __init__(self, families: Mapping[str, Family]) -> None:
        known = dict(sorted(families.items()))
        self.unseen = {name: each for name, each in known.items() if held_out_whole(name)}
        self.families = {name: each for name, each in known.items() if name not in self.unseen}
        if not self.families:
            self.families, self.unseen = self.unseen, {}
        self.closed: set[str] = set()
        self._single: dict[str, str] = {}
        for name, family in self.families.items():
            keys = {family.key(seed) for seed in range(PROBES)}
            if len(keys) < FEWEST_KEYS:
                self.closed.add(name)
            elif not any(held_out(name, key) for key in keys):
                self._single[name] = min(keys, key=lambda key: digest(f"{name}\0{key}".encode()))

    def holds_out(self, name: str, key: str) -> bool:
        """Says whether a task of a family is never trained on."""
        if name in self.closed:
            return False
        return name in self.unseen or held_out(name, key) or self._single.get(name) == key

    def draw(self, name: str, rng: random.Random, unseen: bool) -> Instance:
        """Returns an instance of family `name`, held out or not; an instance of a closed family is
        never held out, one of an unseen family always. Raises ValueError when the family has none
        of that kind."""
        if unseen and name in self.closed:
            raise ValueError(f"family {name} is closed: it has no unseen instance")
        if not unseen and name in self.unseen:
            raise ValueError(f"family {name} is held out: it has no instance to train on")
        if name in self.unseen:
            return self.unseen[name].make(rng)
        family = self.families[name]
        for _ in range(1000):
            state = rng.getstate()
            if name in self.closed or self.holds_out(name, family.drawn_key(rng)) == unseen:
                rng.setstate(state)
                return family.make(rng)
        raise ValueError(f"family {name} gave no {'unseen' if unseen else 'training'} instance")
