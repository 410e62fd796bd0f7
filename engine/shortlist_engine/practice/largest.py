"""The user's program on inputs as large as the statement allows: too slow, or too much memory, is
known before it is submitted."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from shortlist_engine.inputs.generation import full_inputs
from shortlist_engine.practice.examples import Runner, run_tests
from shortlist_engine.problem import Problem, Program, Run
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest

_NAME_CHARS = 40
MOST_TOKENS = 1_000_000
"""So many are the inputs of the largest problems that judges have."""


async def large_inputs(problem: Problem, count: int, seed: int) -> tuple[NamedTest, ...]:
    """Returns inputs as large as the statement allows, each named by how it begins; made in a
    thread, since they are large. Raises EngineError `unsupported` where the statement does not say
    how large."""
    rng = random.Random(seed)
    made = await asyncio.to_thread(full_inputs, problem, count, rng, MOST_TOKENS)
    if not made:
        raise EngineError(
            "unsupported",
            "How large an input may be was not understood from the statement: it needs bounds such "
            "as 1 ≤ n ≤ 2·10^5, and an example of the form of the input.",
        )
    return tuple(NamedTest(_name(text), text) for text in made)


async def run_large(
    runner: Runner,
    problem: Problem,
    program: Program,
    tests: tuple[NamedTest, ...],
    *,
    cancelled: asyncio.Event,
    on_run: Callable[[int, Run], None],
) -> tuple[Run, ...]:
    """Returns one Run for each input, one at a time, so that times are what a judge would see."""
    runs: list[Run] = []
    for index, test in enumerate(tests):
        if cancelled.is_set():
            break
        (run,) = await run_tests(runner, problem, program, [test], cancelled=cancelled)
        runs.append(run)
        on_run(index, run)
    return tuple(runs)


def _name(text: str) -> str:
    """How an input begins, on one line."""
    start = " ".join(text[: 4 * _NAME_CHARS].split())
    return start if len(start) <= _NAME_CHARS else start[: _NAME_CHARS - 1].rstrip() + "…"
