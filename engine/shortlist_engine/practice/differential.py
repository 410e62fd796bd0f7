"""Two programs on the same inputs: the user's, and another that is slow but trusted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shortlist_engine.concurrency import all_of
from shortlist_engine.execution.checking.checkers import Comparison, compare
from shortlist_engine.execution.checking.function_values import compare_values
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.practice.examples import Runner
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict

Judgement = Callable[[str, str, str], Awaitable[Comparison]]
"""What a checker of the user's says of an input, an output and the answer."""
PATIENCE_S = 10.0
PATIENCE_MIB = 1024
_FAILURES = frozenset(
    {Verdict.WA, Verdict.PE, Verdict.RE, Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.CE}
)


class Comparing(Protocol):
    """Compares the user's program with another one, or with several."""

    @property
    def problem(self) -> Problem: ...

    @property
    def program(self) -> Program: ...

    @property
    def other(self) -> Program: ...

    @property
    def other_name(self) -> str: ...

    def refused(self, trial: Trial, tried: int) -> str:
        """Says in words that nothing is known of `tried` inputs, `trial` being of the first."""
        ...

    async def judge(self, inputs: Sequence[str]) -> list[Trial]:
        """Returns one Trial for each input, in order. Raises StressError when Shortlist itself
        failed."""
        ...


class StressError(Exception):
    """Says why the comparison cannot go on. `program` is the one at fault (None: Shortlist) and
    `run` what it did, where there is one."""

    def __init__(
        self, message: str, program: Program | None = None, run: Run | None = None
    ) -> None:
        super().__init__(message)
        self.program = program
        self.run = run


@dataclass(frozen=True)
class Trial:
    """Holds what both programs did with one input: `run` of the user's program, judged against the
    output of `reference`. Where the reference is what many programs agree on, `agreeing` of `of` do
    what it does."""

    input: str
    run: Run
    reference: Run
    agreeing: int = 0
    of: int = 0

    @property
    def refused(self) -> bool:
        """Says whether the other program did not end well, so that nothing is known."""
        return self.reference.verdict is not Verdict.OK

    @property
    def failed(self) -> bool:
        """Says whether the user's program failed where the other one ended well."""
        return not self.refused and self.run.verdict in _FAILURES


@dataclass(frozen=True)
class DifferentialTest:
    """Compares two programs: `program` under the problem's limits; `other` with more time and
    memory, because a program that is surely right is often slow. `judgement` takes the place of the
    problem's rule."""

    pool: Runner
    problem: Problem
    program: Program
    other: Program
    other_name: str = "the other program"
    judgement: Judgement | None = None

    def refused(self, trial: Trial, tried: int) -> str:
        """Says that the other program ended well on none of the inputs."""
        run = trial.reference
        return (
            f"{self.other_name} ended well on none of {tried} inputs (the first: "
            f"{run.verdict.value}: {run.detail})"
        )

    async def judge(self, inputs: Sequence[str]) -> list[Trial]:
        """Returns one Trial for each input, in order. Raises StressError when Shortlist itself
        failed."""
        limits = self.problem.limits
        patient = Limits(
            max(limits.time_s, PATIENCE_S),
            max(limits.memory_mib, PATIENCE_MIB),
            limits.output_kib,
        )
        share = max(1, self.pool.workers // 2)  # both programs have half of the workers
        runs, references = await all_of(
            [
                run_spread(self.pool, self.problem, self.program, inputs, limits, share),
                run_spread(self.pool, self.problem, self.other, inputs, patient, share),
            ]
        )
        verdicts = await all_of(
            [
                judged(self.problem, self.judgement, text, run, reference)
                for text, run, reference in zip(inputs, runs, references, strict=True)
            ]
        )
        return [
            Trial(text, run, reference)
            for text, run, reference in zip(inputs, verdicts, references, strict=True)
        ]


async def run_spread(
    pool: Runner,
    problem: Problem,
    program: Program,
    inputs: Sequence[str],
    limits: Limits,
    share: int,
) -> list[Run]:
    """Returns one Run of `program` for each input, on `share` workers at a time. Raises StressError
    when Shortlist itself failed."""
    size = max(1, -(-len(inputs) // share))
    parts = await all_of(
        [
            pool.run(RunRequest(problem, program, inputs[start : start + size], limits=limits))
            for start in range(0, len(inputs), size)
        ]
    )
    runs = [run for part in parts for run in part]
    broken = next((run for run in runs if run.verdict is Verdict.SE), None)
    if broken is not None:
        raise StressError(f"Shortlist failed: {broken.detail}.", None, broken)
    return runs


async def judged(
    problem: Problem, judgement: Judgement | None, text: str, run: Run, reference: Run
) -> Run:
    """Returns a run with the verdict that comparing it with `reference` gives, where both ended
    well. Raises StressError when a checker of the user's failed."""
    if run.verdict is not Verdict.OK or reference.verdict is not Verdict.OK:
        return run
    found: Comparison
    if judgement is not None:
        found = await judgement(text, run.output, reference.output)
        if found.verdict is Verdict.SE:
            raise StressError(f"{found.detail}.")
    elif problem.kind == "function":
        found = compare_values(reference.output, run.output)
    else:
        found = compare(reference.output, run.output, problem.checker)
    return replace(run, verdict=found.verdict, detail=found.detail)
