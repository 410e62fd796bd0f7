"""pass@k and n@k from one pool of samples, as exact expectations over which samples are drawn.

Bootstrap intervals are over problems (Efron 1979, percentile method), as AlphaCode's are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
_LEVEL = 0.95


def pass_at_k(samples: int, correct: int, k: int) -> float:
    """Returns the chance that at least one of `k` of the `samples` is correct: Chen et al. 2021,
    "Evaluating Large Language Models Trained on Code", equation 1, unbiased.

    Raises ValueError when the numbers do not fit together.
    """
    if not 0 <= correct <= samples or not 0 <= k <= samples:
        raise ValueError(f"no {k} of {samples} samples with {correct} correct ones")
    return 1.0 - _none_of(samples, correct, k)


def filtered_n_at_k(n: int, k: int, samples: int, passing: int, correct: int) -> float:
    """Returns n@k with a random choice among the samples that pass the examples: of `samples`,
    `passing` pass them and `correct` of these are right.

    Li et al. 2022 (AlphaCode), Algorithm 1, which simulates what is summed here: the
    survivors among k samples are hypergeometric, and n of them are a uniform draw from all
    survivors. Raises ValueError when the numbers do not fit together.
    """
    if not 0 <= correct <= passing <= samples or not 0 <= k <= samples or n < 0:
        raise ValueError(f"no {k} of {samples} samples, {passing} passing, {correct} correct")
    solved, below = 0.0, 0.0
    for survivors in range(min(n, passing + 1, k + 1)):
        chance = hypergeometric(survivors, samples, passing, k)
        below += chance
        solved += chance * (1.0 - _none_of(passing, correct, survivors))
    if n <= passing:
        solved += max(0.0, 1.0 - below) * (1.0 - _none_of(passing, correct, n))
    return min(1.0, solved)


@dataclass(frozen=True)
class Interval:
    """Holds a mean over problems with its 95 % bootstrap interval; NaN without problems."""

    mean: float
    low: float
    high: float
    problems: int


def bootstrap(values: Sequence[float], seed: int = 0) -> Interval:
    """Returns the mean of `values`, one number for each problem, with its interval."""
    if not values:
        return Interval(math.nan, math.nan, math.nan, 0)
    array = np.asarray(values, dtype=float)
    low, high = np.quantile(_resampled_means(array, seed), _tails())
    return Interval(float(array.mean()), float(low), float(high), len(values))


@dataclass(frozen=True)
class Difference:
    """Holds the mean of b - a over problems, its 95 % interval, and `p`: twice the smaller share of
    resamples whose mean difference is on one side of zero, at most 1."""

    mean: float
    low: float
    high: float
    p: float
    problems: int


def paired_bootstrap(a: Sequence[float], b: Sequence[float], seed: int = 0) -> Difference:
    """Compares `a` and `b`, which hold one number for each problem, in the same order; problems are
    drawn as pairs.

    Raises ValueError when the lengths differ.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} problems against {len(b)}")
    if not a:
        return Difference(math.nan, math.nan, math.nan, math.nan, 0)
    array = np.asarray(b, dtype=float) - np.asarray(a, dtype=float)
    means = _resampled_means(array, seed)
    low, high = np.quantile(means, _tails())
    p = min(1.0, 2.0 * min(float((means <= 0).mean()), float((means >= 0).mean())))
    return Difference(float(array.mean()), float(low), float(high), p, len(a))


def _tails() -> tuple[float, float]:
    return (1 - _LEVEL) / 2, (1 + _LEVEL) / 2


def _resampled_means(values: np.ndarray, seed: int) -> np.ndarray:
    """Means of `RESAMPLES` draws with replacement: float array of shape (RESAMPLES,)."""
    rng = np.random.default_rng(seed)
    count = len(values)
    means = np.empty(RESAMPLES)
    step = max(1, 2_000_000 // count)
    for start in range(0, RESAMPLES, step):
        rows = min(step, RESAMPLES - start)
        means[start : start + rows] = values[rng.integers(0, count, (rows, count))].mean(axis=1)
    return means


def _none_of(total: int, good: int, drawn: int) -> float:
    """The chance that none of `drawn` out of `total` is among the `good`."""
    if total - good < drawn:
        return 0.0
    if good == 0 or drawn == 0:
        return 1.0
    fewer = min(good, drawn)  # C(t-g, d) / C(t, d) is symmetric in g and d
    more = max(good, drawn)
    return math.exp(
        math.fsum(math.log1p(-more / (total - index)) for index in range(fewer))
        if fewer < 10_000
        else _log_binomial(total - more, fewer) - _log_binomial(total, fewer)
    )


def hypergeometric(hits: int, total: int, good: int, drawn: int) -> float:
    """Returns the chance that exactly `hits` of `drawn` out of `total` are among the `good`."""
    if hits > good or drawn - hits > total - good:
        return 0.0
    return math.exp(
        _log_binomial(good, hits)
        + _log_binomial(total - good, drawn - hits)
        - _log_binomial(total, drawn)
    )


def _log_binomial(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
