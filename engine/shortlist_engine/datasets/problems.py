"""A problem to measure on: what the solver sees, and what decides whether a program is right."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.problem import Example, Problem, Program


@dataclass(frozen=True)
class EvaluationProblem:
    """Holds a problem together with what the solver never sees.

    A program is right when it is accepted on the `examples` of its problem and on all `tests`, or
    when `check` runs to its end with it. `solutions` are the data set's own. `rating` is on the
    scale of the source, None when it has none. `samples` are programs that were drawn elsewhere, in
    their order; `generated` are tests that a model wrote, which may be wrong, with how often.
    `family` is that of a problem of the bank, empty elsewhere.
    """

    id: str
    source: str
    problem: Problem
    tests: tuple[Example, ...]
    check: CheckProgram | None = None
    tags: tuple[str, ...] = ()
    rating: float | None = None
    licence: str = ""
    solutions: tuple[Program, ...] = ()
    samples: tuple[Program, ...] = ()
    generated: tuple[tuple[GeneratedTest, int], ...] = ()
    family: str = ""

    @property
    def judged(self) -> bool:
        """Says whether there is anything that tells right programs from wrong ones."""
        return bool(self.tests) or self.check is not None
