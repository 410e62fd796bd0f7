"""The stages of a solve on a fixed pool of samples, every result kept: examples, generated inputs,
hidden tests.

The examples run as `solve` runs them (a short first pass, slow programs only when no quick one
passes). Generated inputs on which most of the first survivors run out of time are left out: they
tell no programs apart and would take most of the time. Hidden tests are run for the survivors,
which alone can be right, since the examples are tests as well; where a check program decides, all
programs are judged.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace

from shortlist_engine.evaluation.drawing import Draw
from shortlist_engine.evaluation.facts import NOT_KNOWN, CandidateFacts, Measured
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.problem import Limits, Program, Run, Verdict
from shortlist_engine.selection import Outcome, clean_input, merge_inputs, mutate_inputs, outcome
from shortlist_engine.solve.candidates import MAX_SLOW
from shortlist_engine.solve.options import MAX_SURVIVORS
from shortlist_engine.solve.pipeline import Pool
from shortlist_engine.solve.work import (
    FIRST_PASS_S,
    GENERATED_TIME_S,
    JOBS_PER_WORKER,
    REPEATED_INPUTS,
    workers,
)

# Survivors that decide which generated inputs take too long.
PROBES = 5


async def measure(
    row: EvaluationProblem, draw: Draw, pool: Pool, *, generated_inputs: int, seed: int
) -> Measured:
    """Runs every program of the draw. Raises what `ExecutionPool.run` does."""
    work = _Measuring(row, draw, pool)
    inputs = generate_inputs(row, draw.inputs, generated_inputs, seed)
    await work.stage("examples", work.run_examples)
    if work.survivors:
        await work.stage("inputs", lambda: work.run_inputs(inputs))
    await work.stage("judging", work.judge)
    return work.result()


def generate_inputs(
    row: EvaluationProblem, written: Sequence[str], count: int, seed: int
) -> tuple[str, ...]:
    """As in a solve: half by mutation, then the model's own, then more mutations."""
    mutated = mutate_inputs(row.problem, count, random.Random(seed))
    cleaned = (clean_input(row.problem, text) for text in written)
    kept = [text for text in cleaned if text is not None]
    return tuple(merge_inputs(mutated[: (count + 1) // 2], kept, mutated, count=count))


class _Measuring:
    def __init__(self, row: EvaluationProblem, draw: Draw, pool: Pool) -> None:
        self._row = row
        self._programs = draw.programs
        self._pool = pool
        self._at_once = JOBS_PER_WORKER * workers(pool)
        self._facts = [CandidateFacts(Verdict.SK.value) for _ in draw.programs]
        self._table: dict[Outcome, int] = {}
        self._seconds: dict[str, float] = {"sampling": draw.seconds}
        self._cpu_ms: dict[str, float] = defaultdict(float)
        self._failures = 0
        self._inputs: tuple[str, ...] = ()
        self._stage = ""
        self.survivors: list[int] = []

    async def stage(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._stage, started = name, time.monotonic()
        await work()
        self._seconds[name] = time.monotonic() - started

    def result(self) -> Measured:
        return Measured(
            tuple(self._facts),
            tuple(self._table),
            self._inputs,
            self._seconds,
            dict(self._cpu_ms),
            self._failures,
        )

    async def run_examples(self) -> None:
        limits = self._row.problem.limits
        quick = replace(limits, time_s=min(limits.time_s, FIRST_PASS_S))
        everyone = range(len(self._programs))
        await self._each(everyone, lambda place: self._run_examples(place, quick))
        self.survivors = [place for place in everyone if self._facts[place].survives]
        if not self.survivors and quick != limits:
            slow = [place for place in everyone if self._facts[place].examples == "TLE"][:MAX_SLOW]
            await self._each(slow, lambda place: self._run_examples(place, limits))
            self.survivors = [place for place in slow if self._facts[place].survives]
        self.survivors = self.survivors[:MAX_SURVIVORS]

    async def run_inputs(self, inputs: tuple[str, ...]) -> None:
        limits = self._row.problem.limits
        short = replace(limits, time_s=min(limits.time_s, GENERATED_TIME_S))
        probes, others = self.survivors[:PROBES], self.survivors[PROBES:]
        await self._each(probes, lambda place: self._run_inputs(place, inputs, short))
        late = self._table.get(Outcome(Verdict.TLE.value), NOT_KNOWN - 1)
        found = [self._facts[place].outcomes for place in probes]
        kept = [
            index
            for index in range(len(inputs))
            if sum(codes[index] == late for codes in found) * 2 <= len(found)
        ]
        for place, codes in zip(probes, found, strict=True):
            outcomes = tuple(codes[index] for index in kept)
            self._facts[place] = replace(self._facts[place], outcomes=outcomes)
        self._inputs = tuple(inputs[index] for index in kept)
        await self._each(others, lambda place: self._run_inputs(place, self._inputs, short))

    async def judge(self) -> None:
        whom: Iterable[int] = self.survivors
        if self._row.check is not None:
            whom = range(len(self._programs))
        await self._each(whom, self._judge)

    async def _run_examples(self, place: int, limits: Limits) -> None:
        examples = self._row.problem.examples
        if not examples:
            self._facts[place] = replace(self._facts[place], examples=Verdict.AC.value)
            return
        runs = await self._run(
            self._programs[place],
            [example.input for example in examples],
            [example.output for example in examples],
            stop_at_first_failure=True,
            limits=limits,
        )
        failed = next((run for run in runs if run.verdict is not Verdict.AC), None)
        self._facts[place] = replace(
            self._facts[place],
            examples=(failed.verdict if failed else Verdict.AC).value,
            passed=sum(run.verdict is Verdict.AC for run in runs),
            cpu_ms=max(run.cpu_ms for run in runs),
            memory_kib=max(run.memory_kib for run in runs),
        )

    async def _run_inputs(self, place: int, inputs: tuple[str, ...], limits: Limits) -> None:
        program = self._programs[place]
        runs = await self._run(program, inputs, limits=limits)
        again = await self._run(program, inputs[:REPEATED_INPUTS], limits=limits, variation=1)
        checker = self._row.problem.checker
        found = [outcome(run, checker) for run in runs]
        pairs = zip(found, (outcome(run, checker) for run in again), strict=False)
        self._facts[place] = replace(
            self._facts[place],
            outcomes=tuple(
                NOT_KNOWN if item is None else self._table.setdefault(item, len(self._table))
                for item in found
            ),
            input_cpu_ms=sum(run.cpu_ms for run in runs) / len(runs) if runs else 0.0,
            stable=not any(a != b for a, b in pairs if a is not None and b is not None),
        )

    async def _judge(self, place: int) -> None:
        found = await judge(self._row, self._programs[place], self._pool)
        self._cpu_ms[self._stage] += found.cpu_ms
        self._failures += found.verdict is Verdict.SE
        self._facts[place] = replace(self._facts[place], judged=found.verdict.value)

    async def _run(
        self,
        program: Program,
        inputs: Sequence[str],
        expected: Sequence[str] | None = None,
        *,
        stop_at_first_failure: bool = False,
        limits: Limits,
        variation: int = 0,
    ) -> tuple[Run, ...]:
        runs = await self._pool.run(
            self._row.problem,
            program,
            inputs,
            expected,
            stop_at_first_failure=stop_at_first_failure,
            limits=limits,
            variation=variation,
        )
        self._cpu_ms[self._stage] += sum(run.cpu_ms for run in runs)
        self._failures += sum(run.verdict is Verdict.SE for run in runs)
        return runs

    async def _each(self, places: Iterable[int], work: Callable[[int], Awaitable[None]]) -> None:
        """`work` for each place, a few at a time; the first error ends the others."""
        queue = iter(places)

        async def take() -> None:
            for place in queue:
                await work(place)

        tasks = [asyncio.create_task(take()) for _ in range(self._at_once)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
