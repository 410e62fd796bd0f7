"""Puts the server and all its features together."""

from __future__ import annotations

from shortlist_server.features import (
    code_actions,
    code_lens,
    commands,
    completion,
    custom_requests,
    inlay_hints,
    lifecycle,
    panel,
)
from shortlist_server.server import ShortlistServer


def create_server() -> ShortlistServer:
    """A server with every feature; inline completion joins on `initialize` where supported."""
    server = ShortlistServer()
    for feature in (
        lifecycle,
        code_actions,
        code_lens,
        completion,
        inlay_hints,
        commands,
        custom_requests,
        panel,
    ):
        feature.register(server)
    return server
