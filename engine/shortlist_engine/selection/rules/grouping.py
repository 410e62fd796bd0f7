"""Candidates that behave alike, found by hashing rows: linear in candidates and inputs, and never
a matrix of candidates by candidates."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from shortlist_engine.selection.rules.evidence import (
    Codes,
    Evidence,
    Flags,
    Floats,
    Ints,
    is_output,
)

_MULTIPLIERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STEP = np.uint64(0x9E3779B97F4A7C15)


def equal_rows(columns: Iterable[Codes | Flags], n: int) -> tuple[Ints, Ints]:
    """Returns labels (n,) from 0, equal for candidates whose entries are equal in all columns (each
    (n,)), and the index of one member of each group.

    Rows are compared by a hash of 64 bits: two of a million different rows collide with a
    probability of 3e-8. The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood
    2014, "Fast splittable pseudorandom number generators", figure 15).
    """
    hashes = np.zeros(n, np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            hashes += _STEP
            hashes ^= column.astype(np.uint64, copy=False)
            hashes ^= hashes >> np.uint64(30)
            hashes *= _MULTIPLIERS[0]
            hashes ^= hashes >> np.uint64(27)
            hashes *= _MULTIPLIERS[1]
            hashes ^= hashes >> np.uint64(31)
    _, members, labels = np.unique(hashes, return_index=True, return_inverse=True)
    return labels.astype(np.int64), members.astype(np.int64)


def by_outcomes(evidence: Evidence) -> tuple[Ints, Ints]:
    """Groups candidates with equal outcomes on all inputs; see `equal_rows`."""
    return equal_rows(evidence.outcomes.T, len(evidence))


def by_tests(evidence: Evidence) -> tuple[Ints, Ints]:
    """Groups candidates that pass the same tests: CodeT's consensus sets; see `equal_rows`."""
    return equal_rows(_words(evidence.tests).T, len(evidence))


def by_behaviour(evidence: Evidence) -> tuple[Ints, Ints]:
    """Groups candidates that are equal in both; see `equal_rows`."""
    return equal_rows([*evidence.outcomes.T, *_words(evidence.tests).T], len(evidence))


def _words(flags: Flags) -> Codes:
    """(N, W): the flags of each row packed into words of 64 bits."""
    packed = np.packbits(flags, axis=1)
    words = np.zeros((len(flags), -(-packed.shape[1] // 8)), np.uint64)
    if words.size:
        words.view(np.uint8)[:, : packed.shape[1]] = packed
    return words


def sizes(labels: Ints, groups: int, weights: Ints | Floats) -> Floats:
    """Returns (groups,), the sum of the members' weights (N,)."""
    return np.bincount(labels, weights, groups).astype(np.float64, copy=False)


def weigh(flags: Flags, weights: Ints | Floats) -> Floats:
    """Returns (G,), the sum of the weights (T,) of the columns of `flags` (G, T) that hold in each
    row, added in the same order for every row, so that equal rows have equal sums to the last
    bit."""
    total = np.zeros(len(flags))
    for column, weight in zip(flags.T, weights, strict=True):
        total += column * float(weight)
    return total


def agreement(outcomes: Codes, weights: Floats) -> Floats:
    """Returns (G,), for each row of `outcomes` (G, M), the sum over inputs of the weights (G,) of
    the rows that gave the same output there, itself too. Failures agree with nothing, not even
    themselves.

    Linear in rows, by counting each output of an input once. With whole numbers as weights the sums
    are exact, so that ties do not depend on the order of rows.
    """
    total = np.zeros(len(outcomes))
    for column in outcomes.T:
        _, inverse = np.unique(column, return_inverse=True)
        total += np.where(is_output(column), np.bincount(inverse, weights)[inverse], 0.0)
    return total
