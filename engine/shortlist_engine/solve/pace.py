"""Whether programs are fast enough: the leading ones on inputs as large as the statement allows.

Examples and generated inputs are small, so a program that tries everything agrees on them with one
that is fast, and fails where a judge's tests are large. What a program prints is not looked at,
since such an input may be invalid.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from shortlist_engine.concurrency import for_each
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.inputs import full_inputs
from shortlist_engine.problem import Problem, Program, Verdict
from shortlist_engine.selection import Pace
from shortlist_engine.selection.rules import CandidateRanking
from shortlist_engine.solve.seeds import derive_seed
from shortlist_engine.solve.trials import programs_at_once

FULL_INPUTS = 3
PACED = 12
"""So many programs are run, best first."""
FULL_TIME_S = 3.0
"""The inputs hold less than the largest that a judge may have, so a longer limit is not needed."""


async def paces_of_leading(
    problem: Problem,
    programs: Sequence[Program],
    ranking: CandidateRanking,
    pool: Runner,
    seed: int,
    found: Callable[[int, Pace], None],
) -> int:
    """Sees whether the first `PACED` of `programs`, in the order of their `ranking`, are fast
    enough for large inputs. `found` is called with the index of a program and its pace as soon as
    that is known. Returns how many inputs there were: none where the statement does not say how
    large they may be, and then `found` is not called. Raises what the pool does."""
    inputs = await asyncio.to_thread(_large_inputs, problem, seed) if programs else []

    async def run(index: int) -> None:
        found(index, await _find_pace(problem, programs[index], inputs, pool))

    if inputs:
        await for_each(ranking.order[:PACED].tolist(), run, programs_at_once(pool))
    return len(inputs)


def _large_inputs(problem: Problem, seed: int) -> list[str]:
    return full_inputs(problem, FULL_INPUTS, random.Random(derive_seed(seed, "large inputs")))


async def _find_pace(
    problem: Problem, program: Program, inputs: Sequence[str], pool: Runner
) -> Pace:
    """Runs the program on the inputs until it is late on one."""
    limits = replace(problem.limits, time_s=min(problem.limits.time_s, FULL_TIME_S))
    ended = 0
    for text in inputs:
        (run,) = await pool.run(RunRequest(problem, program, [text], limits=limits))
        if run.verdict in (Verdict.TLE, Verdict.MLE):
            return Pace(ended, late=True)
        ended += run.verdict is Verdict.OK
    return Pace(ended)
