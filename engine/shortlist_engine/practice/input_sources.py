"""Where the inputs of a stress test come from: the user's generator, or the examples."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.inputs import generate_inputs
from shortlist_engine.practice.differential import StressError
from shortlist_engine.practice.examples import Runner
from shortlist_engine.problem import Limits, Problem, Program, Verdict

GENERATOR_LIMITS = Limits(time_s=10.0, memory_mib=1024, output_kib=16 * 1024)
_SAME_AT_MOST = 12
_FRUITLESS_ROUNDS, _ROUND = 3, 250


@dataclass(frozen=True)
class GeneratedInput:
    """A generated input has the `seed` that the generator was given; None for an input inferred
    from the examples."""

    text: str
    seed: int | None = None


class InputSource(Protocol):
    """Gives inputs for a stress test."""

    trusted: bool
    """Whether every input is valid by the user's own word."""

    async def batch(self, count: int) -> list[GeneratedInput]:
        """Returns the next inputs, at most `count`; none when there are no more. Raises
        StressError."""
        ...


@dataclass
class GeneratorInputs:
    """Has a program write the inputs: it reads a seed from standard input (one integer and a line
    feed) and prints an input. Seeds count up from `first_seed`."""

    pool: Runner
    program: Program
    name: str
    first_seed: int = 1
    trusted = True
    _seen: set[str] = field(default_factory=set)
    _made: int = 0

    async def batch(self, count: int) -> list[GeneratedInput]:
        """Runs the generator with the next `count` seeds. Raises StressError when it fails with
        one."""
        first = self.first_seed + self._made
        seeds = range(first, first + count)
        plain = Problem(self.name, "", limits=GENERATOR_LIMITS)
        runs = await self.pool.run(RunRequest(plain, self.program, [f"{seed}\n" for seed in seeds]))
        made = []
        for seed, run in zip(seeds, runs, strict=True):
            if run.verdict is not Verdict.OK:
                raise StressError(
                    f"The generator {self.name} failed with seed {seed}: "
                    f"{run.verdict.value}: {run.detail}.",
                    None if run.verdict is Verdict.SE else self.program,
                    run,
                )
            if not run.output:
                raise StressError(
                    f"The generator {self.name} printed nothing with seed {seed}.",
                    self.program,
                    run,
                )
            made.append(GeneratedInput(run.output, seed))
        self._made += count
        if len(self._seen) < 2:
            self._seen |= {item.text for item in made}
        if len(self._seen) == 1 and self._made >= _SAME_AT_MOST:
            raise StressError(
                f"The generator {self.name} printed the same for {self._made} seeds. It has to "
                "read its seed, one integer, from standard input.",
                self.program,
            )
        return made


@dataclass
class ExampleInputs:
    """Writes inputs of the form of the examples and within what the statement says, as far as both
    are understood, and inputs near the examples'. They may break a constraint of the statement;
    where `valid` can tell, they do not."""

    problem: Problem
    rng: random.Random
    valid: Callable[[str], bool] | None = None
    trusted = False
    _seen: set[int] = field(default_factory=set)
    _waiting: list[str] = field(default_factory=list)

    async def batch(self, count: int) -> list[GeneratedInput]:
        """Returns new inputs, none when many rounds gave none."""
        for _ in range(_FRUITLESS_ROUNDS):
            if self._waiting:
                break
            made = generate_inputs(self.problem, max(count, _ROUND), self.rng)
            self._waiting = [text for text in made if hash(text) not in self._seen]
            self._seen.update(map(hash, self._waiting))
            if self.valid is not None:
                self._waiting = [text for text in self._waiting if self.valid(text)]
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        return [GeneratedInput(text) for text in batch]
