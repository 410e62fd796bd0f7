"""A small process that stays warm and forks a confined child for each program or compiler.

Started once per worker, inside namespaces where there are any. Single-threaded. Imports only what
its kind needs: every module that is loaded makes each fork dearer.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from typing import Any, NoReturn, Protocol

from . import addresses


class JailService(Protocol):
    def __init__(self, config: dict[str, Any]) -> None: ...
    def serve(self) -> None: ...
    def leave(self) -> NoReturn: ...


def main(config: dict[str, Any]) -> None:
    """Is the entry point of the zygote process."""
    zygote: JailService | None = None
    sys.orig_argv[1:] = []  # the configuration, which is nothing to programs
    if config["variation"] == 0:
        addresses.use_same()
    # Whatever started the engine may have left these, and they are inherited.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        for name in config["preload"]:
            __import__(name)
        sys.path[:] = [path for path in sys.path if path not in ("", config["package"])]
        zygote = _service(config)(config)
        gc.collect()
        gc.freeze()
        ctypes.CDLL(None).malloc_trim(0)  # as every page that is held makes a fork dearer
        zygote.serve()
    except BaseException as error:
        os.write(2, f"sandbox failed: {type(error).__name__}: {error}\n".encode())
        if zygote is None:
            os._exit(1)
    zygote.leave()


def _service(config: dict[str, Any]) -> type[JailService]:
    if config["kind"] == "compiler":
        from .compiling import CompileZygote

        return CompileZygote
    if config["kind"] == "tools":
        from .tools import ToolZygote

        return ToolZygote
    if config["files"]:
        from .file_programs import FileProgramZygote

        return FileProgramZygote
    if config["helper"]:
        from .serve import ServedZygote

        return ServedZygote
    from .programs import ProgramZygote

    return ProgramZygote
