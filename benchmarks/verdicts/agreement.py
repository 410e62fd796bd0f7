"""Do our verdicts agree with those of judges? Programs with a judge's label are run on the
examples and tests of their problem, with its limits and its checker."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shortlist_engine.datasets.common import CORRECT, LabelledProgram
from shortlist_engine.execution.checking.checkers import compare
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Example, Run, Verdict

_SHOWN = 60


@dataclass(frozen=True)
class Judged:
    """One labelled program and our verdict on it.

    `verdict` is that of the first test that failed, else AC; `test` is its index among the
    examples followed by the hidden tests, -1 for AC. `cpu_ms` and `memory_kib` are the largest
    over the tests that ran. `time_limit_s` is the row's, None when it states none; the run itself
    had `allowed_s`. `output` is a digest of the failing test's output, and `permissive` says that
    AlphaCode's rule would have accepted it. `lenient` is the first place at which an accepted
    output is not the expected text though nobody asked for a tolerance, as "expected / output".
    `again` is the verdict of a second run, made only when verdict and label disagree: "other
    output" when only the output changed.
    """

    file: str
    problem: str
    language: str
    label: str
    verdict: str
    detail: str
    test: int
    tests: int
    hidden: bool
    several: bool
    cpu_ms: float
    memory_kib: int
    time_limit_s: float | None
    allowed_s: float
    output: str = ""
    permissive: bool = False
    lenient: str = ""
    again: str = ""
    source: str = ""

    @property
    def correct(self) -> bool:
        return self.label == CORRECT

    @property
    def accepted(self) -> bool:
        return self.verdict == Verdict.AC.value

    @property
    def slow(self) -> bool:
        """Right on all tests, but over the row's time limit here."""
        return (
            self.accepted
            and self.time_limit_s is not None
            and self.cpu_ms > self.time_limit_s * 1000
        )

    @property
    def agrees(self) -> bool:
        return self.accepted if self.correct else not self.accepted or self.slow


async def judge_program(
    labelled: LabelledProgram, pool: ExecutionPool, time_factor: float
) -> Judged:
    """Runs the program on each test until one fails, with `time_factor` times the time limit that
    its row states, and once more when verdict and label disagree.

    Raises what `ExecutionPool.run` does.
    """
    first = await _once(labelled, pool, time_factor)
    if first.agrees:
        return first
    second = await _once(labelled, pool, time_factor)
    again = second.verdict
    if again == first.verdict and second.output != first.output:
        again = "other output"
    return replace(first, again=again, source=labelled.program.source)


async def _once(labelled: LabelledProgram, pool: ExecutionPool, time_factor: float) -> Judged:
    row, problem = labelled.row, labelled.row.problem
    tests = tuple(dict.fromkeys((*problem.examples, *row.tests)))
    limits = problem.limits
    if labelled.time_limit_s is not None:
        limits = replace(limits, time_s=limits.time_s * time_factor)
    runs = await pool.run(
        RunRequest(
            problem,
            labelled.program,
            [test.input for test in tests],
            [test.output for test in tests],
            stop_at_first_failure=True,
            limits=limits,
        )
    )
    failed = next((i for i, run in enumerate(runs) if run.verdict is not Verdict.AC), -1)
    run = runs[failed] if failed >= 0 else Run(Verdict.AC)
    wrong = failed >= 0 and run.verdict in (Verdict.WA, Verdict.PE)
    return Judged(
        file=row.source,
        problem=row.id,
        language=labelled.program.language,
        label=labelled.label,
        verdict=run.verdict.value,
        detail=run.detail,
        test=failed,
        tests=len(tests),
        hidden=bool(row.tests),
        several=problem.several_answers,
        cpu_ms=max((run.cpu_ms for run in runs), default=0.0),
        memory_kib=max((run.memory_kib for run in runs), default=0),
        time_limit_s=labelled.time_limit_s,
        allowed_s=limits.time_s,
        output=_digest(run.output) if wrong else "",
        permissive=wrong
        and compare(tests[failed].output, run.output, "alphacode").verdict is Verdict.AC,
        lenient="" if failed >= 0 else _leniency(tests, runs, problem.checker),
    )


def _leniency(tests: Sequence[Example], runs: Sequence[Run], checker: str) -> str:
    if checker.startswith("float"):
        return ""
    any_case = checker == "case_insensitive"
    for test, run in zip(tests, runs, strict=True):
        for want, have in zip(test.output.split(), run.output.split(), strict=False):
            if want != have and not (any_case and want.lower() == have.lower()):
                return f"{want[:_SHOWN]} / {have[:_SHOWN]}"
    return ""


def _digest(output: str) -> str:
    tokens = " ".join(output.split()).encode("utf-8", "surrogatepass")
    return hashlib.sha256(tokens).hexdigest()[:12]
