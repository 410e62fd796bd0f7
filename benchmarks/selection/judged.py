"""Judged programs for stdin problems, run on the examples and on generated inputs."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.data import content_key
from benchmarks.selection.pools import LabelledPool, PoolCache, mean_time_ms, without_invalid
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.inputs import generate_inputs
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.selection import outcome
from shortlist_engine.selection.rules import encode, evidence

INPUTS = 20
TIME_S = 2.0
AT_ONCE = 4
_VERSION = 2


@dataclass(frozen=True)
class JudgedPool:
    """A problem with the programs of one pool, and whether its judge accepted them."""

    id: str
    problem: Problem
    programs: tuple[Program, ...]
    accepted: tuple[bool, ...]

    @property
    def mixed(self) -> bool:
        """Whether a choice can be right or wrong."""
        return any(self.accepted) and not all(self.accepted)


async def run_pools(
    judged: Iterable[JudgedPool], cache: PoolCache, workers: int | None
) -> AsyncIterator[LabelledPool]:
    """One pool for each problem, from the cache or by running its programs."""
    async with ExecutionPool(workers) as pool:
        for each in judged:
            inputs = generate_inputs(each.problem, INPUTS, random.Random(each.id))
            key = content_key("judged", _VERSION, TIME_S, each, inputs)
            known = cache.get(key)
            if known is None:
                known = await run_pool(pool, each, inputs)
                cache.put(key, known)
            yield without_invalid(known)


async def run_pool(pool: ExecutionPool, judged: JudgedPool, inputs: Sequence[str]) -> LabelledPool:
    problem = judged.problem
    counts = Counter(program.id for program in judged.programs)
    distinct = {program.id: i for i, program in reversed(list(enumerate(judged.programs)))}
    order = sorted(distinct.values())
    turn = asyncio.Semaphore(AT_ONCE)

    async def run(index: int) -> tuple[Sequence[Run], Sequence[Run]]:
        async with turn:
            return await _run(pool, problem, judged.programs[index], inputs)

    found = await asyncio.gather(*map(run, order))
    known = evidence(
        encode([[outcome(each, problem.checker) for each in runs] for _, runs in found]),
        counts=[counts[judged.programs[index].id] for index in order],
        first=order,
        examples=np.array(
            [[each.verdict is Verdict.AC for each in examples] for examples, _ in found], np.bool_
        ),
        length=[len(judged.programs[index].source) for index in order],
        time_ms=[mean_time_ms([each.cpu_ms for each in runs]) for _, runs in found],
    )
    accepted = np.array([judged.accepted[index] for index in order], np.bool_)
    return LabelledPool(judged.id, known, accepted, len(judged.programs))


async def _run(
    pool: ExecutionPool, problem: Problem, program: Program, inputs: Sequence[str]
) -> tuple[Sequence[Run], Sequence[Run]]:
    """The examples; and, for a program that passes them, the generated inputs."""
    texts = [example.input for example in problem.examples]
    expected = [example.output for example in problem.examples]
    examples = await pool.run(
        RunRequest(problem, program, texts, expected, stop_at_first_failure=True)
    )
    if any(run.verdict is not Verdict.AC for run in examples):
        return examples, [Run(Verdict.SK)] * len(inputs)
    limits = replace(problem.limits, time_s=TIME_S)
    return examples, await pool.run(RunRequest(problem, program, inputs, limits=limits))
