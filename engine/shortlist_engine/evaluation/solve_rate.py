"""How many problems the whole pipeline solves: examples passed, and hidden tests passed.

This is n@k of AlphaCode (section 2.2 of the paper) for one draw of k samples: at most ten
solutions are chosen from k samples by what `solve` does for a user, within its budget of time, and
the problem counts as solved when one of them passes every hidden test. `measuring.py` finds the
same for all k from one pool of samples.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from shortlist_engine.evaluation.judging import first_right
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Budget, Done
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.solve import SolveOptions, solve


@dataclass(frozen=True)
class Outcome:
    """What happened to one problem. `best_rank` is the rank of the first solution that passes
    every hidden test, None when there is none; `seconds` is wall time of the solve alone."""

    id: str
    source: str
    sampled: int
    unique: int
    survivors: int
    clusters: int
    solutions: int
    best_rank: int | None
    best_passed: int
    examples: int
    seconds: float
    best_source: str = ""


async def measure(
    problems: Iterable[EvaluationProblem],
    *,
    sampler: Sampler,
    pool: Runner,
    budget: Budget,
    options: SolveOptions,
) -> AsyncIterator[Outcome]:
    """Solves each problem and judges what is offered; yields an outcome as soon as it is known."""
    for row in problems:
        started = time.monotonic()
        done = None
        async for event in solve(
            row.problem, sampler=sampler, pool=pool, budget=budget, options=options
        ):
            if isinstance(event, Done):
                done = event
        seconds = time.monotonic() - started
        assert done is not None, "solve ends with Done"
        right = await first_right(row, [item.program for item in done.solutions], pool)
        best = None if right is None else done.solutions[right]
        counts = done.progress
        yield Outcome(
            id=row.id,
            source=row.source,
            sampled=counts.sampled,
            unique=counts.unique,
            survivors=counts.passed,
            clusters=counts.clusters,
            solutions=len(done.solutions),
            best_rank=best.rank if best else None,
            best_passed=counts.best_passed,
            examples=len(row.problem.examples),
            seconds=seconds,
            best_source=best.program.source if best else "",
        )
