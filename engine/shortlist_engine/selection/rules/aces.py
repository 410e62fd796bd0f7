"""ACES: generated tests weighted by how well they agree with the ranking that the others make."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, Flags, Floats, Ints
from shortlist_engine.selection.rules.grouping import by_tests, sizes, weigh
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups


def aces(evidence: Evidence) -> CandidateRanking:
    """Ranks by the weighted number of tests passed, where test j weighs
    max(0, AUC_j - 1/2) p_j (1 - p_j): p_j is the share of samples that pass it, AUC_j the
    probability that a sample which passes it passes more of the other tests than one which does
    not, ties half (ACES 2026, the closed form ACES-C). Duplicates of a test are not "other" tests.
    When no test weighs anything, the number of tests passed decides."""
    labels, members = by_tests(evidence)
    passes = evidence.tests[members]
    size = sizes(labels, len(members), evidence.weights)
    weights = weights_of_tests(passes, evidence.test_counts, size)
    if not weights.any():
        weights = np.ones(len(evidence.test_counts))
    scores = weigh(passes, weights * evidence.test_counts)
    return from_groups(
        evidence, labels, scores, eligible=np.asarray(passes.any(axis=1)), merge_equal=True
    )


def weights_of_tests(passes: Flags, test_counts: Ints, size: Floats) -> Floats:
    """Returns (T,), the weight of each test, from `passes` (G, T) of G groups with `size` (G,)
    samples.

    Linear in groups for each test: the numbers of tests passed are counted, not compared by pairs.
    """
    total = weigh(passes, test_counts).astype(np.int64)
    samples = size.sum()
    weights = np.zeros(len(test_counts))
    for test, passed in enumerate(passes.T):
        share = size[passed].sum() / samples if samples else 0.0
        if 0 < share < 1:
            others = total - passed * test_counts[test]
            good = np.bincount(others[passed], size[passed], others.max() + 1)
            bad = np.bincount(others[~passed], size[~passed], others.max() + 1)
            wins = good @ (np.cumsum(bad) - bad / 2)
            auc = wins / (good.sum() * bad.sum())
            weights[test] = max(0.0, auc - 0.5) * share * (1 - share)
    return weights
