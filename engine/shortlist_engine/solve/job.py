"""What one solve is about, for all of its parts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Budget, Problem, SolveOptions
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.solve.deadline import Deadline


@dataclass(frozen=True, eq=False)
class Job:
    """Holds what was asked for and what it is done with. `available` are the languages that can be
    run, `languages` those to sample in. `seed` decides everything random, and `cancelled` ends
    it."""

    problem: Problem
    sampler: Sampler
    pool: Runner
    budget: Budget
    options: SolveOptions
    available: Collection[str]
    languages: tuple[str, ...]
    seed: int
    deadline: Deadline
    cancelled: asyncio.Event
