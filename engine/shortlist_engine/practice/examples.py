"""A user's program on the examples of a problem, or on tests like them, one verdict at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from shortlist_engine.concurrency import Cancelled, for_each, unless
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.languages import runnable, toolchain
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest

GOOD = (Verdict.AC, Verdict.OK)
CANCELLED = Run(Verdict.SK, detail="not run: cancelled")
OnRun = Callable[[int, Run], None]


def check_language(problem: Problem, language: str, available: Sequence[str]) -> None:
    """Raises EngineError `unsupported`, naming the fix, when no program in `language` can be run
    for this problem. `available` are the languages whose tools are installed."""
    if problem.interactive:
        raise EngineError(
            "unsupported",
            "This is an interactive problem: its examples are conversations, which cannot be run "
            "as an input and an output.",
        )
    known = runnable()
    if language not in known:
        raise EngineError(
            "unsupported",
            f"Programs in {language} cannot be run; these can: {', '.join(known)}.",
        )
    if language not in available:
        fix = toolchain(language).fix
        raise EngineError("unsupported", f"Programs in {language} cannot be run here: {fix}.")


async def run_tests(
    pool: Runner,
    problem: Problem,
    program: Program,
    tests: Sequence[NamedTest],
    *,
    cancelled: asyncio.Event | None = None,
    on_run: OnRun | None = None,
) -> tuple[Run, ...]:
    """Returns one Run for each test, in order, each in a process of its own; as many at a time as
    the pool has workers.

    `on_run(index, run)` is called as each ends, in no certain order. The first test goes ahead
    alone: a program that does not compile has the same Run for all. When `cancelled` is set, what
    runs ends at once and what has no Run yet is SK. Raises what `pool.run` raises.
    """
    runs: list[Run] = [CANCELLED] * len(tests)

    async def run_one(index: int) -> Run:
        test = tests[index]
        expected = None if test.expected is None else [test.expected]
        run = (await pool.run(RunRequest(problem, program, [test.input], expected)))[0]
        runs[index] = run
        if on_run is not None:
            on_run(index, run)
        return run

    async def run_all() -> None:
        if not tests:
            return
        first = await run_one(0)
        if first.verdict is Verdict.CE:
            runs[:] = [first] * len(tests)
            for index in range(1, len(tests)):
                if on_run is not None:
                    on_run(index, first)
            return
        await for_each(range(1, len(tests)), run_one, min(pool.workers, len(tests)))

    with contextlib.suppress(Cancelled):
        await unless(cancelled, run_all())
    return tuple(runs)
