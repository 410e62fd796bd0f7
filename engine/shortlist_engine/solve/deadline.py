"""The seconds of a budget, from the start of a solve."""

from __future__ import annotations

import time

# The end of a time budget that is kept free of sampling, to finish what was sampled.
CLOSING_SHARE, CLOSING_MAX_S = 0.1, 5.0


class Deadline:
    """The end of a budget of `seconds` that begins now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._started = time.monotonic()
        self._closing_s = min(CLOSING_SHARE * seconds, CLOSING_MAX_S)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds to the end; below 0 after it."""
        return self.seconds - self.elapsed

    @property
    def closing(self) -> bool:
        """Whether no more samples are to be drawn."""
        return self.left <= self._closing_s

    @property
    def over(self) -> bool:
        return self.left <= 0
