"""One client: whole messages in, and out as fast as it reads, merging what it is too slow for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, unless, within
from shortlist_engine.protocol import EngineError

log = logging.getLogger(__name__)

READ_BYTES = 64 * 1024
HIGH_WATER_BYTES = 256 * 1024
MAX_REQUESTS = 64
MAX_WAITING = 1024
PATIENCE_S = 30.0

Handler = Callable[["Connection", str, dict[str, Any]], Awaitable[Any]]


class Connection:
    """Reads requests and runs `handle` for each in a task; writes answers and notifications.

    `serve` returns when the client has gone, and then cancels what still runs for it. With
    `most_bytes` a client is dropped whose message is longer, or is none.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        handle: Handler,
        *,
        most_bytes: int | None = None,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._handle = handle
        self._most_bytes = most_bytes
        self._requests: set[asyncio.Task[None]] = set()
        self._outbox: dict[object, bytes] = {}
        self._number = 0
        self._filled = asyncio.Event()
        self._sent = asyncio.Event()
        self._closed = asyncio.Event()
        self.greeted = False
        self.client = "unknown"

    async def serve(self) -> None:
        """Reads and answers until the client leaves or is dropped."""
        self._writer.transport.set_write_buffer_limits(high=HIGH_WATER_BYTES)
        sending = asyncio.create_task(self._send())
        try:
            await self._receive()
        finally:
            self._closed.set()
            for task in list(self._requests):
                task.cancel()
            if self._requests:
                await asyncio.wait(self._requests, timeout=1.0)
            sending.cancel()
            self._writer.close()
            with contextlib.suppress(Exception):
                await self._writer.wait_closed()

    def notify(self, method: str, params: dict[str, Any], *, merge: object = None) -> None:
        """Sends a notification; one with an equal `merge` key that still waits is replaced."""
        key = (method, merge) if merge is not None else None
        self._post(key, protocol.notification(method, params))

    async def flush(self, timeout: float) -> None:
        """Waits until everything is written, at most `timeout` seconds."""
        with contextlib.suppress(asyncio.TimeoutError, ConnectionError):
            await within(timeout, self._flushed())

    def drop(self) -> None:
        """Ends the connection without waiting for the client."""
        self._closed.set()
        self._writer.transport.abort()

    async def _flushed(self) -> None:
        while self._outbox:
            self._sent.clear()
            await self._sent.wait()
        self._writer.transport.set_write_buffer_limits(high=0)
        await self._writer.drain()

    # In.

    async def _receive(self) -> None:
        unpacker = protocol.unpacker(self._most_bytes)
        while True:
            try:
                data = await unless(self._closed, self._reader.read(READ_BYTES))
            except (Cancelled, ConnectionError, OSError):
                return
            if not data:
                return
            try:
                unpacker.feed(data)
                for message in unpacker:
                    if not isinstance(message, list):
                        raise ValueError("a message is not an array")
                    self._take(message)
            except Exception as error:
                if self._most_bytes is not None:
                    log.warning("%s sends what is no message, or too much of it", self.client)
                    return
                # After bytes that are not msgpack nobody knows where a message starts.
                unpacker = protocol.unpacker()
                self._answer(None, _malformed(str(error) or type(error).__name__), None)

    def _take(self, message: list[Any]) -> None:
        message_id = message[1] if len(message) > 1 and type(message[1]) is int else None
        if len(message) == 4 and message[0] == protocol.REQUEST and message_id is not None:
            method, arguments = message[2], message[3]
            if not isinstance(method, str) or not (
                isinstance(arguments, list)
                and len(arguments) in (0, 1)
                and all(isinstance(argument, dict) for argument in arguments)
            ):
                self._answer(
                    message_id, _malformed("params must be an array with exactly one map"), None
                )
            elif len(self._requests) >= MAX_REQUESTS:
                self._answer(
                    message_id,
                    EngineError("invalidRequest", f"More than {MAX_REQUESTS} requests at once."),
                    None,
                )
            else:
                params = arguments[0] if arguments else {}
                task = asyncio.create_task(self._call(message_id, method, params))
                self._requests.add(task)
                task.add_done_callback(self._requests.discard)
        elif len(message) == 3 and message[0] == protocol.NOTIFICATION:
            log.debug("ignored a notification from %s", self.client)
        else:
            self._answer(message_id, _malformed("not a request"), None)

    async def _call(self, message_id: int, method: str, params: dict[str, Any]) -> None:
        try:
            result = await self._handle(self, method, params)
            self._answer(message_id, None, result)
        except EngineError as error:
            log.info("%s: %s: %s", method, error.kind, error.message)
            self._answer(message_id, error, None)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("request %s %s failed", message_id, method)
            self._answer(
                message_id,
                EngineError(
                    "internal",
                    f"A fault of Shortlist stopped this request (number {message_id} in the "
                    "engine's log). Please report it.",
                ),
                None,
            )

    # Out.

    def _answer(self, message_id: int | None, error: EngineError | None, result: Any) -> None:
        self._post(None, protocol.response(message_id, error, result))

    def _post(self, key: object, data: bytes) -> None:
        if self._closed.is_set():
            return
        if key is None:
            self._number += 1
            key = self._number
        self._outbox[key] = data
        self._filled.set()
        if len(self._outbox) > MAX_WAITING:
            log.warning("%s does not read; disconnecting", self.client)
            self.drop()

    async def _send(self) -> None:
        try:
            while True:
                await self._filled.wait()
                while self._outbox:
                    key = next(iter(self._outbox))
                    self._writer.write(self._outbox.pop(key))
                    await within(PATIENCE_S, self._writer.drain())
                self._filled.clear()
                self._sent.set()
        except (asyncio.TimeoutError, ConnectionError, OSError):
            log.info("%s has gone or does not read", self.client)
            self.drop()


def _malformed(what: str) -> EngineError:
    return EngineError(
        "invalidRequest", f"A message could not be read: {what}. See docs/protocol.md."
    )
