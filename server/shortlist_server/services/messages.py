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

    def show_failure(self, error: EngineError | JsonRpcException) -> None:
        """Show a pop-up for an action of the user that failed; the same one at most once in ten
        minutes, and none when the user switched them off. What the user can put right where they
        are is a warning."""
        is_theirs = errors.kind_of(error) in errors.OF_THE_USER
        kind = types.MessageType.Warning if is_theirs else types.MessageType.Error
        self._show_once(error.message, kind)

    def show_problem(self, text: str) -> None:
        """Show a warning about something that works all the same; the same one at most once in ten
        minutes."""
        self._show_once(text, types.MessageType.Warning)

    def _show_once(self, text: str, kind: types.MessageType) -> None:
        logger.warning("%s", text)
        wanted = self._configuration.current.notifications != "off"
        if wanted and self._shown.should_show(text):
            self._server.window_show_message(types.ShowMessageParams(kind, text))

    def show_outcome(self, text: str, *, asked_for: bool) -> None:
        """Show the result of what the user started. `asked_for`: the text is what they wanted."""
        self._show_result(text, types.MessageType.Info, asked_for=asked_for)

    def show_warning(self, text: str, *, asked_for: bool) -> None:
        """Show a result of what the user started that they had better know."""
        self._show_result(text, types.MessageType.Warning, asked_for=asked_for)

    def _show_result(self, text: str, kind: types.MessageType, *, asked_for: bool) -> None:
        level = self._configuration.current.notifications
        if level == "always" or (asked_for and level != "off"):
            self._server.window_show_message(types.ShowMessageParams(kind, text))
        else:
            self._server.window_log_message(types.LogMessageParams(kind, text))
