"""Our own rule: everything that is known at run time, in one weighted sum of logarithms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .evidence import Evidence, Floats, Ints, ends_well, is_failure
from .grouping import agreement, by_behaviour, sizes, weigh
from .ranking import Ranking, from_groups

WEIGHTS: Mapping[str, float] = {
    "samples": 0.5,
    "outputs": 1.0,
    "tests": 1.0,
    "failures": 0.0,
    "likely": 0.0,
    "short": 0.0,
    "fast": 0.0,
}
"""How much each of `signals` counts."""


def shortlist(evidence: Evidence, weights: Mapping[str, float] = WEIGHTS) -> Ranking:
    """Groups of equal outcomes and equal passes, by the weighted sum of their `signals`. Groups
    that fail on every input and pass no test are left out."""
    labels, members = by_behaviour(evidence)
    found = signals(evidence, labels, members)
    scores = np.zeros(len(members))
    for name, weight in weights.items():
        scores += weight * found[name]
    alive = ends_well(evidence.outcomes[members]) | evidence.tests[members].any(axis=1)
    return from_groups(evidence, labels, scores, eligible=np.asarray(alive))


def signals(evidence: Evidence, labels: Ints, members: Ints) -> dict[str, Floats]:
    """What speaks for each group, (G,) each. The first three are logarithms of shares, from which
    products as in CodeT are made; all are 0 where nothing is known.

    - `samples`: the share of samples in the group (AlphaCode).
    - `outputs`: the share of all samples' outputs, input by input, that equal the group's (soft
      MBR-exec).
    - `tests`: the share of all samples' passes of generated tests that are passes of tests which
      the group passes too: popular tests count for more (what B4's posterior comes down to).
    - `failures`: minus the share of inputs on which it fails.
    - `likely`: its best log-probability for each token, less the median candidate's.
    - `short`, `fast`: minus the logarithm of its mean source length and CPU time over the median
      candidate's.
    """
    groups = len(members)
    outcomes, passes = evidence.outcomes[members], evidence.tests[members]
    size = sizes(labels, groups, evidence.counts)
    total = max(evidence.samples, 1)
    passed = np.array([size[column].sum() for column in passes.T]) * evidence.test_counts
    explained = _share(agreement(outcomes, size), total * outcomes.shape[1])
    return {
        "samples": np.log(size / total),
        "outputs": explained,
        "tests": _share(weigh(passes, passed), float(passed.sum())),
        "failures": -is_failure(outcomes).sum(axis=1) / max(outcomes.shape[1], 1),
        "likely": _likely(evidence, labels, groups),
        "short": _below_median(evidence.length.astype(np.float64), labels, groups),
        "fast": _below_median(evidence.time_ms, labels, groups),
    }


def _share(part: Floats, whole: float) -> Floats:
    """Its logarithm, as if half a unit more had been seen: nothing is certain."""
    return np.log((part + 0.5) / (whole + 0.5)) if whole else np.zeros(len(part))


def _likely(evidence: Evidence, labels: Ints, groups: int) -> Floats:
    mean = evidence.mean_logprob
    known = np.isfinite(mean)
    if not known.any():
        return np.zeros(groups)
    middle = float(np.median(mean[known]))
    best = np.full(groups, -np.inf)
    np.maximum.at(best, labels[known], mean[known])
    return np.where(np.isfinite(best), best - middle, 0.0)


def _below_median(values: Floats, labels: Ints, groups: int) -> Floats:
    known = np.isfinite(values) & (values > 0)
    if not known.any():
        return np.zeros(groups)
    logarithms = np.log(values[known])
    count = sizes(labels[known], groups, np.ones(len(logarithms)))
    mean = sizes(labels[known], groups, logarithms) / np.maximum(count, 1)
    return np.where(count > 0, float(np.median(logarithms)) - mean, 0.0)
