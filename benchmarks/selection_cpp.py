"""C++ programs with a judge's verdict, run on the examples and on inputs mutated from them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from selection_pools import LabelledPool, PoolCache, content_key, mean_time_ms

from shortlist_engine.evaluation.readers import read_jsonl
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict
from shortlist_engine.selection import mutate_inputs, outcome
from shortlist_engine.selection.rules import encode, evidence

FILE = "judged_cpp_pools.jsonl.gz"
PROBLEMS = "judged_cpp_samples.jsonl.gz"
INPUTS = 20
TIME_S = 2.0
_VERSION = 1


@dataclass(frozen=True)
class Pool:
    """A problem with candidates and whether its judge accepted them."""

    id: str
    problem: Problem
    programs: tuple[Program, ...]
    accepted: tuple[bool, ...]


def read_pools(data: Path, programs: int) -> list[Pool]:
    """Problems with one right answer, in an order that does not depend on the file's, with at most
    `programs` candidates each, drawn at random, at least one of them accepted and one not."""
    problems = {row.id: row.problem for row in read_jsonl(data / PROBLEMS)}
    with gzip.open(data / FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = []
    for row in sorted(rows, key=lambda row: hashlib.sha256(row["problem_id"].encode()).digest()):
        problem = problems.get(row["problem_id"])
        if problem is None or problem.several_answers or not problem.examples:
            continue
        drawn = random.Random(row["problem_id"]).sample(row["samples"], len(row["samples"]))
        accepted = tuple(each["verdict"] == "accepted" for each in drawn[:programs])
        if any(accepted) and not all(accepted):
            chosen = tuple(Program("cpp", each["code"]) for each in drawn[:programs])
            found.append(Pool(row["problem_id"], problem, chosen, accepted))
    return found


async def pools(
    data: Path, cache: PoolCache, workers: int | None, problems: int, programs: int
) -> AsyncIterator[LabelledPool]:
    """One pool for each problem, from the cache or by compiling and running its programs."""
    async with ExecutionPool(workers) as pool:
        for each in read_pools(data, programs)[:problems]:
            key = content_key("cpp", _VERSION, INPUTS, TIME_S, each)
            known = cache.get(key)
            if known is None:
                known = await run_problem(pool, each)
                cache.put(key, known)
            yield known


async def run_problem(pool: ExecutionPool, labelled: Pool) -> LabelledPool:
    problem = labelled.problem
    inputs = mutate_inputs(problem, INPUTS, random.Random(labelled.id))
    counts = Counter(program.id for program in labelled.programs)
    distinct = {program.id: i for i, program in reversed(list(enumerate(labelled.programs)))}
    order = sorted(distinct.values())
    passes, outcomes, times = [], [], []
    for index in order:
        examples, runs = await _run(pool, problem, labelled.programs[index], inputs)
        passes.append([run.verdict is Verdict.AC for run in examples])
        outcomes.append([outcome(run, problem.checker) for run in runs])
        times.append(mean_time_ms([run.cpu_ms for run in runs]))
    found = evidence(
        encode(outcomes),
        counts=[counts[labelled.programs[index].id] for index in order],
        first=order,
        examples=np.array(passes, np.bool_),
        length=[len(labelled.programs[index].source) for index in order],
        time_ms=times,
    )
    return LabelledPool(labelled.id, found, np.array([labelled.accepted[i] for i in order]))


async def _run(
    pool: ExecutionPool, problem: Problem, program: Program, inputs: Sequence[str]
) -> tuple[Sequence[Run], Sequence[Run]]:
    """The examples; and, for a program that passes them, the generated inputs."""
    texts = [example.input for example in problem.examples]
    expected = [example.output for example in problem.examples]
    examples = await pool.run(problem, program, texts, expected, stop_at_first_failure=True)
    if any(run.verdict is not Verdict.AC for run in examples):
        return examples, [Run(Verdict.SK)] * len(inputs)
    limits = Limits(TIME_S, problem.limits.memory_mib, problem.limits.output_kib)
    return examples, await pool.run(problem, program, inputs, limits=limits)
