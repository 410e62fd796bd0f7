"""Messages to the user: failures, and the outcome of what they started."""

from __future__ import annotations

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.protocol import EngineError
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)


class Messages:
    """Shows messages as the setting `showNotifications` allows."""

    def __init__(self, server: ShortlistServer, configuration: Configuration) -> None:
        self._server = server
        self._configuration = configuration
        self._shown = errors.ShownFailures()

    def show_failure(self, error: EngineError | JsonRpcException | str) -> None:
        """Show a pop-up for an action of the user that failed; the same one at most once in ten
        minutes, and none when the user switched them off."""
        text = error if isinstance(error, str) else error.message
        logger.warning("%s", text)
        wanted = self._configuration.current.notifications != "off"
        if wanted and self._shown.should_show(text):
            params = types.ShowMessageParams(types.MessageType.Error, text)
            self._server.window_show_message(params)

    def show_outcome(self, text: str, *, asked_for: bool) -> None:
        """Show the result of what the user started. `asked_for`: the text is what they wanted."""
        level = self._configuration.current.notifications
        if level == "always" or (asked_for and level != "off"):
            params = types.ShowMessageParams(types.MessageType.Info, text)
            self._server.window_show_message(params)
        else:
            self._server.window_log_message(types.LogMessageParams(types.MessageType.Info, text))
