"""A user's own program on the examples, for clients."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.host.host import Host
from shortlist_engine.practice.examples import (
    CANCELLED,
    check_language,
    examples_of,
    run_tests,
)
from shortlist_engine.problem import Budget, Run, SolveOptions, Verdict
from shortlist_engine.protocol import EngineError, ExamplesRequest, to_wire
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.solve.failures import execution_failure
from shortlist_engine.solve.options import check

log = logging.getLogger(__name__)


@dataclass(eq=False)
class PendingRun:
    """A pending run lives from its request to its answer."""

    connection: Connection
    request: ExamplesRequest
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)

    def report(self, index: int, run: Run) -> None:
        """Tells a client that named the run how an example ended."""
        run_id = self.request.run_id
        # A compile error is the same for all, and the answer follows at once.
        if run_id is not None and run.verdict is not Verdict.CE:
            wire = to_wire(replace(run, output=""))
            params = {"run_id": run_id, "index": index, "run": wire}
            self.connection.notify(protocol.RUN_RESULT, params)


class ExampleRuns:
    """Runs any number of programs at a time; the pool's workers are shared."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._pending: set[PendingRun] = set()

    def __len__(self) -> int:
        return len(self._pending)

    async def run(self, connection: Connection, request: ExamplesRequest) -> dict[str, Any]:
        """Returns the answer to `run`. Raises EngineError."""
        run_id = request.run_id
        if run_id is not None and self._find(connection, run_id) is not None:
            raise EngineError("invalidRequest", f"A run {run_id!r} is already under way.")
        check(request.problem, Budget(), SolveOptions())
        pending = PendingRun(connection, request)
        self._pending.add(pending)
        try:
            available = await self._host.languages()
            check_language(request.problem, request.program.language, available)
            runs = await self._run(pending)
        except (EngineError, asyncio.CancelledError):
            raise
        except Exception as error:
            log.exception("a run failed")
            await self._host.close_pool()
            raise execution_failure(error) from error
        finally:
            self._pending.discard(pending)
        return {
            "runs": to_wire(runs),
            "passed": sum(run.verdict is Verdict.AC for run in runs),
            "total": len(runs),
            "cancelled": pending.cancelled.is_set(),
        }

    def cancel(self, connection: Connection, run_id: str) -> bool:
        """Cancels a run; says whether this client had one of that name."""
        pending = self._find(connection, run_id)
        if pending is not None:
            pending.cancelled.set()
        return pending is not None

    def cancel_all(self) -> None:
        """Cancels every run of every client."""
        for pending in self._pending:
            pending.cancelled.set()

    def _find(self, connection: Connection, run_id: str) -> PendingRun | None:
        for pending in self._pending:
            if pending.connection is connection and pending.request.run_id == run_id:
                return pending
        return None

    async def _run(self, pending: PendingRun) -> tuple[Run, ...]:
        problem, program = pending.request.problem, pending.request.program
        tests = examples_of(problem)
        try:
            pool = await unless(pending.cancelled, self._host.own_runner(), let_go=True)
        except Cancelled:
            return (CANCELLED,) * len(tests)
        return await run_tests(
            pool, problem, program, tests, cancelled=pending.cancelled, on_run=pending.report
        )
