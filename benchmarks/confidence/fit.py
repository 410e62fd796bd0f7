"""Fitting the logistic model of `selection.confidence` and testing it on problems held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.confidence.points import Point
from shortlist_engine.selection.confidence import estimate
from shortlist_engine.selection.confidence.estimate import SIGNS, Weights, terms

Floats = npt.NDArray[np.float64]
FOLDS = 10
PENALTY = 5.0
_STEPS = 4000


def fit(points: Sequence[Point], names: Sequence[str] = tuple(SIGNS)) -> Weights:
    """The most likely weights with the signs of `SIGNS`, on points weighed by `balanced`. Raises
    ValueError without points."""
    if not points:
        raise ValueError("there is nothing to fit to")
    values = np.array([[terms(point.found)[name] for name in names] for point in points])
    right = np.array([point.right for point in points], np.float64)
    weights = balanced(points)
    centre = np.average(values, axis=0, weights=weights)
    spread = np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weights))
    spread[spread == 0] = 1.0
    signs = np.array([SIGNS[name] for name in names])
    bias, found = maximise((values - centre) / spread, right, weights, signs)
    found = found / spread
    return Weights(float(bias - found @ centre), dict(zip(names, map(float, found), strict=True)))


def balanced(points: Sequence[Point]) -> Floats:
    """(P,): weights whose sum is the number of problems. The points of a problem share its weight;
    pools weigh as the square root of their problems, so that the largest do not decide alone."""
    per_problem = Counter((point.pool, point.problem) for point in points)
    problems = Counter(pool for pool, _ in per_problem)
    weights = np.array(
        [problems[point.pool] ** -0.5 / per_problem[point.pool, point.problem] for point in points]
    )
    return np.asarray(weights / weights.sum() * len(per_problem))


def maximise(
    values: Floats, right: Floats, weights: Floats, signs: npt.NDArray[np.int64]
) -> tuple[float, Floats]:
    """Bias and coefficients (K,) of a logistic regression with a ridge penalty on standardised
    `values` (P, K), each coefficient with its sign or 0: projected gradient with momentum (Beck and
    Teboulle 2009, FISTA)."""
    design = np.column_stack([np.ones(len(values)), values])
    low = np.r_[-np.inf, np.where(signs > 0, 0.0, -np.inf)]
    high = np.r_[np.inf, np.where(signs < 0, 0.0, np.inf)]
    penalty = np.r_[0.0, np.full(values.shape[1], PENALTY)]
    curvature = np.linalg.eigvalsh((design.T * weights) @ design)[-1] / 4 + PENALTY
    current = previous = np.zeros(design.shape[1])
    pace = 1.0
    for _ in range(_STEPS):
        following = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = current + (pace - 1) / following * (current - previous)
        chances = 1 / (1 + np.exp(-np.clip(design @ ahead, -30, 30)))
        gradient = design.T @ (weights * (chances - right)) + penalty * ahead
        previous, current = current, np.clip(ahead - gradient / curvature, low, high)
        pace = following
        if np.abs(current - previous).max() < 1e-9:
            break
    return float(current[0]), current[1:]


def held_out(
    points: Sequence[Point], group: Callable[[Point], str], fitting: Callable[..., Weights] = fit
) -> Floats:
    """(P,): for each point the chance by a fit to the points of other groups, without those of the
    same problems."""
    names = [group(point) for point in points]
    chances = np.zeros(len(points))
    for name in sorted(set(names)):
        inside = {p.problem for p, own in zip(points, names, strict=True) if own == name}
        weights = fitting(
            [
                p
                for p, own in zip(points, names, strict=True)
                if own != name and p.problem not in inside
            ]
        )
        for place, point in enumerate(points):
            if names[place] == name:
                chances[place] = estimate(point.found, weights)
    return chances


def by_fold(points: Sequence[Point]) -> Callable[[Point], str]:
    """Groups for cross-validation by problem: all points of a problem are in one of `FOLDS`."""
    names = sorted({point.problem for point in points})
    order = np.random.default_rng(0).permutation(len(names))
    fold = {name: str(place % FOLDS) for name, place in zip(names, order, strict=True)}
    return lambda point: fold[point.problem]


def by_source(point: Point) -> str:
    return point.source
