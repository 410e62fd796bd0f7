"""Limits on how often something is done, on the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

REFRESH_EVERY_S = 0.5
"""How often a client is asked at most to read a surface again."""


class Throttle:
    """Runs `action` at once, then at most once per `interval_s`; the last call is never lost."""

    def __init__(self, interval_s: float, action: Callable[[], None]) -> None:
        self._interval_s = interval_s
        self._action = action
        self._last = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        if self._timer is not None:
            return
        wait = self._last + self._interval_s - time.monotonic()
        if wait <= 0:
            self._run()
        else:
            self._timer = asyncio.get_running_loop().call_later(wait, self._run)

    def close(self) -> None:
        """Drops a call that is waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run(self) -> None:
        self._timer = None
        self._last = time.monotonic()
        self._action()


class Debounce:
    """Runs `action` once `delay_s` after the last call."""

    def __init__(self, delay_s: float, action: Callable[[], None]) -> None:
        self._delay_s = delay_s
        self._action = action
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        self.close()
        self._timer = asyncio.get_running_loop().call_later(self._delay_s, self._action)

    def close(self) -> None:
        """Drops a call that is waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
