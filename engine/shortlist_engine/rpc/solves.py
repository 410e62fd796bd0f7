"""Solves for clients: one samples at a time, the others wait in order."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, left_alone, unless
from shortlist_engine.host.host import Host
from shortlist_engine.host.status_report import StatusReport
from shortlist_engine.problem import Done, Progress, Ranking
from shortlist_engine.protocol import EngineError, SolveRequest, to_wire
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.solve import solve
from shortlist_engine.solve.options import check

log = logging.getLogger(__name__)


@dataclass(eq=False)
class PendingSolve:
    """A pending solve lives from its request to its answer. `moved` is set when the queue before it
    changed, and when it is cancelled."""

    connection: Connection
    request: SolveRequest
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    def cancel(self) -> None:
        """Ends the solve, whether it waits or samples; it answers with what was verified."""
        self.cancelled.set()
        self.moved.set()

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Sends a notification; a newer one of the same method replaces one that still waits."""
        solve_id = self.request.solve_id
        self.connection.notify(method, {"solve_id": solve_id, **params}, merge=(solve_id,))

    def report(self, progress: Progress, **more: int) -> None:
        """Sends progress, and `more` beside it."""
        self.notify(protocol.SOLVE_PROGRESS, {**to_wire(progress), **more})


class SolveQueue:
    """Lets one solve sample at a time, the first of the queue."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._queue: list[PendingSolve] = []
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._queue)

    async def run(self, connection: Connection, request: SolveRequest) -> Done:
        """Solves when it is this request's turn, and returns the last event. Raises EngineError."""
        if self._find(connection, request.solve_id) is not None:
            raise EngineError(
                "invalidRequest", f"A solve {request.solve_id!r} is already under way."
            )
        problem, budget = request.problem, request.budget
        check(problem, budget, request.options)
        pending = PendingSolve(connection, request)
        self._queue.append(pending)
        log.info("solve %s: %s examples, %s", problem.digest, len(problem.examples), budget)
        try:
            done = await self._run_in_turn(pending)
            log.info("solved %s: %s, %s", problem.digest, done.reason, done.progress)
            return done
        finally:
            self._queue.remove(pending)
            for other in self._queue:
                other.moved.set()

    def cancel(self, connection: Connection, solve_id: str) -> bool:
        """Cancels a solve; says whether this client had one of that name."""
        pending = self._find(connection, solve_id)
        if pending is not None:
            pending.cancel()
        return pending is not None

    def cancel_all(self) -> None:
        """Cancels every solve of every client."""
        for pending in self._queue:
            pending.cancel()

    async def wait_for_samplers(self, timeout: float) -> bool:
        """Says whether the samplers of all solves have stopped within `timeout` seconds."""
        if self._closing:
            await asyncio.wait(self._closing, timeout=timeout)
        return not self._closing

    def _find(self, connection: Connection, solve_id: str) -> PendingSolve | None:
        for pending in self._queue:
            if pending.connection is connection and pending.request.solve_id == solve_id:
                return pending
        return None

    async def _run_in_turn(self, pending: PendingSolve) -> Done:
        cancelled = pending.cancelled
        while (ahead := self._queue.index(pending)) and not cancelled.is_set():
            pending.report(Progress("queued"), ahead=ahead)
            pending.moved.clear()
            await pending.moved.wait()
        if cancelled.is_set():
            return Done("cancelled", Progress("queued"), ())
        report = StatusReport(pending.report)
        with self._host.telling(report.status):
            return await self._solve(pending, report)

    async def _solve(self, pending: PendingSolve, report: StatusReport) -> Done:
        request, cancelled = pending.request, pending.cancelled
        if not self._host.has_model(request.model):
            report.progress(Progress("loading"))
        # Who waits no longer ends the loading of a model, but not the opening of a pool.
        opening = asyncio.gather(self._host.sampler(request.model), left_alone(self._host.pool()))
        try:
            sampler, pool = await unless(cancelled, opening)
        except Cancelled:
            return Done("cancelled", Progress("loading"), ())
        events = solve(
            request.problem,
            sampler=sampler,
            pool=pool,
            budget=request.budget,
            options=request.options,
            cancelled=cancelled,
            library=self._host.library,
        )
        try:
            async for event in events:
                if isinstance(event, Progress):
                    report.progress(event)
                elif isinstance(event, Ranking):
                    pending.notify(protocol.SOLVE_RANKING, to_wire(event))
                else:
                    # The answer goes out now; the sampler stops behind it, and the next solve
                    # waits for it in `ExclusiveSampler`.
                    closing = asyncio.create_task(events.aclose())
                    self._closing.add(closing)
                    closing.add_done_callback(self._closing.discard)
                    return event
        except EngineError as error:
            if error.kind in ("sandboxUnavailable", "internal"):
                await self._host.close_pool()
            raise
        raise EngineError("internal", "The solve ended without a result. Please report it.")
