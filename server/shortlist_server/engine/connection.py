"""One msgpack-RPC connection to an engine: requests, their answers, and the notifications of a
solve or a run.

docs/protocol.md describes the messages.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from typing import Any

import msgpack

from shortlist_engine import protocol
from shortlist_engine.protocol import EngineError

logger = logging.getLogger(__name__)

READ_BYTES = 256 * 1024
Listener = Callable[[str, dict[str, Any]], None]


class EngineLost(EngineError):
    """EngineLost says that the connection to the engine has ended: it was killed, it crashed, or it
    was told to end. What it had not answered may be asked of the next one."""

    def __init__(self, message: str = "The engine ended unexpectedly.", **data: Any) -> None:
        super().__init__("engineCrashed", message, **data)


class EngineConnection:
    """EngineConnection sends requests over a pair of streams. `lost` is set when the engine is
    gone; requests that wait then end with EngineLost."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._ids = itertools.count(1)
        self._pending: dict[int, asyncio.Future[Any]] = {}
        self._listeners: dict[str, Listener] = {}
        self._subscribers: dict[str, Listener] = {}
        self.lost = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    async def request(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and wait for its answer. Raises EngineError."""
        if self.lost.is_set():
            raise EngineLost()
        message_id = next(self._ids)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pending[message_id] = answer
        try:
            self._writer.write(protocol.request(message_id, method, params))
            await self._writer.drain()
            return await answer
        except (ConnectionError, RuntimeError) as error:
            raise EngineLost() from error
        finally:
            self._pending.pop(message_id, None)

    def listen(self, work_id: str, listener: Listener) -> None:
        """Call `listener(method, params)` for the notifications of a solve or a run."""
        self._listeners[work_id] = listener

    def forget(self, work_id: str) -> None:
        """Stops to listen for the notifications of a solve or a run."""
        self._listeners.pop(work_id, None)

    def subscribe(self, method: str, listener: Listener) -> None:
        """Call `listener(method, params)` for the notifications of this method, whatever they are
        about."""
        self._subscribers[method] = listener

    async def close(self) -> None:
        """Ends the connection; requests that wait then fail."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._lose()

    async def _read(self) -> None:
        unpacker = protocol.unpacker()
        try:
            while data := await self._reader.read(READ_BYTES):
                unpacker.feed(data)
                for message in unpacker:
                    self._dispatch(message)
        except (ConnectionError, msgpack.exceptions.UnpackException, ValueError) as error:
            logger.warning("engine connection: %s", error)
        finally:
            self._lose()

    def _lose(self) -> None:
        self.lost.set()
        self._writer.close()
        for answer in self._pending.values():
            if not answer.done():
                answer.set_exception(EngineLost())
        self._pending.clear()

    def _dispatch(self, message: Any) -> None:
        if not isinstance(message, list) or not message:
            logger.warning("engine sent something that is not a message")
            return
        if message[0] == protocol.RESPONSE and len(message) == 4:
            answer = self._pending.get(message[1])
            if answer is None or answer.done():
                return
            if message[2] is not None:
                answer.set_exception(EngineError.from_wire(message[2]))
            else:
                answer.set_result(message[3])
        elif message[0] == protocol.NOTIFICATION and len(message) == 3:
            self._notify(message[1], message[2])
        else:
            logger.warning("engine sent a message of an unknown form")

    def _notify(self, method: Any, arguments: Any) -> None:
        params = arguments[0] if isinstance(arguments, list) and arguments else None
        if not isinstance(method, str) or not isinstance(params, dict):
            logger.warning("engine sent a notification of an unknown form")
            return
        work_id = str(params.get("solve_id") or params.get("run_id"))
        listener = self._subscribers.get(method) or self._listeners.get(work_id)
        if listener is None:
            return
        try:
            listener(method, params)
        except EngineError as error:
            logger.warning("engine sent a bad %s: %s", method, error)
