"""Whether a program is right: hidden tests, or the check program of a function benchmark.

A check program runs as an ordinary program in the sandbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shortlist_engine.datasets.check_programs import CheckProgram, checked_source
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.files import digest
from shortlist_engine.problem import Example, Problem, Program, Verdict


@dataclass(frozen=True)
class Judgement:
    """`verdict` is AC, or that of the first test that failed, whose index is `test`; `cpu_ms` is
    the CPU time of all runs together."""

    verdict: Verdict
    test: int = -1
    cpu_ms: float = 0.0
    detail: str = ""

    @property
    def right(self) -> bool:
        """Says whether the program was accepted."""
        return self.verdict is Verdict.AC


async def judge(
    row: EvaluationProblem, program: Program, pool: Runner, tests: Sequence[Example] | None = None
) -> Judgement:
    """Runs the program on the hidden tests until one fails (on `tests` when given), or with the
    problem's check program. Without either nothing is proven, and the verdict is SK.

    Raises what `ExecutionPool.run` does.
    """
    if row.check is not None:
        return await _judge_by_check(row, row.check, program, pool)
    tests = row.tests if tests is None else tests
    if not tests:
        return Judgement(Verdict.SK, detail="there are no hidden tests")
    runs = await pool.run(
        RunRequest(
            row.problem,
            program,
            [test.input for test in tests],
            [test.output for test in tests],
            stop_at_first_failure=True,
        )
    )
    cpu_ms = sum(run.cpu_ms for run in runs)
    for index, run in enumerate(runs):
        if run.verdict is not Verdict.AC:
            return Judgement(run.verdict, index, cpu_ms, run.detail)
    return Judgement(Verdict.AC, cpu_ms=cpu_ms)


async def first_right(
    row: EvaluationProblem,
    programs: Iterable[Program],
    pool: Runner,
    tests: Sequence[Example] | None = None,
) -> int | None:
    """Returns the index of the first program that is right, None when none is."""
    for index, program in enumerate(programs):
        if (await judge(row, program, pool, tests)).right:
            return index
    return None


async def _judge_by_check(
    row: EvaluationProblem, check: CheckProgram, program: Program, pool: Runner
) -> Judgement:
    if program.language != check.language:
        return Judgement(Verdict.CE, detail=f"the tests are in {check.language}")
    mark = "tests-passed-" + digest((row.id + program.source).encode())[:16]
    whole = Program(check.language, checked_source(check, program.source, mark))
    alone = Problem(row.problem.title, "", limits=row.problem.limits)
    (run,) = await pool.run(RunRequest(alone, whole, [""]))
    if run.verdict is not Verdict.OK:
        return Judgement(run.verdict, 0, run.cpu_ms, run.detail)
    if mark not in run.output.splitlines():
        return Judgement(Verdict.WA, 0, run.cpu_ms, "it ended before its tests did")
    return Judgement(Verdict.AC, cpu_ms=run.cpu_ms)
