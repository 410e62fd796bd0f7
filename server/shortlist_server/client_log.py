"""The log as messages to the client, each with its level.

Editors take every line on standard error for an error, a warning too.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from lsprotocol import types

Send = Callable[[types.LogMessageParams], object]

_LEVELS = (
    (logging.ERROR, types.MessageType.Error),
    (logging.WARNING, types.MessageType.Warning),
    (logging.INFO, types.MessageType.Info),
)


class ClientLog(logging.Handler):
    """ClientLog takes the place of the handler that writes to standard error, until it is closed.
    A log that goes to a file stays there."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._sending = False
        self._replaced: list[logging.Handler] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def take_over(self) -> None:
        """Stand in for every handler that writes to standard error."""
        root = logging.getLogger()
        for handler in list(root.handlers):
            if type(handler) is logging.StreamHandler and handler.stream is sys.stderr:
                self._replaced.append(handler)
                root.removeHandler(handler)
        if self._replaced:
            root.addHandler(self)

    def give_back(self) -> None:
        """Let the handlers that it stood in for write again."""
        root = logging.getLogger()
        root.removeHandler(self)
        for handler in self._replaced:
            root.addHandler(handler)
        self._replaced = []

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record. What sending it logs is not sent."""
        if self._sending:
            return
        self._sending = True
        try:
            kind = next(
                (kind for level, kind in _LEVELS if record.levelno >= level),
                types.MessageType.Log,
            )
            self._send(types.LogMessageParams(kind, self.format(record)))
        except Exception:
            self.handleError(record)
        finally:
            self._sending = False
