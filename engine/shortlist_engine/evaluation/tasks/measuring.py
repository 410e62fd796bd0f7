"""Measuring the cases of a task: what is in the store is not done again."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass

from shortlist_engine.concurrency import for_each
from shortlist_engine.evaluation.fact_store import Document, FactStore, digest_of
from shortlist_engine.evaluation.facts import samples_from_json, samples_to_json
from shortlist_engine.evaluation.judging import judge
from shortlist_engine.evaluation.tasks.cases import Drawn, TaskCase, TaskSettings, given
from shortlist_engine.execution.runner import Runner
from shortlist_engine.problem import Verdict
from shortlist_engine.sampling.base import Sampler

VERSION = 1


@dataclass(frozen=True)
class MeasuredCase:
    """Holds a case whose facts are there: `verdicts` counts samples, those without a program under
    `empty`."""

    id: str
    group: str
    problem: str
    samples: int
    right: int
    verdicts: dict[str, int]
    perplexity: float | None = None
    reused: bool = False


def key_of(case: TaskCase, settings: TaskSettings, model_digest: str) -> str:
    """Returns the name under which the facts of a case are kept: a digest of all that determines
    them."""
    drawn_by = digest_of(case.row.samples) if case.row.samples else model_digest
    return digest_of(
        "task", VERSION, drawn_by, case.id, case.row.source, case.asked, case.row.check, settings
    )


class TaskEvaluator:
    """Measures cases, `jobs` at a time; a model answers one at a time. `sampler` and `pool` are
    asked when first needed."""

    def __init__(
        self,
        cases: Sequence[TaskCase],
        settings: TaskSettings,
        model_digest: str,
        store: FactStore,
        *,
        sampler: Callable[[], Awaitable[Sampler]],
        pool: Callable[[], Awaitable[Runner]],
        jobs: int = 2,
    ) -> None:
        self._cases, self._settings = cases, settings
        self._digest, self._store = model_digest, store
        self._sampler, self._pool, self._jobs = sampler, pool, jobs
        self._sampling = asyncio.Lock()

    async def run(self, on_measured: Callable[[MeasuredCase], None]) -> None:
        """Measures everything; `on_measured` is called for each case as it ends. Cancelling it
        keeps what is in the store. Raises what the sampler and the pool raise, and OSError when the
        store cannot be written."""

        async def measure(case: TaskCase) -> None:
            on_measured(await self._one(case))

        await for_each(self._cases, measure, self._jobs)

    async def _one(self, case: TaskCase) -> MeasuredCase:
        key = key_of(case, self._settings, self._digest)
        found = _load(self._store, key, case)
        if found is not None:
            return found
        drawn = await self._drawn(case)
        pool = await self._pool()
        verdicts = []
        for program in drawn.samples.programs:
            verdicts.append((await judge(case.row, program, pool)).verdict.value)
        document: Document = {
            "samples": samples_to_json(drawn.samples),
            "verdicts": verdicts,
            "perplexity": drawn.perplexity,
        }
        if Verdict.SE.value not in verdicts:  # our own failures are tried again
            await asyncio.to_thread(self._store.put, key, document)
        return _measured(case, document, reused=False)

    async def _drawn(self, case: TaskCase) -> Drawn:
        if case.row.samples:
            return Drawn(given(case.row, self._settings.samples))
        async with self._sampling:
            sampler = await self._sampler()
            stop = threading.Event()
            try:
                return await asyncio.to_thread(case.draw, sampler, self._settings, stop)
            finally:
                stop.set()  # when cancelled, the thread is still at work


def _load(store: FactStore, key: str, case: TaskCase) -> MeasuredCase | None:
    document = store.get(key)
    if document is None:
        return None
    try:
        return _measured(case, document, reused=True)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        store.report_damage(key)
        return None


def _measured(case: TaskCase, document: Document, *, reused: bool) -> MeasuredCase:
    samples = samples_from_json(document["samples"])
    verdicts = list(map(str, document["verdicts"]))
    if len(verdicts) != len(samples.programs):
        raise ValueError("a program has no verdict")
    counts = Counter(verdicts[place] if place >= 0 else "empty" for place in samples.sequence)
    perplexity = document["perplexity"]
    return MeasuredCase(
        case.id,
        case.group,
        case.problem,
        len(samples.sequence),
        counts[Verdict.AC.value],
        dict(counts),
        float(perplexity) if perplexity is not None else None,
        reused,
    )


def settings_json(settings: TaskSettings) -> Document:
    """Returns the settings as plain values."""
    return asdict(settings)
