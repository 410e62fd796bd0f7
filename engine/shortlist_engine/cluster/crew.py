"""Hands work to workers that may be slow, or gone before they answer.

Whoever has work waits for its result, so that no more is under way than callers wait for; what no
worker has room for waits in the order in which it came. Work whose worker is lost goes to another
one. When nothing waits, work that takes much longer than others of its kind is begun a second time
on a node that has nothing else to do, and the first result counts. That changes no result: what a
worker returns depends on its arguments alone.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.protocol import EngineError

OF_THE_WORKER = (OSError, MemoryError, SandboxUnavailable)
"""Errors that say something of the machine, not of the work: it is tried elsewhere."""


class Lost(Exception):
    """A worker is gone, and with it what was under way there."""


@dataclass(eq=False)
class Worker:
    """Does work on a node, `slots` pieces at a time. `call(method, *arguments)` returns what the
    method does; it raises Lost when the worker is gone, and what the method raises. Cancelling it
    ends the work there."""

    name: str
    node: str
    call: Callable[..., Awaitable[Any]]
    slots: int = 1


@dataclass(frozen=True)
class CrewSettings:
    """Says when work is taken for slow: `known` pieces of its kind have ended, and it takes
    `slow_factor` times as long as half of them for its size, and `slow_least_s` at least. It is
    given up after so many `losses`, and where there is no worker for `patience_s`."""

    slow_factor: float = 2.0
    slow_least_s: float = 2.0
    known: int = 3
    losses: int = 6
    patience_s: float = 60.0
    tick_s: float = 0.25


@dataclass
class CrewCounts:
    """Counts what happened: pieces of work `done`, times that a worker was `lost` in the middle of
    one, second `copies` begun and how many of these were `first`."""

    done: int = 0
    lost: int = 0
    copies: int = 0
    first: int = 0


@dataclass(eq=False)
class _Work:
    method: str
    arguments: tuple[Any, ...]
    size: float
    result: asyncio.Future[Any]
    attempts: list[_Attempt] = field(default_factory=list)
    losses: int = 0


@dataclass(eq=False)
class _Attempt:
    worker: Worker
    started: float
    copy: bool
    task: asyncio.Task[None] | None = None


class Crew:
    """Holds the workers of one kind while it is open, as an async context manager. It belongs to
    one event loop. Crews with workers on the same nodes share `nodes`, which counts what is under
    way at each."""

    def __init__(
        self,
        kind: str,
        settings: CrewSettings | None = None,
        nodes: Counter[str] | None = None,
    ) -> None:
        self.kind = kind
        self._nodes: Counter[str] = Counter() if nodes is None else nodes
        self.counts = CrewCounts()
        self._settings = settings or CrewSettings()
        self._workers: dict[Worker, int] = {}  # and how much is under way at each
        self._gone: dict[Worker, asyncio.Event] = {}
        self._waiting: deque[_Work] = deque()
        self._running: dict[_Work, None] = {}  # in the order of their beginning
        self._seconds: dict[str, deque[float]] = {}  # of work that ended, for each unit of size
        self._alone_since: float | None = None
        self._ticking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Crew:
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._ticking is not None
        self._ticking.cancel()
        tasks = [each.task for work in self._running for each in work.attempts if each.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(self._ticking, *tasks, return_exceptions=True)

    @property
    def workers(self) -> tuple[Worker, ...]:
        """Returns the workers that are there."""
        return tuple(self._workers)

    @property
    def slots(self) -> int:
        """Counts the pieces of work that can be under way at the same time, at least 1."""
        return max(1, sum(worker.slots for worker in self._workers))

    @property
    def under_way(self) -> int:
        """Counts the pieces of work that are under way, copies too."""
        return sum(self._workers.values())

    def join(self, worker: Worker) -> None:
        """Takes a worker in, which begins at once with what waits."""
        self._workers[worker] = 0
        self._gone[worker] = asyncio.Event()
        self._alone_since = None
        self._dispatch()

    def leave(self, worker: Worker) -> None:
        """Gives a worker nothing more. What is under way there goes on until its call ends."""
        if self._workers.pop(worker, None) is not None:
            self._gone.pop(worker).set()

    async def left(self, worker: Worker) -> None:
        """Waits until the worker has left."""
        gone = self._gone.get(worker)
        if gone is not None:
            await gone.wait()

    async def do(self, method: str, *arguments: Any, size: float = 1.0) -> Any:
        """Returns what a worker's `method` returns, whichever does it; `size` is how much work it
        is beside others of this method. Cancelling it ends the work.

        Raises what the method raises; what befell the last worker when so many were lost that it
        may be the work's doing; and EngineError `engineCrashed` when there is no worker for long.
        """
        work = _Work(method, arguments, max(size, 1e-9), asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        self._dispatch()
        try:
            return await work.result
        finally:
            work.result.cancel()
            for attempt in work.attempts:
                if attempt.task is not None:
                    attempt.task.cancel()

    def _dispatch(self) -> None:
        while self._waiting:
            worker = self._free()
            if worker is None:
                return
            work = self._waiting.popleft()
            if not work.result.done():
                self._start(work, worker)

    def _free(self) -> Worker | None:
        """The worker with the most room, None where nobody has any."""
        able = [worker for worker, busy in self._workers.items() if busy < worker.slots]
        return min(able, key=lambda each: self._workers[each] / each.slots, default=None)

    def _idle(self, beside: _Attempt) -> Worker | None:
        """A worker whose node does nothing, but for this attempt: on another node if there is
        one."""
        there = beside.worker
        able = [
            worker
            for worker in self._workers
            if worker is not there and self._nodes[worker.node] == (worker.node == there.node)
        ]
        return min(able, key=lambda each: each.node == there.node, default=None)

    def _start(self, work: _Work, worker: Worker, *, copy: bool = False) -> None:
        self._workers[worker] += 1
        self._nodes[worker.node] += 1
        attempt = _Attempt(worker, time.monotonic(), copy)
        work.attempts.append(attempt)
        self._running.setdefault(work)
        attempt.task = asyncio.create_task(self._try(work, attempt))

    async def _try(self, work: _Work, attempt: _Attempt) -> None:
        worker = attempt.worker
        again = False
        try:
            found = await worker.call(work.method, *work.arguments)
            if not work.result.done():
                work.result.set_result(found)
                took = (time.monotonic() - attempt.started) / work.size
                self._seconds.setdefault(work.method, deque(maxlen=99)).append(took)
                self.counts.done += 1
                self.counts.first += attempt.copy
        except (Lost, *OF_THE_WORKER) as error:
            again = self._failed(work, attempt, error)
        except Exception as error:
            if not work.result.done():
                work.result.set_exception(error)
        finally:
            work.attempts.remove(attempt)
            if not work.attempts:
                self._running.pop(work, None)
            self._nodes[worker.node] -= 1
            if worker in self._workers:
                self._workers[worker] -= 1
            if work.result.done():
                for other in work.attempts:
                    if other.task is not None:
                        other.task.cancel()
            elif again and not work.attempts:
                self._waiting.appendleft(work)
            self._dispatch()

    def _failed(self, work: _Work, attempt: _Attempt, error: Exception) -> bool:
        """Whether the work is to be done again."""
        self.counts.lost += 1
        work.losses += 1
        if isinstance(error, Lost):
            self.leave(attempt.worker)
        if work.result.done():
            return False
        if work.losses < self._settings.losses:
            return True
        if isinstance(error, Lost):
            error = EngineError(
                "engineCrashed",
                f"{work.losses} workers were lost while they did the same piece of work "
                f"({work.method}): {error}. What was measured is kept.",
            )
        work.result.set_exception(error)
        return False

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._settings.tick_s)
            self._give_up_alone()
            if not self._waiting:
                self._copy_slow()

    def _give_up_alone(self) -> None:
        """Ends what waits when there has been nobody to do it for long."""
        if self._workers or not self._waiting:
            self._alone_since = None
            return
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since < self._settings.patience_s:
            return
        while self._waiting:
            work = self._waiting.popleft()
            if not work.result.done():
                work.result.set_exception(
                    EngineError(
                        "engineCrashed",
                        f"No node of the cluster has had a {self.kind} for "
                        f"{self._settings.patience_s:g} s. What was measured is kept.",
                    )
                )

    def _copy_slow(self) -> None:
        now = time.monotonic()
        for work in list(self._running):
            if len(work.attempts) != 1 or work.result.done():
                continue
            expected = self._expected(work)
            (attempt,) = work.attempts
            if expected is None or now - attempt.started < expected:
                continue
            worker = self._idle(attempt)
            if worker is None:
                continue
            self.counts.copies += 1
            self._start(work, worker, copy=True)

    def _expected(self, work: _Work) -> float | None:
        """After how many seconds the work is slow, None where nothing is known of its kind."""
        seconds = self._seconds.get(work.method, ())
        if len(seconds) < self._settings.known:
            return None
        usual = statistics.median(seconds) * work.size
        return max(self._settings.slow_least_s, self._settings.slow_factor * usual)
