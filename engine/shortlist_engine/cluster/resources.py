"""A cluster in the place of this machine's model and sandbox, for a solve."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import TracebackType

from shortlist_engine.cluster.crews import RUNS_PER_WORKER, Crews, open_crews
from shortlist_engine.cluster.parcel import Parcel
from shortlist_engine.cluster.placement import Transport
from shortlist_engine.cluster.runner import ClusterRunner
from shortlist_engine.cluster.sampler import ClusterSampler
from shortlist_engine.concurrency import Cancelled
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.host import Resources
from shortlist_engine.problem import Run
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice
from shortlist_engine.sampling.base import Sampler

LOOK_S = 0.05


def cluster_resources(
    local: Resources,
    transport: Transport,
    parcel: Parcel,
    languages: Sequence[str],
    tell: Callable[[str], None],
    *,
    sampling: bool,
) -> Resources:
    """Returns `local` with its pool, and with `sampling` its model, on the nodes of a cluster."""
    pool = _ClusterPool(transport, parcel, languages, tell, sampling)
    backend = replace(local.backend, load=pool.load) if sampling else local.backend
    return replace(local, make_pool=lambda: pool, backend=backend)


class _ClusterPool:
    """A `WorkerPool`; opening it opens the samplers too."""

    def __init__(
        self,
        transport: Transport,
        parcel: Parcel,
        languages: Sequence[str],
        tell: Callable[[str], None],
        sampling: bool,
    ) -> None:
        self._transport, self._parcel = transport, parcel
        self._languages, self._tell, self._sampling = tuple(languages), tell, sampling
        self._stack = contextlib.AsyncExitStack()
        self._runner: ClusterRunner | None = None
        self._crews: Crews | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._failed: EngineError | None = None
        self._settled = threading.Event()

    async def __aenter__(self) -> ClusterRunner:
        try:
            self._crews = await self._stack.enter_async_context(
                open_crews(
                    self._transport,
                    self._parcel,
                    languages=self._languages,
                    tell=self._tell,
                    sampling=self._sampling,
                    single_runs=True,
                )
            )
        except EngineError as error:
            self._failed = error
            raise
        else:
            self._loop = asyncio.get_running_loop()
            self._runner = ClusterRunner(self._crews.pools, self._languages, RUNS_PER_WORKER)
            return self._runner
        finally:
            self._settled.set()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner = None
        await self._stack.aclose()

    def load(self, choice: ModelChoice) -> Sampler:
        """Waits until the nodes have loaded the model; blocks. Raises EngineError, and Cancelled
        when `choice.cancelled` is set."""
        while not self._settled.wait(LOOK_S):
            if choice.cancelled is not None and choice.cancelled.is_set():
                raise Cancelled
        crews = self._crews
        if crews is None or crews.samplers is None or crews.sampler is None or self._loop is None:
            raise self._failed or EngineError("internal", "The cluster was left.")
        return ClusterSampler(crews.samplers, crews.sampler, self._loop)

    @property
    def runner(self) -> ClusterRunner:
        """Returns what runs programs. Raises RuntimeError when this is not open."""
        if self._runner is None:
            raise RuntimeError("the cluster's pool is not open: use it with `async with`")
        return self._runner

    @property
    def workers(self) -> int:
        return self.runner.workers

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        return await self.runner.run(request)

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        """Does as `ClusterRunner.languages` does, open or not."""
        return tuple(name for name in among if name in self._languages)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        return await self.runner.check(checker, input, output, answer)
