"""Which window gets the problems of Competitive Companion: the one that was looked at last.

One broker for all windows of a user, since only one program can listen at a port. What came stays
in the inbox until a window says that it has made files of it; a window that is gone by then, or
cannot take it, is passed over.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import in_own_thread
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.companion.inbox import Inbox, Received
from shortlist_engine.rpc.companion.listener import Listener, PortTaken, Refused
from shortlist_engine.rpc.connection import Connection

log = logging.getLogger(__name__)

RETRY_S = 5.0
MOST_IN_A_MESSAGE = 8 * 1024 * 1024
"""Characters, of which each may take four bytes."""
GAP_S = 2.0
"""How long the next problem of a contest is waited for: they come one right after the other."""


@dataclass(eq=False)
class Window:
    """A window that wants problems: `focused` is when it was looked at last, as time goes here;
    `given` and `refused` number the problems that it was told of and that it cannot take."""

    connection: Connection
    port: int
    focused: float
    given: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)


class CompanionBroker:
    """Listens for all windows, and tells one of them of what comes."""

    def __init__(self, inbox: Inbox | None = None) -> None:
        self._inbox = inbox or Inbox()
        self._windows: dict[Connection, Window] = {}
        self._listeners: dict[int, Listener] = {}
        self._taken: dict[int, str] = {}
        self._trying: dict[int, asyncio.Task[None]] = {}
        self._opening = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._last_came = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    # Requests of windows.

    async def listen(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        """Has a window told of problems that are sent to a port; without one, no more."""
        port = params.get("port")
        if port is None:
            self._windows.pop(connection, None)
            await self._close_unwanted()
            return {"listening": False, "port": 0, "problem": ""}
        if type(port) is not int or not 0 < port < 65536:
            raise EngineError("invalidRequest", "port must be from 1 to 65535.")
        ago = params.get("focused_s")
        ago = float(ago) if isinstance(ago, (int, float)) else 0.0
        window = self._windows.setdefault(connection, Window(connection, port, 0.0))
        window.port, window.focused = port, time.monotonic() - max(0.0, ago)
        window.refused.clear()
        await self._close_unwanted()
        await self._open(port)
        self._give_soon()
        return self._state(port)

    def focus(self, connection: Connection) -> dict[str, Any]:
        """Keeps that a window is the one that is looked at."""
        window = self._windows.get(connection)
        if window is not None:
            window.focused = time.monotonic()
            window.refused.clear()
            self._give_soon()
        return {}

    def took(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        """Keeps that a window has made files of problems, or (`taken` false) that it cannot."""
        window, numbers = self._windows.get(connection), params.get("numbers")
        if not isinstance(numbers, list) or not all(type(each) is int for each in numbers):
            raise EngineError("invalidRequest", "numbers must be a list of numbers.")
        if params.get("taken") is not False:
            self._inbox.remove(set(numbers))
            if window is not None:
                window.given -= set(numbers)
            self._write_soon()
        elif window is not None:
            window.given -= set(numbers)
            window.refused |= set(numbers)
            self._give_soon()
        return {}

    def left(self, connection: Connection) -> None:
        """Forgets a window that is gone. The port stays open: what is sent now is kept."""
        if self._windows.pop(connection, None) is not None:
            self._give_soon()

    async def close(self) -> None:
        """Listens no more, and puts on disk what nobody has taken."""
        for task in [*self._trying.values(), *self._tasks]:
            task.cancel()
        if self._timer is not None:
            self._timer.cancel()
        listened = bool(self._listeners)
        for listener in self._listeners.values():
            listener.close()
        self._listeners.clear()
        if listened:
            await in_own_thread("shortlist-companion", self._inbox.write)

    # Ports.

    async def _open(self, port: int) -> None:
        async with self._opening:
            if port in self._listeners:
                return
            listener = Listener(port, self._received)
            try:
                await listener.open()
            except PortTaken as taken:
                if port not in self._taken:
                    log.info("%s", taken)
                    self._trying[port] = asyncio.create_task(self._try_again(port))
                self._taken[port] = str(taken)
                return
            log.info("listening to Competitive Companion at port %s", port)
            self._listeners[port] = listener
            self._taken.pop(port, None)

    async def _try_again(self, port: int) -> None:
        while port not in self._listeners:
            await asyncio.sleep(RETRY_S)
            await self._open(port)
        self._trying.pop(port, None)
        for window in self._windows.values():
            if window.port == port:
                window.connection.notify(protocol.COMPANION_STATUS, self._state(port))
        self._give_soon()

    async def _close_unwanted(self) -> None:
        """Closes the ports that no window wants any more. When the last window was closed, the port
        stays open."""
        async with self._opening:
            wanted = {window.port for window in self._windows.values()}
            for port in (self._listeners.keys() | self._trying.keys()) - wanted:
                if (listener := self._listeners.pop(port, None)) is not None:
                    listener.close()
                if (trying := self._trying.pop(port, None)) is not None:
                    trying.cancel()
                self._taken.pop(port, None)

    def _state(self, port: int) -> dict[str, Any]:
        problem = self._taken.get(port, "")
        return {"listening": port in self._listeners, "port": port, "problem": problem}

    # Problems.

    def _received(self, body: bytes) -> None:
        text = body.decode("utf-8-sig", "replace")
        batch, size = _batch(_problem(text))
        self._inbox.add(batch, size, text)
        self._last_came = time.monotonic()
        self._write_soon()
        self._give_soon()

    def _give_soon(self) -> None:
        """Tells windows once the answer is out; of a burst once it is whole, or none follows."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(0.0, self._give)

    def _give(self) -> None:
        self._timer = None
        if not self._listeners:
            return
        bursts: dict[str, list[Received]] = {}
        for each in self._inbox.waiting():
            bursts.setdefault(each.batch, []).append(each)
        rest = self._last_came + GAP_S - time.monotonic()
        for burst in bursts.values():
            if len(burst) < burst[0].size and rest > 0:
                loop = asyncio.get_running_loop()
                self._timer = self._timer or loop.call_later(rest, self._give)
            else:
                self._give_to_somebody(burst)

    def _give_to_somebody(self, burst: list[Received]) -> None:
        given = {number for window in self._windows.values() for number in window.given}
        burst = [each for each in burst if each.number not in given]
        numbers = {each.number for each in burst}
        able = [window for window in self._windows.values() if not window.refused & numbers]
        if not burst or not able:
            return
        window = max(able, key=lambda each: each.focused)
        window.given |= numbers
        for part in _parts(burst):
            problems = [{"number": each.number, "document": each.document} for each in part]
            params = {"batch": burst[0].batch, "size": burst[0].size, "problems": problems}
            window.connection.notify(protocol.COMPANION_PROBLEMS, params)

    def _write_soon(self) -> None:
        async def write() -> None:
            await asyncio.sleep(0.02)  # a burst is written once or twice
            await in_own_thread("shortlist-companion", self._inbox.write)

        task = asyncio.create_task(write())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _parts(burst: list[Received]) -> list[list[Received]]:
    """A burst in messages that are not too long; nearly always one."""
    parts: list[list[Received]] = [[]]
    room = MOST_IN_A_MESSAGE
    for each in burst:
        room -= len(each.document)
        if room < 0 and parts[-1]:
            parts.append([])
            room = MOST_IN_A_MESSAGE - len(each.document)
        parts[-1].append(each)
    return parts


def _problem(text: str) -> dict[str, Any]:
    """The document that was posted, as far as it has to be one. Raises Refused."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, "This is not JSON.") from None
    if not isinstance(document, dict):
        raise Refused(400, "This is no problem: it is not an object.")
    for name in ("name", "url"):
        if not isinstance(document.get(name), str):
            raise Refused(400, f"This is no problem: it has no {name}.")
    tests = document.get("tests")
    if not isinstance(tests, list) or not all(
        isinstance(test, dict)
        and isinstance(test.get("input"), str)
        and isinstance(test.get("output"), str)
        for test in tests
    ):
        raise Refused(400, "This is no problem: it has no tests with input and output.")
    return document


def _batch(document: dict[str, Any]) -> tuple[str, int]:
    """Which burst a problem belongs to, and of how many; without one it is alone."""
    batch = document.get("batch")
    found, size = "", 1
    if isinstance(batch, dict):
        with contextlib.suppress(TypeError, ValueError, OverflowError):
            found, size = str(batch.get("id") or ""), int(batch.get("size") or 1)
    if not found:
        found = f"alone-{time.monotonic_ns()}"
        size = 1
    return found[:100], max(1, min(size, 100))
