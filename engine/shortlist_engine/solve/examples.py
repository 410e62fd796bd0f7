"""Running programs on the examples of a problem, the same in a solve and in its evaluation."""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program

# Most programs that use more time than this on an example never end, and a quick one that passes
# makes the others superfluous: they get the whole limit only when no quick one passes.
FIRST_PASS_S = 0.25


def first_pass(problem: Problem) -> Limits:
    """Returns the limits that every program has at first."""
    return replace(problem.limits, time_s=min(problem.limits.time_s, FIRST_PASS_S))


def on_examples(problem: Problem, program: Program, limits: Limits | None = None) -> RunRequest:
    """Asks for a program to be run on the examples up to the first that it fails. `limits` replace
    the problem's."""
    return RunRequest(
        problem,
        program,
        [example.input for example in problem.examples],
        [example.output for example in problem.examples],
        stop_at_first_failure=True,
        limits=limits,
    )
