"""What measuring one problem takes, stage by stage, and how this process does it.

`Evaluator` stores what the stages return, and leaves to them where they do it.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.facts import Measurement
from shortlist_engine.evaluation.measuring import ExampleRuns, measure
from shortlist_engine.evaluation.pacing import PaceFacts, measure_pace
from shortlist_engine.evaluation.plan import Plan, PlannedProblem, Settings
from shortlist_engine.evaluation.running_tests import GeneratedTestRuns, run_generated
from shortlist_engine.evaluation.sample_set import SampleSet, draw_samples
from shortlist_engine.evaluation.settling import settle
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host import Host, Resources
from shortlist_engine.sampling.base import Sampler, SamplingParams


class Stages(Protocol):
    """Does the stages of one problem. Each depends on its arguments and on the settings of the run
    alone, but for the times that it measures. Each may be cancelled, and raises what the sampler or
    the pool raises."""

    async def draw(self, entry: PlannedProblem, row: EvaluationProblem) -> SampleSet:
        """Returns the problem's samples, with one program each."""
        ...

    async def run_examples(
        self, entry: PlannedProblem, row: EvaluationProblem, drawn: SampleSet
    ) -> tuple[SampleSet, ExampleRuns | None]:
        """Returns what the programs do with the examples, and the samples as far as the stages
        after this need them. None, and all of them, where `measure` does this too."""
        ...

    async def measure(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        examples: ExampleRuns | None,
    ) -> Measurement:
        """Returns what the programs do."""
        ...

    async def run_tests(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> GeneratedTestRuns:
        """Returns what the survivors do with the tests that a model wrote."""
        ...

    async def pace(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> PaceFacts:
        """Returns how fast the leading survivors are."""
        ...


@dataclass(frozen=True)
class Work:
    """Holds what an evaluation is done by, how many problems are to be under way (`jobs`), and of
    how many of these all samples are to be held at the same time."""

    stages: Stages
    jobs: int
    held: int


Workplace = Callable[[Plan, Host, Resources], AbstractAsyncContextManager[Work]]
"""Opens what does the stages of a plan, for a host with these resources."""


@contextlib.asynccontextmanager
async def here(plan: Plan, host: Host, resources: Resources, jobs: int = 2) -> AsyncIterator[Work]:
    """Has this process do it: one problem samples while another executes."""
    yield Work(LocalStages(plan.settings, sampler=host.sampler, pool=host.pool), jobs, jobs)


class LocalStages:
    """Does the stages in this process, with one model, which draws for one problem at a time.
    `sampler` and `pool` are asked when first needed."""

    def __init__(
        self,
        settings: Settings,
        *,
        sampler: Callable[[], Awaitable[Sampler]],
        pool: Callable[[], Awaitable[Runner]],
    ) -> None:
        self._settings = settings
        self._sampler = sampler
        self._pool = pool
        self._sampling = asyncio.Lock()

    async def draw(self, entry: PlannedProblem, row: EvaluationProblem) -> SampleSet:
        """Does as `Stages.draw` says."""
        drawn = await self.draw_unsettled(entry, row)
        if drawn.readings:
            drawn = await settle(row, drawn, await self._pool())
        return drawn

    async def draw_unsettled(self, entry: PlannedProblem, row: EvaluationProblem) -> SampleSet:
        """Returns the samples as they are drawn, with all that can be read from each."""
        settings = self._settings
        async with self._sampling:
            sampler = await self._sampler()
            stop = threading.Event()
            try:
                return await asyncio.to_thread(
                    draw_samples,
                    sampler,
                    row.problem,
                    sampling_params(settings, entry.languages),
                    stop,
                    seconds=settings.seconds,
                    inputs=settings.generated_inputs,
                )
            finally:
                stop.set()  # when cancelled, the thread is still at work

    async def run_examples(
        self, entry: PlannedProblem, row: EvaluationProblem, drawn: SampleSet
    ) -> tuple[SampleSet, ExampleRuns | None]:
        """Leaves it to `measure`."""
        return drawn, None

    async def measure(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        examples: ExampleRuns | None,
    ) -> Measurement:
        """Does as `Stages.measure` says."""
        return await measure(
            row,
            drawn,
            await self._pool(),
            generated_inputs=self._settings.generated_inputs,
            seed=self._settings.seed,
            examples=examples,
        )

    async def run_tests(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> GeneratedTestRuns:
        """Does as `Stages.run_tests` says."""
        return await run_generated(row, drawn, measured, await self._pool())

    async def pace(
        self,
        entry: PlannedProblem,
        row: EvaluationProblem,
        drawn: SampleSet,
        measured: Measurement,
    ) -> PaceFacts:
        """Does as `Stages.pace` says."""
        return await measure_pace(
            entry.name, row, drawn, measured, await self._pool(), self._settings.seed
        )


def sampling_params(settings: Settings, languages: tuple[str, ...]) -> SamplingParams:
    """Returns what the sampler is asked for, on one problem in these languages."""
    return SamplingParams(
        num_samples=settings.samples,
        temperature=settings.temperature,
        top_p=settings.top_p,
        seed=settings.seed,
        languages=languages,
    )
