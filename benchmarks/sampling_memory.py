"""The memory of this process, as the contenders of `sampling.py` report it. Linux only."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Has Linux count the peak of this process anew."""
    Path("/proc/self/clear_refs").write_text("5")


def working_mib() -> float:
    """The peak since `forget_peak`, without what loading took."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
