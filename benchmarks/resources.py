"""CPU time and memory of processes. Linux only, and nothing but the standard library: peers in
environments of their own measure themselves with it."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree_cpu_s() -> float:
    """CPU seconds of this process, of its ended children and of its live descendants. Other load
    on the machine changes them far less than wall time."""
    total = processes_cpu_s(children(os.getpid()))
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total


def processes_cpu_s(pids: Iterable[int]) -> float:
    """CPU seconds of these processes and of what comes from them, ended children included."""
    total, waiting = 0.0, list(pids)
    while waiting:
        pid = waiting.pop()
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            waiting += children(pid)
        except OSError:  # it ended, and its parent has its time
            continue
        total += sum(map(int, fields[11:15])) / TICKS
    return total


def children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in lists for child in path.read_text().split()]


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Has Linux count the peak of this process anew (see proc(5))."""
    Path("/proc/self/clear_refs").write_text("5")


def working_mib() -> float:
    """The peak since `forget_peak`, without what loading took."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
