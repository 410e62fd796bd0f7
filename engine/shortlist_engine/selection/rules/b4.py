"""B4: the consensus set that a Bayesian finds most probable."""

from __future__ import annotations

import math

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, Floats
from shortlist_engine.selection.rules.grouping import by_tests, sizes, weigh
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups

ALPHA = 1e3
BETA_0 = 1e4


def b4(evidence: Evidence, alpha: float = ALPHA, beta_0: float = BETA_0) -> CandidateRanking:
    """Ranks by the posterior (natural logarithm, without a constant) that exactly the programs of a
    set and exactly the tests that they pass are right (Chen et al. 2024, "B4: Towards Optimal
    Assessment of Plausible Code Solutions with Plausible Tests", section 4). Programs and tests are
    right with beta(`alpha`, 1) priors; a wrong program passes a right test with a rate of uniform
    prior, a wrong test with a rate of beta(1, `beta_0`) prior; all rates are integrated out.

    Duplicates count. Programs that pass no test, and tests that none passes, are left out.
    """
    labels, members = by_tests(evidence)
    passes = evidence.tests[members]
    size = sizes(labels, len(members), evidence.weights)
    alive = np.asarray(passes.any(axis=1))
    size[~alive] = 0.0
    weights = np.where(passes.any(axis=0), evidence.test_counts, 0).astype(np.float64)
    n, m = size.sum(), weights.sum()
    inside = weigh(passes, weights)  # tests in the set
    passing = size @ passes * weights  # (T,): passes of each test by all programs
    within_set = weigh(passes, passing) - size * inside
    outside_set = passing.sum() - weigh(passes, passing)
    others = n - size
    scores = (
        _log_beta(inside + alpha, m - inside + 1)
        + _log_beta(size + alpha, n - size + 1)
        + _log_beta(within_set + 1, others * inside - within_set + 1)
        + _log_beta(outside_set + 1, others * (m - inside) - outside_set + beta_0)
    )
    return from_groups(evidence, labels, scores, eligible=alive, merge_equal=True)


def _log_beta(a: Floats, b: Floats) -> Floats:
    return _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)


def _log_gamma(values: Floats) -> Floats:
    distinct, inverse = np.unique(values, return_inverse=True)
    return np.fromiter(map(math.lgamma, distinct), np.float64, len(distinct))[inverse]
