"""The end of what a child writes to standard error.

It comes through a pipe, so that it does not count as output and takes no room.
"""

from __future__ import annotations

import os

from .descriptors import move

KEPT = 4096  # bytes
_AT_ONCE = 1 << 16  # what a pipe holds


class ErrorTail:
    """Reads what one child after the other writes, and keeps its end."""

    def __init__(self) -> None:
        self.reader = self.writer = -1
        self.total = 0  # bytes, of this child
        self._tail = b""

    def open(self) -> None:
        """Makes a new pipe for the next child, which takes `writer`. It is new each time: where
        /proc can be seen, a program can open both of its ends."""
        reader, writer = os.pipe2(os.O_CLOEXEC)
        self.reader, self.writer = move(reader), move(writer)
        os.set_blocking(self.reader, False)
        self.total, self._tail = 0, b""

    def forked(self) -> None:
        """Is for the parent: the child alone writes."""
        os.close(self.writer)
        self.writer = -1

    def read(self) -> bool:
        """Reads some of what is there; False when there is nothing, now or for ever."""
        try:
            data = os.read(self.reader, _AT_ONCE)
        except BlockingIOError:
            return False
        self.total += len(data)
        self._tail = (self._tail + data)[-KEPT:]
        return bool(data)

    def store(self, target: int) -> None:
        """Reads the rest, after the child's end, and leaves what was kept in a file."""
        while self.read():
            pass
        os.close(self.reader)
        self.reader = -1
        if self._tail:
            os.ftruncate(target, 0)
            os.pwrite(target, self._tail, 0)
