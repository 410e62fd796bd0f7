"""The tasks of one solve, which fail together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from shortlist_engine.host.failures import execution_failure
from shortlist_engine.protocol import EngineError

log = logging.getLogger(__name__)


class Tasks:
    """Runs tasks until they end or are cancelled. The first one that raises leaves its `failure`,
    typed; `on_failure` is called whenever one does."""

    def __init__(self, on_failure: Callable[[], None]) -> None:
        self._on_failure = on_failure
        self._tasks: list[asyncio.Task[None]] = []
        self.failure: EngineError | None = None

    def start(self, work: Callable[[], Awaitable[None]]) -> None:
        """Starts a task."""
        self._tasks.append(asyncio.create_task(self._guard(work)))

    def cancel(self) -> None:
        """Cancels the tasks and does not wait for them."""
        for task in self._tasks:
            task.cancel()

    async def stop(self, timeout: float) -> None:
        """Cancels the tasks (the pool kills their children) and waits for them for `timeout`
        seconds at most."""
        self.cancel()
        pending = [task for task in self._tasks if not task.done()]
        if pending:
            await asyncio.wait(pending, timeout=timeout)

    async def _guard(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except EngineError as error:
            self._fail(error)
        except Exception as error:
            log.exception("a task of the solve failed")
            self._fail(execution_failure(error))

    def _fail(self, error: EngineError) -> None:
        if self.failure is None:
            self.failure = error
        self._on_failure()
