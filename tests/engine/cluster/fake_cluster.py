"""A cluster within this process: its nodes can be slow, weak, die and come back at any moment."""

from __future__ import annotations

import asyncio
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.fakes import FakePool, FakeSampler, fake_resources

from shortlist_engine.cluster.crew import Lost
from shortlist_engine.cluster.parcel import Parcel
from shortlist_engine.cluster.placement import Node
from shortlist_engine.host import Resources
from shortlist_engine.sampling.base import Sample, SamplingParams


class RangeSampler(FakeSampler):
    """Draws from `sources` by the problem, the seed and the index of a sample alone."""

    def __init__(self, sources: Sequence[str], **more: Any) -> None:
        super().__init__(sources, **more)
        self.capabilities = _with_ranges(self.capabilities)
        self.sources = tuple(sources)
        self.drawn = 0

    def _batches(
        self, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        if params.task == "inputs":
            yield from super()._batches(params, cancelled)
            return
        for index in range(params.first, params.first + params.num_samples):
            if cancelled.wait(self._delay_s):
                return
            self.drawn += 1
            at = hash((params.seed, index * index // 7)) % len(self.sources)
            yield [self._sample(index, self.sources[at])]


def _with_ranges(capabilities: Any) -> Any:
    from dataclasses import replace

    return replace(capabilities, ranges=True)


def parcel(
    sampler: Callable[[], FakeSampler], pool: Callable[[], FakePool] | None = None
) -> Parcel:
    def resources(cores: int) -> Resources:
        return fake_resources(sampler, pool or (lambda: FakePool(workers=cores)))

    return Parcel(resources)


class FakeRemote:
    """An object that answers until its node dies; arguments and results are copied as they would be
    between processes."""

    def __init__(self, cluster: FakeCluster, node: Node, made: Any) -> None:
        self.cluster, self.node, self.made = cluster, node, made
        self.lost = asyncio.Event()
        self.calls: list[str] = []

    async def call(self, method: str, *arguments: Any) -> Any:
        self.calls.append(method)
        if self.lost.is_set():
            raise Lost("the worker is gone")
        copied = pickle.loads(pickle.dumps(arguments))
        work = asyncio.ensure_future(self._do(method, copied))
        gone = asyncio.ensure_future(self.lost.wait())
        try:
            await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
            if self.lost.is_set():
                raise Lost("the worker is gone")
            error = work.exception()
            if error is not None:
                raise pickle.loads(pickle.dumps(error))
            return pickle.loads(pickle.dumps(work.result()))
        finally:
            gone.cancel()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _do(self, method: str, arguments: Sequence[Any]) -> Any:
        if method != "open":
            await asyncio.sleep(self.cluster.slow.get(self.node.id, 0.0))
        return await getattr(self.made, method)(*arguments)

    def end(self) -> None:
        self.lost.set()


class FakeCluster:
    """`slow` has the seconds that everything on a node takes longer."""

    def __init__(self, *nodes: Node) -> None:
        self.there = {node.id: node for node in nodes}
        self.slow: dict[str, float] = {}
        self.remotes: list[FakeRemote] = []

    async def nodes(self) -> list[Node]:
        return list(self.there.values())

    def start(self, node: Node, kind: type, *arguments: Any, gpus: int = 0) -> FakeRemote:
        remote = FakeRemote(self, node, kind(*arguments))
        if node.id not in self.there:
            remote.end()
        self.remotes.append(remote)
        return remote

    def put(self, value: Any) -> Any:
        return value

    def fetch(self, put: Any) -> Any:
        return put

    def kill_node(self, node: Node) -> None:
        self.there.pop(node.id, None)
        self.kill_workers(node)

    def kill_workers(self, node: Node) -> None:
        for remote in self.remotes:
            if remote.node == node:
                remote.end()

    def start_node(self, node: Node) -> None:
        self.there[node.id] = node

    def calls(self, node: Node) -> list[str]:
        """What a node was asked, beside opening and closing."""
        found = [call for remote in self.remotes if remote.node == node for call in remote.calls]
        return [call for call in found if call not in ("open", "close")]
