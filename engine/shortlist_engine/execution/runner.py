"""What runs programs, for those who need no more of it: `ExecutionPool`, or a stand-in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shortlist_engine import languages
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.problem import Limits, Problem, Program, Run


@dataclass(frozen=True)
class RunRequest:
    """Asks for a program to be run on inputs.

    Without `expected` a clean run's verdict is OK. With `stop_at_first_failure` the inputs after
    the first that fails are SK. `limits` replace the problem's. Variation 0 is the same on every
    worker and each time; variation 1 has other seeds of hashes and random numbers and another
    layout of memory, so that a program whose output differs between the two depends on what it
    should not. `checker` judges the outputs in the place of the problem's own rule.

    Raises ValueError when inputs and expected outputs do not pair up, and for another variation.
    """

    problem: Problem
    program: Program
    inputs: Sequence[str]
    expected: Sequence[str] | None = None
    stop_at_first_failure: bool = False
    limits: Limits | None = None
    variation: int = 0
    checker: CustomChecker | None = None

    def __post_init__(self) -> None:
        if self.expected is not None and len(self.expected) != len(self.inputs):
            raise ValueError(f"{len(self.inputs)} inputs but {len(self.expected)} expected outputs")
        if self.variation not in (0, 1):
            raise ValueError(f"variation must be 0 or 1, not {self.variation}")


class Runner(Protocol):
    """Runs programs, at most `workers` of them at a time; further calls wait."""

    @property
    def workers(self) -> int: ...

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Returns one Run for each input, in order. Never raises for what a program does.
        Cancelling the caller ends the program at once."""
        ...

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        """Returns those of `among` in which programs can be run. Looking for their tools may take a
        second the first time."""
        ...

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Returns what a checker program says of `output` on `input`, where `answer` is the
        judges'; SE, with the checker's name, when it is the checker that fails."""
        ...


def unsupported(problem: Problem, program: Program) -> str:
    """Says why a program is not run anywhere, whatever tools are here; empty when it is."""
    known = languages.runnable()
    if program.language not in known:
        return f"unsupported language {program.language!r}: known are {', '.join(known)}"
    called = languages.called()
    if problem.kind == "function" and program.language not in called:
        can = " and ".join(called)
        return f"unsupported: function problems run in {can}, not in {program.language}"
    return ""
