"""C++ programs with a judge's verdict: rewrites of right programs by language models."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.data import place, read_rows
from benchmarks.selection.judged import JudgedPool
from shortlist_engine.datasets import read_dataset
from shortlist_engine.problem import Program

FILE = "judged_cpp_pools.jsonl.gz"
PROBLEMS = "judged_cpp_samples.jsonl.gz"


def read_pools(data: Path, problems: int, programs: int) -> list[JudgedPool]:
    """Problems with one right answer, in an order that does not depend on the file's, with at most
    `programs` candidates each, drawn at random, at least one of them accepted and one not."""
    known = {row.id: row.problem for row in read_dataset(data / PROBLEMS)}
    found = []
    for row in sorted(read_rows(data / FILE), key=lambda row: place(row["problem_id"])):
        problem = known.get(row["problem_id"])
        if problem is None or problem.several_answers or not problem.examples:
            continue
        drawn = random.Random(row["problem_id"]).sample(row["samples"], len(row["samples"]))
        drawn = drawn[:programs]
        pool = JudgedPool(
            row["problem_id"],
            problem,
            tuple(Program("cpp", each["code"]) for each in drawn),
            tuple(each["verdict"] == "accepted" for each in drawn),
        )
        if pool.mixed:
            found.append(pool)
    return found[:problems]
