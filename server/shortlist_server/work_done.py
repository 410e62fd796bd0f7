"""Work-done progress: on the client's token when it sent one, else on one that we create.

Tokens stay in pygls' registry for ever unless they are removed, and awaiting a client's answer in
a task that may be cancelled raises when the answer comes late (pygls#621). So a progress lives in
a task of its own that nobody cancels, and takes its token out of the registry at its end.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server import presentation
from shortlist_server.solves import Solve
from shortlist_server.throttle import Throttle

if TYPE_CHECKING:
    from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

REPORT_EVERY_S = 0.25
CREATE_TIMEOUT_S = 10.0


class WorkDone:
    """One progress that the user sees and can cancel."""

    def __init__(self, server: ShortlistServer, token: types.ProgressToken) -> None:
        self._server = server
        self._token = token
        self._percentage = 0

    @classmethod
    async def begin(
        cls,
        server: ShortlistServer,
        title: str,
        on_cancel: Callable[[], None],
        token: types.ProgressToken | None = None,
    ) -> WorkDone | None:
        """None when the client shows no progress."""
        if token is None:
            if not server.support.progress:
                return None
            token = f"shortlist-{uuid.uuid4().hex[:12]}"
            creation = asyncio.ensure_future(server.work_done_progress.create_async(token))
            try:
                await asyncio.wait_for(asyncio.shield(creation), CREATE_TIMEOUT_S)
            except (asyncio.TimeoutError, JsonRpcException) as error:
                logger.info("the client shows no progress: %r", error)
                return None
        work = cls(server, token)
        server.cancel_hooks[token] = on_cancel
        server.work_done_progress.begin(
            token, types.WorkDoneProgressBegin(title=title, cancellable=True, percentage=0)
        )
        return work

    def report(self, message: str, percentage: int | None = None) -> None:
        """The percentage never goes back, as the protocol asks."""
        if percentage is not None:
            self._percentage = max(self._percentage, percentage)
        self._server.work_done_progress.report(
            self._token,
            types.WorkDoneProgressReport(
                message=message, percentage=self._percentage, cancellable=True
            ),
        )

    def end(self, message: str) -> None:
        self._server.cancel_hooks.pop(self._token, None)
        self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd(message=message))
        self._server.work_done_progress.tokens.pop(self._token, None)


async def show_solve(
    server: ShortlistServer, solve: Solve, token: types.ProgressToken | None = None
) -> None:
    """Show a solve's progress from begin to end."""
    work = await WorkDone.begin(
        server,
        f"Solving {presentation.title(solve.problem)}",
        lambda: server.solves.cancel(solve),
        token,
    )
    if work is None:
        return
    report = Throttle(
        REPORT_EVERY_S,
        lambda: work.report(presentation.stage(solve), presentation.percentage(solve)),
    )
    report()
    solve.listeners.append(report)
    try:
        await solve.ended.wait()
    finally:
        solve.listeners.remove(report)
        report.close()
        work.end(end_message(solve))


def end_message(solve: Solve) -> str:
    if solve.error is not None:
        return solve.error.message
    text = presentation.outcome(solve.results, cancelled=solve.cancelled)
    return f"{text} · the statement has changed since" if solve.stale else text
