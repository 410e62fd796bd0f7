"""A problem to measure on: what the solver sees, what decides whether a program is right, and what
models once wrote for it."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.problem import Example, Problem, Program


@dataclass(frozen=True)
class RecordedAnswer:
    """Holds what a model once wrote for a problem: `readings` are the programs that can be read
    from it, the most likely first, none where it holds no program. `right` is what its own judge
    found, None where nobody judged it. `repairs` is the place of the answer that it was asked to
    mend, None for one that was asked for afresh."""

    text: str
    readings: tuple[Program, ...]
    right: bool | None = None
    model: str = ""
    role: str = ""
    repairs: int | None = None


@dataclass(frozen=True)
class FunctionForm:
    """Holds a function problem as its benchmark prints it: `prompt` is what a model goes on with,
    `declaration` the same without any words (empty where the benchmark has none), and `body` the
    reference's rest, empty where there is none."""

    language: str
    prompt: str
    declaration: str = ""
    body: str = ""


@dataclass(frozen=True)
class EvaluationProblem:
    """Holds a problem together with what the solver never sees.

    A program is right when it is accepted on the `examples` of its problem and on all `tests`, or
    when `check` runs to its end with it. `solutions` are the data set's own. `rating` is on the
    scale of the source, None when it has none. `samples` are programs that were drawn elsewhere, in
    their order; `generated` are tests that a model wrote, which may be wrong, with how often.
    `family` is that of a problem of the bank, empty elsewhere. `answers` are recorded ones, which
    are samples too: where all of them have a label and there is no `check`, the labels decide.
    `form` is there for the functions of benchmarks in several languages, `turns` where a program
    is asked for in steps, with at most `answer_tokens` for the answer to each (0: not stated).
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
    answers: tuple[RecordedAnswer, ...] = ()
    form: FunctionForm | None = None
    turns: tuple[str, ...] = ()
    answer_tokens: int = 0

    @property
    def attempts(self) -> tuple[RecordedAnswer, ...]:
        """Returns the recorded answers that were asked for afresh: those that mend another are no
        samples of the problem."""
        return tuple(answer for answer in self.answers if answer.repairs is None)

    @property
    def recorded(self) -> int:
        """Counts the samples that it brings."""
        return len(self.samples) or len(self.attempts)

    @property
    def labelled(self) -> bool:
        """Says whether the labels of its recorded answers decide what is right."""
        labels = [answer.right for answer in self.answers]
        return self.check is None and bool(labels) and None not in labels

    @property
    def judged(self) -> bool:
        """Says whether there is anything that tells right programs from wrong ones."""
        return bool(self.tests) or self.check is not None or self.labelled
