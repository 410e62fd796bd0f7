"""How much memory is free, for what decides by it how much to do at a time."""

from __future__ import annotations

import contextlib
from pathlib import Path

_GUESS = 8 * 2**30


def free_memory() -> int:
    """Returns how many bytes of memory are free, a guess of 8 GiB where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return _GUESS
