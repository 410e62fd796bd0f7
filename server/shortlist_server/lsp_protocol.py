"""pygls' protocol, with the parameters of our own methods left to their handlers.

pygls turns parameters of unknown methods into named tuples, and leaves a request unanswered when
its parameters do not fit; ours are read in the handler, which can answer.
"""

from __future__ import annotations

from typing import Any

import cattrs
from pygls.protocol import LanguageServerProtocol, default_converter

from shortlist_server import lsp_ext

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

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override]
        """Returns the class that a message is read into; None for the default."""
        if method.startswith("shortlist/did"):
            return RawNotification
        if method.startswith("shortlist/"):
            return RawRequest
        return super().get_message_type(method)


def make_converter() -> cattrs.Converter:
    """Returns the converter of lsprotocol, which also reads and writes our shapes."""
    converter = lsp_ext.register_shapes(default_converter())
    for shape in (RawRequest, RawNotification):
        converter.register_structure_hook(
            shape, lambda value, cls: cls(**{key: value[key] for key in value if key in _RAW_KEYS})
        )
    return converter
