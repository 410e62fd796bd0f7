"""The seconds of a budget, from the start of a solve."""

from __future__ import annotations

import time

# The end of a time budget that is kept free of sampling, to finish what was sampled.
CLOSING_SHARE, CLOSING_MAX_S = 0.1, 5.0


class Deadline:
    """Measures a budget of `seconds`, which begins when this is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._started = time.monotonic()
        self._closing_s = min(CLOSING_SHARE * seconds, CLOSING_MAX_S)

    @property
    def elapsed(self) -> float:
        """Returns the seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Returns the seconds to the end, below 0 after it."""
        return self.seconds - self.elapsed

    @property
    def left_for_sampling(self) -> float:
        """Returns the seconds for which samples may still be drawn, below 0 when it is over."""
        return self.left - self._closing_s

    @property
    def closing(self) -> bool:
        """Says whether no more samples are to be drawn."""
        return self.left <= self._closing_s

    @property
    def over(self) -> bool:
        """Says whether the budget is spent."""
        return self.left <= 0
