"""What draws samples on one node of a cluster, in a process of its own there."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass

from shortlist_engine.cluster.code import code_digest
from shortlist_engine.cluster.parcel import Parcel
from shortlist_engine.evaluation.sample_set import SampleSet, draw_samples
from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams


@dataclass(frozen=True)
class SamplerReport:
    """Says what a node draws samples with: its code, and the model's name and capabilities."""

    code: str
    name: str
    capabilities: Capabilities


class NodeSampler:
    """Keeps a model on the node that it is on, and draws from it. Both ways to draw raise what the
    sampler raises."""

    def __init__(self, parcel: Parcel, share: int) -> None:
        self._parcel = parcel
        self._share = share
        self._sampler: ExclusiveSampler | None = None

    async def open(self) -> SamplerReport:
        """Loads the model. Raises what `Backend.load` raises."""
        code = await asyncio.to_thread(code_digest)
        if self._sampler is None:
            resources = await asyncio.to_thread(self._parcel.unpack, self._share)
            self._sampler = ExclusiveSampler(await asyncio.to_thread(resources.load_sampler))
        return SamplerReport(code, self._sampler.name, self._sampler.capabilities)

    @property
    def sampler(self) -> ExclusiveSampler:
        """Returns the loaded model. Raises OSError when it is not loaded: `open` was not called
        since this process began."""
        if self._sampler is None:
            raise OSError("no model is loaded on this node")
        return self._sampler

    async def draw(
        self, problem: Problem, params: SamplingParams, seconds: float | None, inputs: int
    ) -> SampleSet:
        """Does as `evaluation.sample_set.draw_samples` says."""
        stop = threading.Event()
        try:
            return await asyncio.to_thread(
                draw_samples, self.sampler, problem, params, stop, seconds=seconds, inputs=inputs
            )
        finally:
            stop.set()  # when cancelled, the thread is still at work

    async def samples(self, problem: Problem, params: SamplingParams) -> list[Sample]:
        """Returns the samples as the sampler yields them."""
        stop = threading.Event()

        def draw() -> list[Sample]:
            return [each for some in self.sampler.sample(problem, params, stop) for each in some]

        try:
            return await asyncio.to_thread(draw)
        finally:
            stop.set()

    async def close(self) -> None:
        """Lets go of the model."""
        sampler, self._sampler = self._sampler, None
        if sampler is not None:
            await asyncio.to_thread(sampler.close)
