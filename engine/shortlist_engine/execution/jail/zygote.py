"""A small process that stays warm and forks a confined child for each program or compiler.

Started once per worker, inside namespaces where there are any. Single-threaded. Imports only what
its kind needs: every module that is loaded makes each fork dearer.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys

from . import wire
from .base import Zygote


def main(text: str) -> None:
    """Entry point of the zygote process; `text` is its configuration as JSON."""
    config = json.loads(text)
    connection = config["socket"]
    # Whatever started the engine may have left these, and they are inherited.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        for name in config["preload"]:
            __import__(name)
        sys.path[:] = [path for path in sys.path if path not in ("", config["package"])]
        zygote = _kind(config["kind"])(config)
        connection = zygote.socket.fileno()
    except BaseException as error:
        message = f"sandbox start failed: {type(error).__name__}: {error}\n"
        os.write(2, message.encode())
        os.write(connection, wire.pack_reply(wire.FAILED, []))
        os._exit(1)
    gc.collect()
    gc.freeze()
    try:
        zygote.serve()
    finally:
        zygote.leave()


def _kind(name: str) -> type[Zygote]:
    if name == "compiler":
        from .compiling import CompileZygote

        return CompileZygote
    from .programs import ProgramZygote

    return ProgramZygote
