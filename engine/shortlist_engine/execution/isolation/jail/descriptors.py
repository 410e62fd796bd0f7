"""A zygote's own descriptors, kept above the numbers that its children use."""

from __future__ import annotations

import ctypes
import os
from typing import Any

LOW = 64
_libc = ctypes.CDLL(None, use_errno=True)
_F_DUPFD_CLOEXEC, _F_SETFL = 1030, 4


class Descriptors:
    """Holds the connection to the driver, the memory files, and the pipe for a child's reports."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.connection = move(config["socket"])
        self.source = move(config["source"])
        self.inputs = [move(fd) for fd in config["inputs"]]
        self.outputs = [move(fd) for fd in config["outputs"]]
        self.errors = move(config["errors"])
        reader, writer = os.pipe()
        self.status_in, self.status_out = move(reader), move(writer)
        os.set_blocking(self.status_in, False)


def move(fd: int) -> int:
    """Returns a duplicate above the numbers that children use; the original is closed. Raises
    OSError."""
    if fd < 0:
        return fd
    high = int(_libc.fcntl(fd, _F_DUPFD_CLOEXEC, LOW))  # the module fcntl would weigh on each fork
    if high < 0:
        raise OSError(ctypes.get_errno(), "no descriptor is left")
    os.close(fd)
    return high


def renew(fd: int) -> None:
    """Undoes what a program did to a shared description: its position and its flags."""
    _libc.lseek(fd, ctypes.c_long(0), 0)
    _libc.fcntl(fd, _F_SETFL, 0)
