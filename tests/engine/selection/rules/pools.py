"""Evidence written by hand, and drawn at random."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules import FIRST_OUTPUT, Evidence, evidence
from shortlist_engine.selection.rules.coding import FAILURE_CODES

TLE, RE = FAILURE_CODES["TLE"], FAILURE_CODES["RE"]


def codes(*rows: str) -> list[list[int]]:
    """A letter for an output, `!` for a crash, `-` for a time-out, `?` for unknown."""
    failures = {"!": RE, "-": TLE, "?": 0}
    return [[failures.get(c, FIRST_OUTPUT + ord(c)) for c in row] for row in rows]


def flags(*rows: str) -> list[list[bool]]:
    return [[c == "1" for c in row] for row in rows]


def drawn(seed: int, n: int = 40, inputs: int = 6, tests: int = 8) -> Evidence:
    """Candidates of few behaviours, so that clusters, overlaps and ties occur."""
    rng = np.random.default_rng(seed)
    behaviours = rng.integers(FIRST_OUTPUT, FIRST_OUTPUT + 3, (8, inputs), np.uint64)
    behaviours[rng.random((8, inputs)) < 0.15] = RE
    behaviours[rng.random((8, inputs)) < 0.05] = 0
    kind = rng.integers(0, 8, n)
    passes = rng.random((8, tests)) < 0.4
    return evidence(
        behaviours[kind],
        counts=rng.integers(1, 5, n),
        first=rng.permutation(10 * n)[:n],
        examples=rng.random((n, 2)) < 0.9,
        tests=passes[kind],
        test_counts=rng.integers(1, 4, tests),
        logprob=-rng.integers(1, 50, n).astype(float),
        tokens=rng.integers(1, 30, n),
        length=rng.integers(5, 200, n),
        time_ms=rng.random(n) * 20,
        stable=rng.random(n) < 0.95,
    )
