"""The samplers of a cluster as one sampler, for a solve."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from shortlist_engine.cluster.crew import Crew
from shortlist_engine.cluster.node_sampler import SamplerReport
from shortlist_engine.cluster.ranges import cut
from shortlist_engine.concurrency import for_each
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams, check_supported

LEAST, MOST = 32, 512
"""Samples that a node is asked for at a time: a user sees them when all of these are there."""
LOOK_S = 0.05


class ClusterSampler:
    """Draws ranges of samples on whichever node is free; a `Sampler`. `loop` is the event loop of
    the crew; `sample` is called in a thread."""

    def __init__(
        self, samplers: Crew, report: SamplerReport, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._samplers = samplers
        self._loop = loop
        self.name = report.name
        self.capabilities = report.capabilities

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Does as `Sampler.sample` says. Raises what `Crew.do` raises too."""
        check_supported(self, params)
        if params.num_samples == 0 or cancelled.is_set():
            return
        found: queue.SimpleQueue[list[Sample] | None] = queue.SimpleQueue()
        drawing = asyncio.run_coroutine_threadsafe(
            self._draw(problem, params, found.put), self._loop
        )
        drawing.add_done_callback(lambda _: found.put(None))
        try:
            while not cancelled.is_set():
                try:
                    samples = found.get(timeout=LOOK_S)
                except queue.Empty:
                    continue
                if samples is None:
                    drawing.result()  # raises what ended it
                    return
                yield samples
        finally:
            drawing.cancel()

    async def _draw(
        self, problem: Problem, params: SamplingParams, found: Callable[[list[Sample]], None]
    ) -> None:
        slots = self._samplers.slots
        size = params.num_samples
        if self.capabilities.ranges and not params.greedy_first:
            size = min(MOST, max(LEAST, -(-size // slots)))

        async def draw(piece: tuple[int, int]) -> None:
            first, count = piece
            wanted = replace(params, first=params.first + first, num_samples=count)
            found(await self._samplers.do("samples", problem, wanted, size=count))

        await for_each(cut(params.num_samples, size), draw, 2 * slots)

    def close(self) -> None:
        """Does nothing: the nodes keep their models until the cluster is left."""
