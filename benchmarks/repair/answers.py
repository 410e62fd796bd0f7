"""Recorded answers with what they do on the examples: first ones and those that mend another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.datasets import read_dataset
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.fact_store import FactStore, digest_of
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Program, Run, Verdict
from shortlist_engine.solve.examples import on_examples
from shortlist_engine.solve.readings import best_reading

NOTHING_READ = "nothing read"


@dataclass(frozen=True)
class Tried:
    """An answer that was run: `verdict` is AC when the program that it is taken for passes all
    examples (`solve.readings`), else that of its first failure."""

    model: str
    role: str
    repairs: int | None
    verdict: str
    right: bool

    @property
    def passes(self) -> bool:
        return self.verdict == Verdict.AC.value


def tried_answers(
    pool: Path, cache: Path, workers: int, limit: int | None = None
) -> list[list[Tried]]:
    """The answers of each labelled problem with examples, run unless the cache knows them. Raises
    DatasetError."""
    rows = [row for row in read_dataset(pool) if row.labelled and row.problem.examples]
    return asyncio.run(_tried(rows[:limit], FactStore(cache), workers))


async def _tried(
    rows: Sequence[EvaluationProblem], store: FactStore, workers: int
) -> list[list[Tried]]:
    found = []
    async with ExecutionPool(workers) as pool:
        for row in rows:
            key = digest_of(
                "best reading", row.problem, [answer.readings for answer in row.answers]
            )
            known = store.get(key)
            if known is None:
                distinct = list(dict.fromkeys(answer.readings for answer in row.answers))
                verdicts = await asyncio.gather(*(_verdict(row, each, pool) for each in distinct))
                by_readings = dict(zip(distinct, verdicts, strict=True))
                known = {"verdicts": [by_readings[answer.readings] for answer in row.answers]}
                store.put(key, known)
            found.append(
                [
                    Tried(answer.model, answer.role, answer.repairs, verdict, bool(answer.right))
                    for answer, verdict in zip(row.answers, known["verdicts"], strict=True)
                ]
            )
    return found


async def _verdict(row: EvaluationProblem, readings: Sequence[Program], pool: ExecutionPool) -> str:
    async def run(program: Program) -> tuple[Run, ...]:
        return await pool.run(on_examples(row.problem, program))

    best = await best_reading(readings, run)
    if best is None:
        return NOTHING_READ
    failed = next(
        (each.verdict for each in best.runs if each.verdict is not Verdict.AC), Verdict.AC
    )
    return failed.value
