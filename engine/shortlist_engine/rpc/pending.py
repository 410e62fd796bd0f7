"""Work on a user's own program that is under way for clients, and how it is cancelled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.host.failures import execution_failure
from shortlist_engine.host.host import Host
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.connection import Connection

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Pending:
    """Pending work lives from its request to its answer."""

    connection: Connection
    run_id: str | None
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)


RunWork = Callable[[Host, Pending], Awaitable[dict[str, Any]]]


class PendingRuns:
    """Does any number of things with users' programs at a time; what runs them is shared."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._pending: set[Pending] = set()

    def __len__(self) -> int:
        return len(self._pending)

    async def do(
        self,
        connection: Connection,
        run_id: str | None,
        work: RunWork,
    ) -> dict[str, Any]:
        """Returns what `work` answers. Raises EngineError."""
        if run_id is not None and self._find(connection, run_id) is not None:
            raise EngineError("invalidRequest", f"A run {run_id!r} is already under way.")
        pending = Pending(connection, run_id)
        self._pending.add(pending)
        try:
            return await work(self._host, pending)
        except (EngineError, asyncio.CancelledError):
            raise
        except Exception as error:
            log.exception("a run failed")
            await self._host.close_pool()
            raise execution_failure(error) from error
        finally:
            self._pending.discard(pending)

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

    def _find(self, connection: Connection, run_id: str) -> Pending | None:
        for pending in self._pending:
            if pending.connection is connection and pending.run_id == run_id:
                return pending
        return None
