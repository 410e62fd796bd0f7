"""The engine's life: it starts on first need, again when its settings change or the user asks, and
is left when the session ends."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from lsprotocol import types

from shortlist_engine.protocol import EngineError
from shortlist_server.configuration import Settings
from shortlist_server.lsp_ext import NoParams
from shortlist_server.presentation import commands
from shortlist_server.services.services import Services

UNLOAD = "shortlist.server.unloadModel"


class EngineFeature:
    """EngineFeature has the commands that unload the model and restart the engine."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._lifecycle = services.lifecycle
        self._configuration = services.configuration
        self._messages = services.messages
        self._engine = services.engine
        self._solves = services.solves
        services.configuration.changed.connect(self._settings_changed)
        server = services.server
        server.add_feature(types.SHUTDOWN, self._shutdown)
        server.add_command(UNLOAD, NoParams, self._unload)
        server.add_command(commands.RESTART_ENGINE, NoParams, self._restart)

    async def _shutdown(self, params: None) -> None:
        await self._solves.close()
        await self._engine.close()
        self._lifecycle.leaving.emit()

    def _settings_changed(self, before: Settings) -> None:
        if self._configuration.current.engine != before.engine:
            self._server.spawn(self._engine.restart(only_if_idle=True))

    def _unload(self, arguments: NoParams) -> None:
        self._server.spawn(self._show_failure_of(self._engine.unload()))

    def _restart(self, arguments: NoParams) -> None:
        self._solves.cancel_all()
        self._server.spawn(self._show_failure_of(self._engine.restart()))

    async def _show_failure_of(self, work: Coroutine[Any, Any, bool]) -> None:
        try:
            await work
        except EngineError as error:
            self._messages.show_failure(error)
