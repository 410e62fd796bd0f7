"""Short ways to run programs without the sandbox."""

from __future__ import annotations

from shortlist_engine.execution.plain.runner import PlainRunner
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run

PROBLEM = Problem("p", "", limits=Limits(time_s=5))


async def run_one(
    runner: PlainRunner,
    source: str,
    given: str = "",
    expected: str | None = None,
    *,
    language: str = "python",
    problem: Problem = PROBLEM,
    **limits: float,
) -> Run:
    wanted = Limits(**{"time_s": 5, **limits})  # type: ignore[arg-type]
    answers = None if expected is None else [expected]
    program = Program(language, source)
    (run,) = await runner.run(RunRequest(problem, program, [given], answers, limits=wanted))
    return run
