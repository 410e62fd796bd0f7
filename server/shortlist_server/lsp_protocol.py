"""pygls' protocol, with the parameters of our own methods left to their handlers, and with the life
cycle that the specification wants.

pygls turns parameters of unknown methods into named tuples, and leaves a request unanswered when
its parameters do not fit; ours are read in the handler, which can answer. It hands on requests that
come before `initialize`, leaves those behind `shutdown` unanswered, and knows headers by one
spelling only.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import cattrs
from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, default_converter

from shortlist_server import lsp_ext

_CONTENT_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?\n", re.IGNORECASE)
_RAW_KEYS = frozenset({"id", "method", "jsonrpc", "params"})


class RawRequest:
    """RawRequest is a request whose parameters stay as they came."""

    def __init__(self, id: int | str, method: str, jsonrpc: str, params: Any = None) -> None:
        self.id = id
        self.method = method
        self.jsonrpc = jsonrpc
        self.params = params


class RawNotification:
    """RawNotification is a notification whose parameters stay as they came."""

    def __init__(self, method: str, jsonrpc: str, params: Any = None) -> None:
        self.method = method
        self.jsonrpc = jsonrpc
        self.params = params


class ShortlistProtocol(LanguageServerProtocol):
    """ShortlistProtocol is the protocol of pygls, which knows our methods: notifications are called
    `shortlist/did…`."""

    _initialized = False

    @property
    def was_shut_down(self) -> bool:
        """Tells whether the client said `shutdown`, as it has to before it leaves."""
        return self._shutdown

    def handle_message(self, message: Any) -> None:
        """Handles a message where the life cycle allows it (LSP specification, "Lifecycle
        Messages"); other requests are answered with an error, other notifications dropped."""
        method = getattr(message, "method", None)
        if method is None or method == types.EXIT:
            super().handle_message(message)
            return
        refusal = self._refusal(method)
        if refusal is None:
            self._initialized = True
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, None, refusal)

    def _refusal(self, method: str) -> types.ResponseError | None:
        if self._shutdown:
            code, said = types.ErrorCodes.InvalidRequest, "The session was shut down."
        elif not self._initialized and method != types.INITIALIZE:
            code, said = types.ErrorCodes.ServerNotInitialized, "Send `initialize` first."
        elif self._initialized and method == types.INITIALIZE:
            code, said = types.ErrorCodes.InvalidRequest, "`initialize` was sent already."
        else:
            return None
        return types.ResponseError(code.value, said)

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override]
        """Returns the class that a message is read into; None for the default."""
        if method.startswith("shortlist/did"):
            return RawNotification
        if method.startswith("shortlist/"):
            return RawRequest
        return super().get_message_type(method)


class HeaderReader:
    """HeaderReader reads messages from a stream, with headers in the spelling that pygls knows:
    their names may be in any case, and spaces around the value are no part of it (RFC 9110, 5.1 and
    5.5)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """Returns a line of the headers."""
        line = self._stream.readline()
        found = _CONTENT_LENGTH.fullmatch(line)
        return b"Content-Length: %s\r\n" % found[1] if found else line

    def read(self, size: int) -> bytes:
        """Returns a body."""
        return self._stream.read(size)


def make_converter() -> cattrs.Converter:
    """Returns the converter of lsprotocol, which also reads and writes our shapes."""
    converter = lsp_ext.register_shapes(default_converter())
    for shape in (RawRequest, RawNotification):
        converter.register_structure_hook(
            shape, lambda value, cls: cls(**{key: value[key] for key in value if key in _RAW_KEYS})
        )
    return converter
