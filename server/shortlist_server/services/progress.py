"""Work-done progress: on the client's token when it sent one, else on one that we create.

Tokens stay in pygls' registry for ever unless they are removed, and awaiting a client's answer in
a task that may be cancelled raises when the answer comes late (pygls#621). So a progress lives in
a task of its own that nobody cancels, and takes its token out of the registry at its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

CREATE_TIMEOUT_S = 10.0


class ProgressReporter:
    """Begins progresses, and calls who waits for one when the user cancels it."""

    def __init__(self, server: ShortlistServer) -> None:
        self._server = server
        self._on_cancel: dict[types.ProgressToken, Callable[[], object]] = {}
        server.add_feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL, self._did_cancel)

    @contextlib.contextmanager
    def around(
        self,
        title: str,
        task: asyncio.Task[Any],
        shown: LateProgress,
        token: types.ProgressToken | None,
        *,
        unasked: bool = True,
    ) -> Iterator[None]:
        """Show what `shown` is told until the block ends, then its outcome. Cancelling the
        progress, or the block, cancels the task. Unless `unasked`, nothing is shown without a
        token."""
        if unasked or token is not None:
            shown.begin(self._server.spawn(self.begin(title, task.cancel, token)))
        try:
            yield
        except asyncio.CancelledError:
            shown.outcome = "Cancelled"
            task.cancel()
            raise
        finally:
            shown.end()

    async def begin(
        self,
        title: str,
        on_cancel: Callable[[], object],
        token: types.ProgressToken | None = None,
    ) -> WorkDone | None:
        """Show a progress until its `end`; None when the client shows no progress. `on_cancel` is
        called when the user cancels it."""
        if token is None:
            token = await self._create()
            if token is None:
                return None
        self._on_cancel[token] = on_cancel
        self._server.work_done_progress.begin(
            token, types.WorkDoneProgressBegin(title=title, cancellable=True, percentage=0)
        )
        return WorkDone(self, token)

    async def _create(self) -> types.ProgressToken | None:
        if not self._server.support.progress:
            return None
        token = f"shortlist-{uuid.uuid4().hex[:12]}"
        creation = asyncio.ensure_future(self._server.work_done_progress.create_async(token))
        try:
            await asyncio.wait_for(asyncio.shield(creation), CREATE_TIMEOUT_S)
        except (asyncio.TimeoutError, JsonRpcException) as error:
            logger.info("the client shows no progress: %r", error)
            return None
        return token

    def report(self, token: types.ProgressToken, message: str, percentage: int) -> None:
        """Show how far the work has come."""
        value = types.WorkDoneProgressReport(
            message=message, percentage=percentage, cancellable=True
        )
        self._server.work_done_progress.report(token, value)

    def end(self, token: types.ProgressToken, message: str) -> None:
        """End a progress, and forget its token."""
        self._on_cancel.pop(token, None)
        self._server.work_done_progress.end(token, types.WorkDoneProgressEnd(message=message))
        self._server.work_done_progress.tokens.pop(token, None)

    def _did_cancel(self, params: types.WorkDoneProgressCancelParams) -> None:
        on_cancel = self._on_cancel.pop(params.token, None)
        if on_cancel is not None:
            on_cancel()


class WorkDone:
    """WorkDone is one progress that the user sees and can cancel."""

    def __init__(self, reporter: ProgressReporter, token: types.ProgressToken) -> None:
        self._reporter = reporter
        self._token = token
        self._percentage = 0

    def report(self, message: str, percentage: int) -> None:
        """Show how far the work has come. The percentage never goes back, as the protocol asks."""
        self._percentage = max(self._percentage, percentage)
        self._reporter.report(self._token, message, self._percentage)

    def end(self, message: str) -> None:
        """End the progress with its outcome."""
        self._reporter.end(self._token, message)


class LateProgress:
    """LateProgress is the progress of a run, which the client may show late or not at all. It ends
    with `outcome`."""

    def __init__(self) -> None:
        self.outcome = "Failed"
        self._task: asyncio.Task[WorkDone | None] | None = None
        self._work: WorkDone | None = None

    def begin(self, task: asyncio.Task[WorkDone | None]) -> None:
        """Show what is reported once the client has agreed to it."""
        self._task = task
        task.add_done_callback(self._begun)

    def _begun(self, task: asyncio.Task[WorkDone | None]) -> None:
        if not task.cancelled() and task.exception() is None:
            self._work = task.result()

    def report(self, ended: int, total: int) -> None:
        """Show how many have ended, of how many."""
        if self._work is not None:
            self._work.report(f"{ended} of {total}", 100 * ended // total)

    def say(self, text: str, percentage: int) -> None:
        """Show how far the work has come, in words."""
        if self._work is not None:
            self._work.report(text, percentage)

    def end(self) -> None:
        """End the progress with the outcome, at once or as soon as it has begun."""
        if self._task is not None:
            self._task.add_done_callback(self._end)

    def _end(self, _: object) -> None:
        if self._work is not None:
            self._work.end(self.outcome)
