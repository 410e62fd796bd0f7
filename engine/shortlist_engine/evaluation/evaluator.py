"""Measuring the problems of a plan: what is in the store is not done again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.fact_store import Document, FactStore
from shortlist_engine.evaluation.facts import (
    Measurement,
    measurement_from_json,
    measurement_to_json,
    samples_from_json,
    samples_to_json,
)
from shortlist_engine.evaluation.pacing import (
    PaceFacts,
    pace_from_json,
    pace_key,
    pace_to_json,
)
from shortlist_engine.evaluation.plan import Plan, PlannedProblem
from shortlist_engine.evaluation.running_tests import (
    GeneratedTestRuns,
    test_runs_from_json,
    test_runs_to_json,
)
from shortlist_engine.evaluation.sample_set import SampleSet
from shortlist_engine.evaluation.stages import Work

FACTS = "facts"

T = TypeVar("T")


@dataclass(frozen=True)
class EvaluatedProblem:
    """Holds a problem whose facts are there; `reused` when they were already. `tested` is None
    where no tests were generated, `paced` where nobody has looked yet."""

    entry: PlannedProblem
    samples: SampleSet
    measured: Measurement
    reused: bool
    tested: GeneratedTestRuns | None = None
    paced: PaceFacts | None = None


def store_of(folder: Path) -> FactStore:
    """Returns the store of the facts of the run in `folder`."""
    return FactStore(folder / FACTS)


def load_facts(store: FactStore, entry: PlannedProblem) -> tuple[SampleSet, Measurement] | None:
    """Returns the facts of a problem, None when they are missing or damaged (`store.damaged` says
    so)."""
    drawn = _load(store, entry.draw, samples_from_json)
    measured = _load(store, entry.facts, measurement_from_json)
    if drawn is None or measured is None:
        return None
    if len(drawn.programs) != len(measured.candidates):
        store.report_damage(entry.facts)
        return None
    return drawn, measured


def load_tested(
    store: FactStore, entry: PlannedProblem, drawn: SampleSet
) -> GeneratedTestRuns | None:
    """Returns what the problem's generated tests showed, None when it has none, or these facts are
    missing or damaged (`store.damaged` says so)."""
    tested = _load(store, entry.tests, test_runs_from_json) if entry.tests else None
    if tested is not None and max(tested.places, default=-1) >= len(drawn.programs):
        store.report_damage(entry.tests)
        return None
    return tested


def evaluated(store: FactStore, plan: Plan) -> Iterator[EvaluatedProblem]:
    """Yields the problems of the plan whose facts are there."""
    for entry in plan.entries:
        found = load_facts(store, entry)
        if found is None:
            continue
        tested = load_tested(store, entry, found[0])
        if tested is not None or not entry.tests:
            paced = _load(store, pace_key(entry), pace_from_json)
            yield EvaluatedProblem(entry, *found, reused=True, tested=tested, paced=paced)


class Evaluator:
    """Measures the problems of a plan by the stages of `work`, as many at a time as it says, so
    that one samples while another executes."""

    def __init__(
        self,
        plan: Plan,
        rows: Sequence[EvaluationProblem],
        store: FactStore,
        work: Work,
    ) -> None:
        self._todo = list(zip(plan.entries, rows, strict=True))
        self._store = store
        self._stages = work.stages
        self._jobs = work.jobs
        self._holding = asyncio.Semaphore(work.held)

    async def run(self, on_evaluated: Callable[[EvaluatedProblem], None]) -> None:
        """Measures everything; `on_evaluated` is called for each problem, in the order in which
        they end. Cancelling it keeps what is in the store.

        Raises what the sampler and the pool raise, and OSError when the store cannot be written.
        """

        async def evaluate(todo: tuple[PlannedProblem, EvaluationProblem]) -> None:
            on_evaluated(await self._one(*todo))

        await for_each(self._todo, evaluate, self._jobs)

    async def _one(self, entry: PlannedProblem, row: EvaluationProblem) -> EvaluatedProblem:
        known = load_facts(self._store, entry)
        # Our own failures may have been the machine's mood: they are tried again.
        if known is None or known[1].failures:
            drawn, measured = await self._measure(entry, row)
        else:
            drawn, measured = known
        tested = load_tested(self._store, entry, drawn)
        reused = known is not None and measured is known[1]
        if entry.tests and (tested is None or tested.failures or not reused):
            tested = await self._stages.run_tests(entry, row, drawn, measured)
            await self._keep(entry.tests, test_runs_to_json, tested)
            reused = False
        paced = _load(self._store, pace_key(entry), pace_from_json)
        if paced is None or not reused:
            paced = await self._stages.pace(entry, row, drawn, measured)
            await self._keep(pace_key(entry), pace_to_json, paced)
            reused = False
        return EvaluatedProblem(entry, drawn, measured, reused, tested, paced)

    async def _measure(
        self, entry: PlannedProblem, row: EvaluationProblem
    ) -> tuple[SampleSet, Measurement]:
        async with self._holding:
            drawn = _load(self._store, entry.draw, samples_from_json)
            if drawn is None:
                drawn = await self._stages.draw(entry, row)
                await self._keep(entry.draw, samples_to_json, drawn)
            drawn, examples = await self._stages.run_examples(entry, row, drawn)
        measured = await self._stages.measure(entry, row, drawn, examples)
        await self._keep(entry.facts, measurement_to_json, measured)
        return drawn, measured

    async def _keep(self, key: str, to_json: Callable[[T], Document], facts: T) -> None:
        await asyncio.to_thread(lambda: self._store.put(key, to_json(facts)))


def _load(store: FactStore, key: str, read: Callable[[Document], T]) -> T | None:
    document = store.get(key)
    if document is None:
        return None
    try:
        return read(document)
    except (KeyError, TypeError, ValueError, OverflowError):
        store.report_damage(key)
        return None
