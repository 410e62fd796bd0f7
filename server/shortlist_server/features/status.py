"""What the status item of an editor shows: one object, sent only when it changed."""

from __future__ import annotations

import attrs
from lsprotocol import types

from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import NoParams, Shape
from shortlist_server.presentation import commands, wording
from shortlist_server.presentation.solutions import ConfidenceInfo, confidence_info
from shortlist_server.services.services import Services
from shortlist_server.throttle import Throttle

STATUS = "shortlist/status"
DID_CHANGE_STATUS = "shortlist/didChangeStatus"
COMMAND = "shortlist.server.status"
EVERY_S = 0.5
_STATES = {"queued": "sampling", "loading": "loadingModel", "clustering": "running"}


@attrs.frozen
class EngineInfo(Shape):
    """EngineInfo is what the engine says about itself."""

    version: str
    model: str
    device: str


@attrs.frozen
class SolveSummary(Shape):
    """A summary describes the latest solve of an open document, active or not."""

    solve_id: str
    uri: str
    problem_id: str
    active: bool
    solutions: int
    message: str
    confidence: ConfidenceInfo | None = None


@attrs.frozen
class CompanionInfo(Shape):
    """CompanionInfo says whether Competitive Companion is listened to, and if not, why."""

    listening: bool
    port: int
    message: str


@attrs.frozen
class Status(Shape):
    """The status says how the server and its engine are, and what they do; `model` is the one that
    the next solve asks for, None while the engine has not said which is its own."""

    health: str
    state: str
    busy: bool
    contest_mode: bool
    message: str
    detail: str | None = None
    command: types.Command | None = None
    engine: EngineInfo | None = None
    model: str | None = None
    companion: CompanionInfo | None = None
    solves: list[SolveSummary] = attrs.field(factory=list)


class StatusFeature:
    """StatusFeature gives the status on request, and to clients that sent `clientFeatures` whenever
    it changes."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._engine = services.engine
        self._solves = services.solves
        self._may_send = False
        self._sent: Status | None = None
        self._update = Throttle(EVERY_S, self._send)
        services.lifecycle.initialized.connect(self._initialized)
        services.configuration.changed.connect(self._settings_changed)
        self._companion = services.companion
        services.engine.changed.connect(self._update)
        services.companion.changed.connect(self._update)
        services.solves.changed.connect(self._update)
        services.server.add_request(STATUS, NoParams, self._status)
        services.server.add_command(COMMAND, NoParams, self._status)

    def _initialized(self) -> None:
        self._may_send = True
        self._update()

    def _settings_changed(self, before: Settings) -> None:
        self._update()

    def _send(self) -> None:
        if self._configuration.client_features is None or not self._may_send:
            return
        status = self._current()
        if status != self._sent:
            self._sent = status
            self._server.protocol.notify(DID_CHANGE_STATUS, self._server.to_json(status))

    def _status(self, params: NoParams) -> Status:
        return self._current()

    def _current(self) -> Status:
        settings = self._configuration.current
        solves = self._solves.active()
        health, state, message = "ok", "idle", "Ready"
        command: types.Command | None = None
        detail: str | None = None
        failure = self._engine.failure
        if failure is not None:
            health = "error"
            message, detail = failure.message, failure.kind
            command = types.Command("Restart engine", commands.RESTART_ENGINE)
            state = "engineDown"
        if self._engine.starting:
            health, state, message = "ok", "starting", "Starting the engine"
        elif solves:
            health, message = "ok", wording.stage(solves[0])
            progress = solves[0].progress
            state = _STATES.get(progress.stage, "sampling") if progress else "starting"
            if progress and progress.status:
                state = "loadingModel"
        if not settings.ai:
            health, state = "ok", "paused"
            message = "Contest mode" if settings.enable else "Disabled"
            command = types.Command("Switch contest mode", commands.PAUSE)
            detail = "Running examples stays available" if settings.enable else None
        engine = self._engine.engine
        return Status(
            health=health,
            state=state,
            busy=bool(solves) or self._engine.starting,
            contest_mode=settings.contest_mode,
            message=message,
            detail=detail,
            command=command,
            engine=EngineInfo(engine.version, engine.model, engine.device) if engine else None,
            model=settings.engine_model or (engine.model if engine else None) or None,
            companion=self._companion_info(),
            solves=self._summaries(),
        )

    def _companion_info(self) -> CompanionInfo | None:
        state = self._companion.state
        return CompanionInfo(state.listening, state.port, state.message) if state else None

    def _summaries(self) -> list[SolveSummary]:
        return [
            SolveSummary(
                solve_id=solve.id,
                uri=solve.uri,
                problem_id=solve.problem.digest,
                active=solve.active,
                solutions=len(solve.known.solutions),
                message=wording.stage(solve) if solve.active else wording.solve_outcome(solve),
                confidence=confidence_info(solve.known.confidence),
            )
            for solve in self._solves.latest()
        ]
