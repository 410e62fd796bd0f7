"""Keeps the engine listening to Competitive Companion while the user wants it, whatever becomes of
the engine."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.protocol import EngineError
from shortlist_server.configuration import Configuration, Settings
from shortlist_server.engine.client import EngineClient
from shortlist_server.server import ShortlistServer
from shortlist_server.services.lifecycle import Lifecycle
from shortlist_server.signals import Signal

logger = logging.getLogger(__name__)

AGAIN_S, MOST_S = 0.5, 30.0
"""How long to wait before the engine is asked again: at first, and at most."""


@dataclass(frozen=True)
class CompanionState:
    """CompanionState says whether the port is listened to, and if not, why."""

    listening: bool
    port: int
    message: str


@dataclass(frozen=True)
class Sent:
    """Sent is a problem that came: the engine knows it by its `number`; `document` is JSON."""

    number: int
    document: str


class CompanionLink:
    """CompanionLink knows whether problems are listened to. `changed` is emitted when that changes,
    `problems` when some came for this window: the burst that they belong to, and how many it is
    of."""

    def __init__(
        self,
        server: ShortlistServer,
        configuration: Configuration,
        engine: EngineClient,
        lifecycle: Lifecycle,
    ) -> None:
        self._server = server
        self._configuration = configuration
        self._engine = engine
        self.changed: Signal[[]] = Signal()
        self.problems: Signal[[str, int, list[Sent]]] = Signal()
        self.state: CompanionState | None = None
        self._focused = time.monotonic()
        self._asked_again = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        lifecycle.initialized.connect(self.ask_again)
        lifecycle.leaving.connect(self._leave)
        configuration.changed.connect(self._settings_changed)

    def ask_again(self) -> None:
        """Begin to listen, or listen on as the settings say now: what this window could not take
        comes again."""
        self._asked_again.set()
        if self._keeping is None and self._port() is not None:
            self._keeping = self._server.spawn(self._keep())

    def focus(self) -> None:
        """Say that this window is looked at now."""
        self._focused = time.monotonic()
        if self.state is not None and self.state.listening:
            self._server.spawn(self._engine.tell_companion(protocol.COMPANION_FOCUS, {}))

    def took(self, numbers: list[int], *, taken: bool) -> None:
        """Say what became of problems that came: files, or nothing."""
        if numbers:
            params = {"numbers": numbers, "taken": taken}
            self._server.spawn(self._engine.tell_companion(protocol.COMPANION_TOOK, params))

    def _port(self) -> int | None:
        settings = self._configuration.current
        return settings.companion_port if settings.enable and settings.companion else None

    def _settings_changed(self, before: Settings) -> None:
        self.ask_again()

    def _leave(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()

    async def _keep(self) -> None:
        wait = AGAIN_S
        while True:
            self._asked_again.clear()
            port = self._port()
            if port is None:
                if self.state is not None:
                    self._set_state(None)
                    await self._engine.tell_companion(protocol.COMPANION_LISTEN, {"port": None})
                await self._asked_again.wait()
                continue
            if await self._listen(port):
                wait = AGAIN_S
            if not self._asked_again.is_set():
                # A session that ends closes the engine first; nothing is started again then.
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._asked_again.wait(), wait)
                wait = min(2 * wait, MOST_S)

    async def _listen(self, port: int) -> bool:
        """Listen until the engine ends or the settings have changed; False when there is none."""
        try:
            ago = time.monotonic() - self._focused
            found, lost = await self._engine.listen_to_companion(port, ago, self._heard)
        except EngineError as error:
            message = error.message
            if error.kind == "invalidRequest":
                message = "The engine is older than this server: update and restart it."
            self._set_state({"port": port, "problem": message})
            logger.info("Competitive Companion is not listened to: %s", message)
            return False
        self._set_state(found)
        if await self._lost_before_asked(lost):
            self._set_state({"port": port, "problem": "The engine ended; it is started again."})
        return True

    async def _lost_before_asked(self, lost: asyncio.Event) -> bool:
        waits = [asyncio.ensure_future(each.wait()) for each in (lost, self._asked_again)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        return lost.is_set()

    def _heard(self, method: str, params: dict[str, Any]) -> None:
        if method == protocol.COMPANION_STATUS:
            self._set_state(params)
            return
        sent = [
            Sent(int(each.get("number") or 0), str(each.get("document") or ""))
            for each in params.get("problems") or ()
            if isinstance(each, dict)
        ]
        self.problems.emit(str(params.get("batch")), int(params.get("size") or 1), sent)

    def _set_state(self, found: dict[str, Any] | None) -> None:
        state = None
        if found is not None:
            state = CompanionState(
                found.get("listening") is True,
                int(found.get("port") or 0),
                str(found.get("problem") or ""),
            )
        if state != self.state:
            self.state = state
            self.changed.emit()
