"""A problem to measure on: what the solver sees, and what decides whether a program is right."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.problem import Example, Problem, Program


@dataclass(frozen=True)
class CheckProgram:
    """The hidden tests of a function benchmark, as text around the program under test.

    `before` holds what the prompt gives (imports, helpers), `after` the tests. With `last_print`,
    MTPB's scoring (Nijkamp et al. 2022), `print` records its argument and a last expression that
    is not printed counts as printed; `after` finds the records in `_printed`.
    """

    language: str
    before: str
    after: str
    last_print: bool = False


@dataclass(frozen=True)
class EvaluationProblem:
    """A problem together with what the solver never sees.

    A program is right when it is accepted on the `examples` of its problem and on all `tests`, or
    when `check` runs to its end with it. `solutions` are the data set's own. `rating` is on the
    scale of the source, None when it has none. `samples` are programs that were drawn elsewhere, in
    their order; `generated` are tests that a model wrote, which may be wrong, with how often.
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

    @property
    def judged(self) -> bool:
        """Whether there is anything that tells right programs from wrong ones."""
        return bool(self.tests) or self.check is not None
