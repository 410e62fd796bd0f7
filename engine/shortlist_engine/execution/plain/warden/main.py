"""Following one program to its end, on any system."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Protocol

from . import order
from .order import Answer, Order

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_S, _LOOK_LATER_S = 0.01, 0.05
_LATER_S = 0.5
# On a busy machine a program may only wait for a core: it then gets more time by the wall clock.
_MAX_STARVATION = 5
_WINDOW_S = 1.0
_BUSY_SHARE = 0.005


class Started(Protocol):
    """A program that was started. Times are in seconds, sizes in bytes."""

    def wait(self, seconds: float) -> bool:
        """Waits until it ends, so long at most; says whether it is wise to look again: it ended, or
        whoever asked for it has gone."""

    def ended(self) -> Answer | None:
        """Returns how it ended by itself, without its time by the wall clock; None while it
        runs."""

    def abandoned(self) -> bool:
        """Says whether whoever asked for it has gone."""

    def cpu_s(self) -> float:
        """Returns its processor time so far, 0 where the system does not say before the end."""

    def memory(self) -> int:
        """Returns what memory it has now, 0 where the system does not say."""

    def kill(self) -> Answer:
        """Ends it and all that it started, and returns how it ended."""

    def clear(self) -> None:
        """Ends what it started and left behind."""


def main() -> None:
    """Reads an order from standard input, and answers on standard output. The end of standard input
    ends the program."""
    data = bytearray()
    while not data.endswith(b"\n"):
        block = os.read(0, 65536)
        if not block:
            return
        data += block
    asked = order.unpack_order(bytes(data))
    if sys.platform == "win32":
        from . import windows as system
    else:
        from . import posix as system
    started_at = time.monotonic()
    try:
        started = system.start(asked)
    except OSError as error:
        said = error.strerror or str(error)
        answer = Answer(order.NOT_STARTED, said=f"{asked.command[0]}: {said}")
    else:
        answer = follow(started, asked, started_at)
        started.clear()
    if answer.state != order.GONE:
        os.write(1, answer.pack())


def follow(
    started: Started, asked: Order, since: float, now: Callable[[], float] = time.monotonic
) -> Answer:
    """Waits for the end of the program, by itself or by a limit."""
    window, window_cpu = since, 0.0
    while True:
        found = started.ended()
        wall = now() - since
        if found is not None:
            # What may be written at most is above our limit, and may be reached between two looks.
            too_much = _size(asked.errors) > asked.error_bytes
            state = order.ERRORS if too_much else found.state
            return found._replace(state=state, wall_us=int(wall * 1e6))
        cpu = started.cpu_s()
        broken = _broken(started, asked, cpu)
        if not broken and wall >= asked.wall_s:
            starved = cpu - window_cpu >= _BUSY_SHARE * (now() - window)
            if not starved or wall > _MAX_STARVATION * asked.wall_s:
                broken = order.WALL
        if now() - window >= _WINDOW_S:
            window, window_cpu = now(), cpu
        if broken:
            answer = started.kill()
            return answer._replace(state=broken, wall_us=int((now() - since) * 1e6))
        left = min(asked.cpu_s - cpu, max(asked.wall_s - wall, _LOOK_S))
        started.wait(max(0.001, min(left, _LOOK_S if wall < _LATER_S else _LOOK_LATER_S)))


def _broken(started: Started, asked: Order, cpu: float) -> str:
    """The limit that is passed, empty when none is."""
    if started.abandoned():
        return order.GONE
    if cpu >= asked.cpu_s:
        return order.CPU
    if _size(asked.output) > asked.output_bytes:
        return order.OUTPUT
    if _size(asked.errors) > asked.error_bytes:
        return order.ERRORS
    if started.memory() > asked.memory:
        return order.MEMORY
    return ""


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
