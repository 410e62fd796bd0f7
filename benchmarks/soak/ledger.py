"""What continuous load has shown, and what is held when nothing runs (see `__main__`)."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import statistics
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.engine.execution.sandbox_processes import command, descendants

from benchmarks.soak.programs import Case
from benchmarks.soak.saboteur import Disk, Saboteur
from shortlist_engine.execution.compiling.compiler import programs_cache
from shortlist_engine.problem import Verdict

GROWTH_KIB = {"memory of the engine, KiB": 16 << 10, "memory of the largest worker, KiB": 8 << 10}


@dataclass
class Ledger:
    """What happened. `faults` are the violations."""

    calls: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)
    hit: int = 0
    ours: int = 0
    theirs: int = 0
    cancelled: int = 0
    cancellations_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    held: list[dict[str, int]] = field(default_factory=list)

    def judge(self, case: Case, runs: tuple, kills: int, *, compared: bool, stop: bool) -> None:
        self.calls[case.name.partition(",")[0]] += 1
        self.runs.update(run.verdict.value for run in runs)
        self.hit += kills > 0
        fault = case.fault(runs, compared=compared, stop=stop)
        if not fault:
            return
        if kills >= 2 and any(run.verdict is Verdict.SE for run in runs):
            self.ours += 1
        elif kills >= 2 and any("SIGTERM" in run.detail for run in runs):
            self.theirs += 1
        else:
            self.faults.append(f"{case.name}, hit {kills} times, {stop=}: {fault}")

    def compare(self) -> None:
        """What is held after the last quarter, against the first."""
        quarter = max(1, len(self.held) // 4)
        for name in self.held[0]:
            first = max(held[name] for held in self.held[:quarter])
            last = min(held[name] for held in self.held[-quarter:])
            if last > first + GROWTH_KIB.get(name, 0):
                self.faults.append(f"{name} grew from {first} to {last}")


def processes(place: Path) -> set[int]:
    """Ours: below this process, or with a trace of it in the command line."""
    traces = (f"'owner': {os.getpid()},", str(place.parent))
    others = (int(entry) for entry in os.listdir("/proc") if entry.isdigit())
    orphans = {p for p in others if any(trace in command(p) for trace in traces)}
    return descendants(os.getpid()) | orphans - {os.getpid()}


def held(place: Path) -> dict[str, int]:
    gc.collect()
    page_kib = os.sysconf("SC_PAGE_SIZE") // 1024

    def resident_kib(pid: int) -> int:
        with contextlib.suppress(OSError):
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page_kib
        return 0

    ours = processes(place)
    cache = programs_cache() / "programs"
    stray = [n for n in os.listdir(cache) if len(n) != 32] if cache.exists() else []
    ipc = [Path(f"/proc/sysvipc/{kind}") for kind in ("shm", "sem", "msg")]
    return {
        "processes": len(ours),
        "descriptors of the engine": len(os.listdir("/proc/self/fd")),
        "tasks of the engine": len(asyncio.all_tasks()),
        "memory of the engine, KiB": resident_kib(os.getpid()),
        "memory of the largest worker, KiB": max(map(resident_kib, ours), default=0),
        "temporary files": len(os.listdir(place)),
        "shared memory, queues": sum(len(p.read_text().splitlines()) for p in ipc),
        "unfinished files in the cache": len(stray),
    }


def show(console: Console, ledger: Ledger, saboteur: Saboteur, disk: Disk, title: str) -> None:
    table = Table(title=title, show_header=False)
    table.add_row("calls", ", ".join(f"{n} {c}" for n, c in ledger.calls.most_common()))
    table.add_row("runs", ", ".join(f"{n} {c}" for n, c in ledger.runs.most_common()))
    table.add_row("killed", ", ".join(f"{n} {c}" for n, c in sorted(saboteur.kills.items())))
    table.add_row("calls hit", f"{ledger.hit}, by two or more kills and")
    table.add_row("  reported as ours", str(ledger.ours))
    table.add_row("  charged for SIGTERM", str(ledger.theirs))
    took = sorted(ledger.cancellations_s) or [0.0]
    table.add_row(
        "calls cancelled",
        f"{ledger.cancelled}; processes gone after {statistics.median(took) * 1000:.0f} ms "
        f"(median), {took[-1] * 1000:.0f} ms (longest of {len(ledger.cancellations_s)})",
    )
    table.add_row("disk filled", f"{disk.fills} times" if disk.small else "not possible here")
    for name in ledger.held[0]:
        table.add_row(name, " ".join(str(held[name]) for held in ledger.held))
    console.print(table)
    for fault, count in Counter(ledger.faults).most_common(50):
        console.print(f"FAULT ({count}): {fault}", markup=False, soft_wrap=True)
    if not ledger.faults:
        console.print("No fault.")
