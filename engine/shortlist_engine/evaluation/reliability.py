"""How far stated chances can be trusted: reliability bins, expected calibration error, Brier score,
and how well they tell right from wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shortlist_engine.evaluation.estimators import RESAMPLES, Interval, bootstrap

BINS = 10
_Z = 1.959964  # 95 % of a normal distribution
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """Holds the problems whose stated chance is from `low` to below `high`: their number, the mean
    chance stated, and the share that was right with its 95 % interval (Wilson 1927, score
    interval)."""

    low: float
    high: float
    problems: int
    stated: float
    right: float
    right_low: float
    right_high: float


@dataclass(frozen=True)
class Reliability:
    """`error` is the expected calibration error: the mean distance of stated and true share over
    the `bins` that are not empty, weighed by problems (Naeini, Cooper and Hauskrecht 2015). It is
    above 0 also for perfect chances when problems are few; `error_by_luck` is what perfect ones
    would have here. `brier` is the mean squared error (Brier 1950), `brier_of_rate` that of always
    stating the share that is right. `auc` is the chance that a right one has the higher figure than
    a wrong one, NaN when all are right or all wrong."""

    problems: int
    right: float
    bins: tuple[Bin, ...]
    error: Interval
    error_by_luck: float
    brier: Interval
    brier_of_rate: float
    auc: float


def reliability(
    chances: Sequence[float] | Floats,
    right: Sequence[bool] | npt.NDArray[np.bool_],
    bins: int = BINS,
    seed: int = 0,
) -> Reliability:
    """Compares stated chances with the truth: `chances` (P,) were stated of P problems, `right`
    (P,) is what turned out. Intervals are 95 % bootstrap intervals over problems; all figures are
    NaN without problems. Raises ValueError when the lengths differ or a chance is not between 0 and
    1."""
    stated = np.asarray(chances, np.float64)
    true = np.asarray(right, np.float64)
    if stated.shape != true.shape or stated.ndim != 1:
        raise ValueError(f"{stated.shape} chances for {true.shape} answers")
    if not ((stated >= 0) & (stated <= 1)).all():
        raise ValueError("a chance is a number from 0 to 1")
    place = np.minimum((stated * bins).astype(np.int64), bins - 1)
    squares = (stated - true) ** 2
    rate = float(true.mean()) if len(true) else math.nan
    return Reliability(
        len(stated),
        rate,
        tuple(_bin(number, bins, stated, true, place) for number in np.unique(place)),
        _error(stated, true, place, bins, seed),
        _error_by_luck(stated, place, bins, seed),
        bootstrap(squares.tolist(), seed),
        rate * (1 - rate),
        _auc(stated, true),
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Returns the 95 % interval of a share (Wilson 1927). Raises ValueError without any trial."""
    if total < 1:
        raise ValueError("no share of nothing")
    share = hits / total
    scale = 1 + _Z**2 / total
    centre = (share + _Z**2 / (2 * total)) / scale
    width = _Z / scale * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    return max(0.0, centre - width), min(1.0, centre + width)


def _bin(number: int, bins: int, stated: Floats, true: Floats, place: npt.NDArray[np.int64]) -> Bin:
    inside = place == number
    count, hits = int(inside.sum()), int(true[inside].sum())
    low, high = wilson(hits, count)
    mean = float(stated[inside].mean())
    return Bin(number / bins, (number + 1) / bins, count, mean, hits / count, low, high)


def _error(
    stated: Floats, true: Floats, place: npt.NDArray[np.int64], bins: int, seed: int
) -> Interval:
    total = len(stated)
    if not total:
        return Interval(math.nan, math.nan, math.nan, 0)
    rng = np.random.default_rng(seed)
    errors = np.concatenate(
        [
            _errors(
                rng.multinomial(total, np.full(total, 1 / total), rows) * (stated - true),
                place,
                bins,
            )
            / total
            for rows in _portions(total)
        ]
    )
    low, high = np.quantile(errors, (0.025, 0.975))
    own = _errors((stated - true)[None], place, bins)[0] / total
    return Interval(float(own), float(low), float(high), total)


def _error_by_luck(stated: Floats, place: npt.NDArray[np.int64], bins: int, seed: int) -> float:
    if not len(stated):
        return math.nan
    total = len(stated)
    rng = np.random.default_rng(seed)
    errors = np.concatenate(
        [
            _errors(stated - (rng.random((rows, total)) < stated), place, bins) / total
            for rows in _portions(total)
        ]
    )
    return float(errors.mean())


def _portions(problems: int) -> list[int]:
    """`RESAMPLES` in parts whose rows of so many problems fit in little memory."""
    step = max(1, 2_000_000 // problems)
    return [min(step, RESAMPLES - start) for start in range(0, RESAMPLES, step)]


def _errors(misses: Floats, place: npt.NDArray[np.int64], bins: int) -> Floats:
    """(R,): for each row of `misses` (R, P) the sum over bins of the absolute sum inside it."""
    total = np.zeros(len(misses))
    for number in range(bins):
        total += np.abs(misses[:, place == number].sum(axis=1))
    return total


def _auc(stated: Floats, true: Floats) -> float:
    """By ranks, ties count half (Mann and Whitney 1947)."""
    hits, misses = np.sort(stated[true == 1]), np.sort(stated[true == 0])
    if not len(hits) or not len(misses):
        return math.nan
    below = np.searchsorted(misses, hits, "left") + np.searchsorted(misses, hits, "right")
    return float(below.sum() / 2 / len(hits) / len(misses))
