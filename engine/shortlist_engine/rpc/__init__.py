"""The engine process: msgpack-RPC over stdio and over the user's private socket.

docs/protocol.md has the methods; `shortlist_engine.protocol` the messages.
"""

from shortlist_engine.rpc.process import (
    HAS_SOCKETS,
    EngineRunning,
    serve_socket,
    serve_stdio,
)

__all__ = ["HAS_SOCKETS", "EngineRunning", "serve_socket", "serve_stdio"]
