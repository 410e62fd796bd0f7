"""The engine process: msgpack-RPC over stdio and over the user's private socket.

docs/protocol.md has the methods; `shortlist_engine.protocol` the messages.
"""

from shortlist_engine.rpc.process import EngineRunning, serve_socket, serve_stdio

__all__ = ["EngineRunning", "serve_socket", "serve_stdio"]
