"""Function problems: found in a file as its author writes it, and right when they are solved.

Every prompt of HumanEval (Python) and HumanEval-X (C++) is parsed as a file with an empty function,
its canonical solution is put in and the file is parsed again, and that file is run in the sandbox
on the examples of its own prompt.

    python -m benchmarks.statements.functions --data DATA [--failures 20] [--workers 2]

`same problem`: the filled-in file still holds the problem that the empty one held. `passing`: the
canonical solution passes all examples of its prompt.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.data import read_rows, set_file
from benchmarks.tables import new_table
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run, Verdict
from shortlist_engine.statement import ProblemBlock, find_problems

SETS = {"humaneval": "python", "humanevalx_cpp": "cpp"}
LIMITS = Limits(time_s=10, memory_mib=1024)


@dataclass
class Score:
    rows: int = 0
    found: int = 0
    examples: int = 0
    same: int = 0
    passing: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    command.add_argument("--data", type=Path, required=True, help="the folder of public data sets")
    command.add_argument("--failures", type=int, default=0, help="how many to print for each set")
    command.add_argument("--workers", type=int, default=2)
    return command


def main() -> None:
    arguments = parser().parse_args()
    console = Console()
    figures = ("rows", "found", "same problem", "passing", "examples passed")
    table = new_table(None, ("set",), figures)
    for name, language in SETS.items():
        rows = list(read_rows(set_file(arguments.data, name)))
        score = asyncio.run(measure(rows, language, arguments.workers))
        passed = score.passed[Verdict.AC.value]
        table.add_row(
            name,
            str(score.rows),
            str(score.found),
            str(score.same),
            f"{score.passing} of {score.found}",
            f"{passed} of {score.examples}",
        )
        for failure in score.failures[: arguments.failures]:
            console.print(failure, markup=False, highlight=False)
    console.print(table)


async def measure(data: list[dict[str, Any]], language: str, workers: int) -> Score:
    score = Score(rows=len(data))
    jobs = []
    async with ExecutionPool(workers) as pool:
        for row in data:
            prompt, filled = row["prompt"], row["prompt"] + row["canonical_solution"]
            block = last_function(find_problems(prompt, language))
            if block is None or block.problem is None:
                score.failures.append(f"{row['task_id']}: not found")
                continue
            score.found += 1
            score.examples += len(block.problem.examples)
            again = last_function(find_problems(filled, language))
            if again is not None and again.problem == block.problem and again.has_body:
                score.same += 1
            else:
                score.failures.append(f"{row['task_id']}: another problem when it is filled in")
            jobs.append(run(pool, row["task_id"], block.problem, Program(language, filled)))
        for task_id, problem, runs in await asyncio.gather(*jobs):
            count(score, task_id, problem, runs)
    return score


def last_function(blocks: list[ProblemBlock]) -> ProblemBlock | None:
    """The last function: prompts begin with helpers that are finished."""
    functions = [block for block in blocks if block.problem and block.problem.kind == "function"]
    return functions[-1] if functions else None


async def run(
    pool: ExecutionPool, task_id: str, problem: Problem, program: Program
) -> tuple[str, Problem, tuple[Run, ...]]:
    inputs = [example.input for example in problem.examples]
    expected = [example.output for example in problem.examples]
    return (
        task_id,
        problem,
        await pool.run(RunRequest(problem, program, inputs, expected, limits=LIMITS)),
    )


def count(score: Score, task_id: str, problem: Problem, runs: tuple[Run, ...]) -> None:
    score.passed.update(run.verdict.value for run in runs)
    score.passing += all(run.verdict is Verdict.AC for run in runs)
    for example, run in zip(problem.examples, runs, strict=True):
        if run.verdict is not Verdict.AC:
            score.failures.append(
                f"{task_id}: {run.verdict.value} {example.input} -> {example.output}: {run.detail}"
            )


if __name__ == "__main__":
    main()
