"""The stages of an evaluation, done on the nodes of a cluster.

What a stage finds comes back to the one process that stores it, so that folders, resuming and
reports are those of a single machine. A problem with many samples is drawn in ranges, and its
programs are run on the examples in ranges, each on whichever node is free; what follows needs the
survivors only.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shortlist_engine.cluster import ranges
from shortlist_engine.cluster.crews import Crews
from shortlist_engine.cluster.placement import Transport
from shortlist_engine.concurrency import for_each
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.measuring import ExampleRuns, joined, run_examples
from shortlist_engine.evaluation.pacing import PaceFacts
from shortlist_engine.evaluation.plan import PlannedProblem, Settings
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns
from shortlist_engine.evaluation.sample_set import SampleSet, merged, without_sources
from shortlist_engine.evaluation.stages import LocalStages, Work, sampling_params
from shortlist_engine.evaluation.survivor_pool import survivor_places
from shortlist_engine.problem import Program

HELD = 2_000_000
"""Samples that the driver holds at the same time, one to three GB; of problems whose examples have
been run it holds the survivors."""
PIECES_AHEAD = 2
"""Pieces of one problem that are asked for, for each slot of the cluster."""


class ClusterStages:
    """Does as `LocalStages` does, on the nodes of a cluster, which `crews` are at work on. `local`
    draws where the nodes do not."""

    def __init__(
        self,
        settings: Settings,
        crews: Crews,
        transport: Transport,
        local: LocalStages | None = None,
        *,
        samples_at_once: int | None = None,
        programs_at_once: int = ranges.PROGRAMS,
    ) -> None:
        self._settings = settings
        self.crews = crews
        self._transport = transport
        self._local = local
        self._samples_at_once = samples_at_once
        self._programs_at_once = programs_at_once
        self._sent: dict[str, Any] = {}

    def work(self, jobs: int = 2) -> Work:
        """Returns how to evaluate with these: as many problems under way as every node needs, and
        `jobs` at least, of which the driver holds what it can."""
        crews = self.crews
        wanted = crews.pools.slots + (crews.samplers.slots if crews.samplers else 1) + 1
        return Work(self, max(jobs, wanted), self._held())

    def _held(self) -> int:
        return max(1, HELD // max(1, self._settings.samples))

    async def draw(self, entry: PlannedProblem, row: EvaluationProblem) -> SampleSet:
        """Does as `Stages.draw` says."""
        if self.crews.samplers is None:
            assert self._local is not None
            drawn = await self._local.draw_unsettled(entry, row)
        else:
            drawn = await self._draw(entry, row)
        if drawn.readings:
            pools = self.crews.pools
            drawn = await pools.do("settle", self._row(entry, row), drawn, size=_size(drawn))
        return drawn

    async def _draw(self, entry: PlannedProblem, row: EvaluationProblem) -> SampleSet:
        settings, samplers, report = self._settings, self.crews.samplers, self.crews.sampler
        assert samplers is not None and report is not None
        pieces = [(0, settings.samples)]
        if settings.seconds is None and report.capabilities.ranges:
            size = self._samples_at_once or ranges.samples_at_once(
                settings.samples * self._held(), samplers.slots
            )
            pieces = ranges.cut(settings.samples, size)
        parts: list[SampleSet] = [SampleSet((), ())] * len(pieces)
        params = sampling_params(settings, entry.languages)

        async def draw(number: int) -> None:
            first, count = pieces[number]
            parts[number] = await samplers.do(
                "draw",
                row.problem,
                replace(params, first=first, num_samples=count),
                settings.seconds,
                settings.generated_inputs if number == 0 else 0,
                size=count,
            )

        await for_each(range(len(pieces)), draw, PIECES_AHEAD * samplers.slots)
        return parts[0] if len(parts) == 1 else await asyncio.to_thread(merged, parts)

    async def run_examples(
        self, entry: PlannedProblem, row: EvaluationProblem, drawn: SampleSet
    ) -> tuple[SampleSet, ExampleRuns | None]:
        """Does as `Stages.run_examples` says: apart from the rest where there are many programs."""
        # A check program judges every program, so that none can be left behind.
        if len(drawn.programs) <= self._programs_at_once or row.check is not None:
            return drawn, None
        started = time.monotonic()
        examples = await self._examples(entry, row, drawn.programs)
        examples = replace(examples, seconds=time.monotonic() - started)
        return without_sources(drawn, set(examples.survivors)), examples

    async def measure(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        examples: ExampleRuns | None,
    ) -> Measurement:
        """Does as `Stages.measure` says."""
        return await self.crews.pools.do(
            "measure",
            self._row(entry, row),
            drawn,
            self._settings.generated_inputs,
            self._settings.seed,
            examples,
            size=_size(drawn) if examples is None else 1 + len(examples.survivors),
        )

    async def _examples(
        self, entry: PlannedProblem, row: EvaluationProblem, programs: Sequence[Program]
    ) -> ExampleRuns:
        pools, sent = self.crews.pools, self._row(entry, row)

        async def some(wanted: Sequence[Program], whole_time: bool) -> ExampleRuns:
            pieces = ranges.cut_list(wanted, self._programs_at_once)
            parts = [ExampleRuns(())] * len(pieces)

            async def run(number: int) -> None:
                piece = pieces[number]
                parts[number] = await pools.do(
                    "some_examples", sent, piece, whole_time, size=len(piece)
                )

            await for_each(range(len(pieces)), run, PIECES_AHEAD * pools.slots)
            return joined(parts)

        return await run_examples(row, programs, some)

    async def run_tests(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> GeneratedTestRuns:
        """Does as `Stages.run_tests` says."""
        survivors = {place for place, each in enumerate(measured.candidates) if each.survives}
        drawn = without_sources(drawn, survivors)
        sent = self._row(entry, row)
        return await self.crews.pools.do(
            "run_tests", sent, drawn, measured, size=1 + len(survivors)
        )

    async def pace(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> PaceFacts:
        """Does as `Stages.pace` says."""
        try:
            if not survivor_places(measured):
                return PaceFacts()  # there is nothing to ask a node for
            drawn = without_sources(drawn, set(survivor_places(measured)))
            return await self.crews.pools.do(
                "pace", entry.name, self._row(entry, row), drawn, measured, self._settings.seed
            )
        finally:
            self._sent.pop(entry.name, None)

    def _row(self, entry: PlannedProblem, row: EvaluationProblem) -> Any:
        """The problem, put once for all that is asked about it."""
        if entry.name not in self._sent:
            self._sent[entry.name] = self._transport.put(row)
        return self._sent[entry.name]


def _size(drawn: SampleSet) -> int:
    return 1 + len(drawn.programs)
