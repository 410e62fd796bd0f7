"""A test, whatever it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.problem import Problem


@dataclass(frozen=True)
class NamedTest:
    """A named test is an input with a name to show. `expected` is None when there is nothing to
    compare with."""

    name: str
    input: str
    expected: str | None = None


def examples_of(problem: Problem) -> tuple[NamedTest, ...]:
    """Returns the examples of a problem as tests, named by their numbers from 1."""
    return tuple(
        NamedTest(str(number), example.input, example.output)
        for number, example in enumerate(problem.examples, 1)
    )
