"""That something takes linear time, by CPU time of two sizes in the same process."""

from __future__ import annotations

import time
from collections.abc import Callable


def assert_linear(read: Callable[[str], object], hostile: Callable[[int], str], size: int) -> None:
    """`read` of `hostile(4 * size)` takes less than 10 times as long as of `hostile(size)`;
    quadratic time would be 16 times. The twentieth of a second is for what both cost anyway."""

    def seconds(characters: int) -> float:
        text, times = hostile(characters), []
        for _ in range(3):
            start = time.process_time()
            read(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(4 * size) < 10 * seconds(size) + 0.05
