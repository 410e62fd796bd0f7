"""What a problem family is: a generator of problems with statements, programs and inputs.

A family module calls `@family(...)` on a function that takes a `random.Random` and returns an
`Instance`. All randomness comes from that argument, so an instance is reproduced by its seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from shortlist_engine.problem import Example, Problem


@dataclass(frozen=True)
class Instance:
    """Holds one problem drawn from a family.

    `key` names the parameters that were drawn (not the phrasing or the examples): two instances
    with equal keys ask for the same function, which is what "unseen" is measured by. `programs`
    are correct reference programs as (language, source) pairs, several styles each. `make_input`
    draws a valid test input, small enough to read; `answer` is the trusted reference in plain
    Python, from input text to output text.
    """

    family: str
    key: str
    title: str
    statement: str
    rating: int
    tags: tuple[str, ...]
    programs: tuple[tuple[str, str], ...]
    make_input: Callable[[random.Random], str]
    answer: Callable[[str], str]

    def example(self, rng: random.Random) -> Example:
        text = self.make_input(rng)
        return Example(text, self.answer(text))

    def problem(self, rng: random.Random, examples: int = 2) -> Problem:
        """Returns the problem with `examples` distinct examples (fewer when the inputs repeat)."""
        drawn: dict[str, Example] = {}
        for _ in range(20 * examples):
            example = self.example(rng)
            drawn.setdefault(example.input, example)
            if len(drawn) == examples:
                break
        return Problem(self.title, self.statement, tuple(drawn.values()))


@dataclass(frozen=True)
class Family:
    name: str
    make: Callable[[random.Random], Instance]

    def instance(self, seed: int) -> Instance:
        return self.make(random.Random(f"{self.name}:{seed}"))


FAMILIES: dict[str, Family] = {}


def family(function: Callable[[random.Random], Instance]) -> Callable[[random.Random], Instance]:
    """Registers the function under its own name."""
    name = function.__name__
    if name in FAMILIES:
        raise ValueError(f"two families are called {name}")
    FAMILIES[name] = Family(name, function)
    return function
