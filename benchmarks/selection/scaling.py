"""Time and memory of rules, and of the confidence in what ours puts first, for many candidates with
outcomes drawn at random."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np
from rich.table import Table

from shortlist_engine.problem import Problem
from shortlist_engine.selection.confidence import confidence
from shortlist_engine.selection.rules import FIRST_OUTPUT, RULES, Evidence, evidence, rank

INPUTS = 50
TESTS = 50
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def drawn(candidates: int, seed: int = 0) -> Evidence:
    """Behaviours whose sizes fall like 1/rank, as clusters of real samples do; one in three
    candidates behaves like no other."""
    rng = np.random.default_rng(seed)
    kinds = max(candidates // 20, 2)
    kind = np.minimum(np.exp(rng.random(candidates) * np.log(kinds)).astype(np.int64), kinds - 1)
    outcomes = np.empty((candidates, INPUTS), np.uint64)
    tests = np.empty((candidates, TESTS), np.bool_)
    alone = rng.random(candidates) < 1 / 3
    for column in range(INPUTS):
        answers = rng.integers(FIRST_OUTPUT, FIRST_OUTPUT + 50, kinds, np.uint64)
        answers[rng.random(kinds) < 0.1] = 1
        outcomes[:, column] = answers[kind]
        outcomes[alone, column] = rng.integers(1, FIRST_OUTPUT + 200, alone.sum(), np.uint64)
    for column in range(TESTS):
        tests[:, column] = (rng.random(kinds) < 0.3)[kind] ^ (
            alone & (rng.random(candidates) < 0.3)
        )
    return evidence(
        outcomes,
        counts=rng.integers(1, 4, candidates),
        tests=tests,
        logprob=-rng.random(candidates) * 100,
        tokens=rng.integers(20, 300, candidates),
        length=rng.integers(50, 2000, candidates),
        time_ms=rng.random(candidates) * 10,
    )


def table(most: int) -> Table:
    """CPU time, and peak memory beside the evidence itself, of each rule for each size."""
    shown = Table(title=f"CPU seconds (MiB beside the evidence), {INPUTS} inputs, {TESTS} tests")
    shown.add_column("rule")
    cells: dict[str, list[str]] = {name: [] for name in (*RULES, "confidence")}
    for size in [size for size in SIZES if size <= most]:
        known = drawn(size)
        held = sum(array.nbytes for array in vars(known).values()) / 2**20
        shown.add_column(f"{size:,} ({held:,.0f} MiB)", justify="right")
        for name, work in measured(known).items():
            start = time.process_time()
            work()
            spent = time.process_time() - start
            cells[name].append(f"{spent:.3f} ({peak_mib(work):,.0f})")
    for name, row in cells.items():
        shown.add_row(name, *row)
    return shown


def measured(known: Evidence) -> dict[str, Callable[[], object]]:
    """Confidence takes the ranking as given."""
    work: dict[str, Callable[[], object]] = {name: partial(rank, name, known) for name in RULES}
    ranking = rank("shortlist", known)
    work["confidence"] = partial(confidence, Problem("", ""), known, ranking, known.samples)
    return work


def peak_mib(work: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
