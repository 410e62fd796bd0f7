"""What this machine has, for what decides by it how much to do at a time."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_GUESS = 8 * 2**30


def cores() -> int:
    """Returns how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_memory() -> int:
    """Returns how many bytes of memory are free, a guess of 8 GiB where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return _GUESS
