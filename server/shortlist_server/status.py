"""What the status item of an editor shows: one object, sent only when it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from shortlist_server import items, lsp_ext, presentation
from shortlist_server.throttle import Throttle
from shortlist_server.work_done import end_message

if TYPE_CHECKING:
    from shortlist_server.server import ShortlistServer
    from shortlist_server.solves import Solve

EVERY_S = 0.5
_STATES = {"queued": "sampling", "loading": "loadingModel", "clustering": "running"}


class StatusReporter:
    """Keeps clients that sent `clientFeatures` informed."""

    def __init__(self, server: ShortlistServer) -> None:
        self._server = server
        self._sent: lsp_ext.Status | None = None
        self._ended: Solve | None = None
        self.update = Throttle(EVERY_S, self._send)

    def ended(self, solve: Solve) -> None:
        """Remember the solve that ended last, so that its outcome can be shown."""
        self._ended = solve

    def status(self) -> lsp_ext.Status:
        server = self._server
        settings = server.configuration.current
        solves = server.solves.active()
        health, state, message = "ok", "idle", "Ready"
        command: types.Command | None = None
        detail: str | None = None
        failure = server.engine_client.failure
        if failure is not None:
            health = "error"
            message, detail = failure.message, failure.kind
            command = types.Command("Restart engine", lsp_ext.COMMAND_RESTART_ENGINE)
            state = "engineDown"
        if server.engine_client.starting:
            health, state, message = "ok", "starting", "Starting the engine"
        elif solves:
            health, message = "ok", presentation.stage(solves[0])
            progress = solves[0].progress
            state = _STATES.get(progress.stage, "sampling") if progress else "starting"
        if not settings.ai:
            health, state = "ok", "paused"
            message = "Contest mode" if settings.enable else "Disabled"
            command = types.Command("Switch contest mode", lsp_ext.COMMAND_PAUSE)
            detail = "Running examples stays available" if settings.enable else None
        engine = server.engine_client.engine
        return lsp_ext.Status(
            health=health,
            state=state,
            busy=bool(solves) or server.engine_client.starting,
            contest_mode=settings.contest_mode,
            message=message,
            detail=detail,
            command=command,
            engine=lsp_ext.EngineInfo(engine.version, engine.model, engine.device)
            if engine
            else None,
            solves=self._solves(),
        )

    def _solves(self) -> list[lsp_ext.SolveSummary]:
        active = self._server.solves.active()
        shown = [*active]
        if self._ended is not None and self._ended not in active:
            shown.append(self._ended)
        return [
            lsp_ext.SolveSummary(
                solve_id=solve.id,
                uri=solve.uri,
                problem_id=solve.problem.digest,
                active=solve.active,
                solutions=len(solve.results.solutions),
                message=presentation.stage(solve) if solve.active else end_message(solve),
                confidence=items.confidence_info(solve.results.confidence),
            )
            for solve in shown
        ]

    def _send(self) -> None:
        server = self._server
        if server.configuration.client_features is None or not server.ready:
            return
        status = self.status()
        if status != self._sent:
            self._sent = status
            server.protocol.notify(lsp_ext.DID_CHANGE_STATUS, server.to_json(status))
