"""What a problem family is: a generator of tasks that differ in what is asked, not only in numbers.

A family is a function in a module of `families/` that takes `Parameters` and returns a `Task`:

    @family(1000, "greedy", "two pointers", "sortings")
    def lifeboats(p: Parameters) -> Task:
        seats = p.int("seats", 2, 3)
        ...
        return Task(...)

Whatever it draws from the parameters is part of its key; how the task is told and written is drawn
afterwards (`telling.py`), so that one key comes in many voices. All randomness has one source, so
an instance is reproduced by its seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.task import Task
from shortlist_engine.bank.telling import DrawnTask, make_instance

T = TypeVar("T")


class Parameters:
    """Draws what makes one task of a family differ from another, and remembers it by name: `values`
    are what C++ texts call `$name`, `key` tells tasks apart."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._labels: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def int(self, name: str, low: int, high: int) -> int:
        """Draws an integer."""
        value = self._rng.randint(low, high)
        return self._keep(name, value, str(value))

    def choice(self, name: str, *options: T) -> T:
        """Draws one of the options: numbers, texts or `Expr`s."""
        value = self._rng.choice(options)
        return self._keep(name, value, str(value))

    def entry(self, name: str, options: Mapping[str, T]) -> T:
        """Draws one entry of a mapping, whose key tells it apart, and returns its value."""
        label = self._rng.choice(list(options))
        return self._keep(name, options[label], label)

    def draw(self, name: str, make: Callable[[random.Random], T], label: Callable[[T], str]) -> T:
        """Draws what `make` makes; `label` tells it apart from whatever else it may make."""
        value = make(self._rng)
        return self._keep(name, value, label(value))

    @property
    def words(self) -> random.Random:
        """Returns what draws the words of a text: not a part of the key."""
        return self._rng

    @property
    def key(self) -> str:
        """Returns what was drawn, as one text."""
        return ",".join(f"{name}={label}" for name, label in self._labels.items())

    def _keep(self, name: str, value: T, label: str) -> T:
        if name in self.values:
            raise ValueError(f"two parameters are called {name}")
        self.values[name], self._labels[name] = value, label
        return value


@dataclass(frozen=True)
class Family:
    """A family: `make` draws its tasks, all with this rating (about that of Codeforces; a step of
    100) and these tags."""

    name: str
    rating: int
    tags: tuple[str, ...]
    task: Callable[[Parameters], Task] = field(repr=False)

    def make(
        self, rng: random.Random, voice: str | None = None, language: str | None = None
    ) -> Instance:
        """Returns an instance, told in `voice` or in any; one that asks for a function asks for it
        in `language`, or in any."""
        parameters = Parameters(rng)
        task = self.task(parameters)
        drawn = DrawnTask(
            self.name, parameters.key, self.rating, self.tags, task, parameters.values
        )
        return make_instance(drawn, rng, voice, language)

    def drawn_key(self, rng: random.Random) -> str:
        """Returns the key of the instance that `make` would make from the same state of `rng`,
        without telling it."""
        parameters = Parameters(rng)
        self.task(parameters)
        return parameters.key

    def key(self, seed: int) -> str:
        """Returns the key of the instance of a seed."""
        return self.drawn_key(random.Random(f"{self.name}:{seed}"))

    def instance(
        self, seed: int, voice: str | None = None, language: str | None = None
    ) -> Instance:
        """Returns the instance of a seed, the same on every machine."""
        return self.make(random.Random(f"{self.name}:{seed}"), voice, language)


FAMILIES: dict[str, Family] = {}


def family(
    rating: int, *tags: str
) -> Callable[[Callable[[Parameters], Task]], Callable[[Parameters], Task]]:
    """Registers a function as the family of its name. Raises ValueError for a name that is taken, a
    rating that is no step of 100 from 800 on, or a family without tags."""
    if rating % 100 or rating < 800 or not tags:
        raise ValueError(f"a family has a rating from 800 on and tags, not {rating}, {tags}")

    def register(function: Callable[[Parameters], Task]) -> Callable[[Parameters], Task]:
        name = function.__name__
        if name in FAMILIES:
            raise ValueError(f"two families are called {name}")
        FAMILIES[name] = Family(name, rating, tags, function)
        return function

    return register
