"""Standard input and output as asyncio streams where the event loop cannot wait for them: on
Windows it waits for pipes only that were made for it, and those that a program inherits were not.
A thread reads, another one writes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import threading
from typing import Any

_READ_BYTES = 64 * 1024


def open_streams(incoming: int, outgoing: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Returns streams over two descriptors, which belong to them from now on."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    flow = asyncio.streams.FlowControlMixin(loop)
    threading.Thread(
        target=_read, args=(incoming, reader, loop), name="shortlist-input", daemon=True
    ).start()
    transport = _Output(outgoing, flow, loop)
    return reader, asyncio.StreamWriter(transport, flow, None, loop)


def _read(descriptor: int, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    try:
        while True:
            try:
                data = os.read(descriptor, _READ_BYTES)
            except OSError:
                data = b""
            if not data:
                loop.call_soon_threadsafe(reader.feed_eof)
                return
            loop.call_soon_threadsafe(reader.feed_data, data)
    except RuntimeError:  # the loop has ended
        return


class _Output(asyncio.WriteTransport):
    """Hands what is written to a thread, and pauses who writes more than that takes."""

    def __init__(
        self,
        descriptor: int,
        flow: asyncio.streams.FlowControlMixin,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._flow: Any = flow
        self._loop = loop
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._size = 0
        self._high, self._low = 64 * 1024, 16 * 1024
        self._paused = False
        self._closing = False
        self._lost = False
        threading.Thread(target=self._write, name="shortlist-output", daemon=True).start()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._high = 64 * 1024 if high is None else high
        self._low = self._high // 4 if low is None else low
        self._regulate()

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._low, self._high

    def get_write_buffer_size(self) -> int:
        return self._size

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._lost or self._closing or not data:
            return
        self._size += len(data)
        self._waiting.put(bytes(data))
        self._regulate()

    def can_write_eof(self) -> bool:
        return False

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        """Closes it when everything is written."""
        if not self._closing:
            self._closing = True
            self._waiting.put(None)

    def abort(self) -> None:
        """Drops what is not written yet."""
        self._lost = True
        self.close()

    def _regulate(self) -> None:
        if not self._paused and self._size > self._high:
            self._paused = True
            self._flow.pause_writing()
        elif self._paused and self._size <= self._low:
            self._paused = False
            self._flow.resume_writing()

    def _write(self) -> None:
        error: OSError | None = None
        while (data := self._waiting.get()) is not None:
            view = memoryview(data)
            try:
                while view and not (self._lost or error):
                    view = view[os.write(self._descriptor, view) :]
            except OSError as reason:
                error = reason
            self._tell(self._written, len(data), error)
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._tell(self._flow.connection_lost, error)

    def _written(self, count: int, error: OSError | None) -> None:
        self._size -= count
        if error is not None and not self._lost:
            self._lost = True
            self._flow.connection_lost(error)
        else:
            self._regulate()

    def _tell(self, act: Any, *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(act, *arguments)
