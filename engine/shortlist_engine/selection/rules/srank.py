"""SRank: clusters supported by the clusters that overlap with them."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, Floats, ends_well, is_output
from shortlist_engine.selection.rules.grouping import agreement, by_outcomes, sizes, weigh
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups


def srank(evidence: Evidence) -> CandidateRanking:
    """Each cluster has a value, (share of distinct programs in it) x (share of generated tests that
    they pass), and the score of a cluster is the sum of all values, each times the share of inputs
    on which the two give equal outputs (To et al. 2023, "Functional Overlap Reranking", section 3).
    Candidates that fail on every input are left out; without any test the value is the share of
    programs alone."""
    labels, members = by_outcomes(evidence)
    outcomes = evidence.outcomes[members]
    alive = ends_well(outcomes)
    # Whole numbers up to the last line, so that ties are exact.
    values = np.where(alive, sizes(labels, len(members), _tests_passed(evidence)), 0.0)
    overlapping = agreement(outcomes, values)
    # A cluster overlaps with itself wholly, also where it fails.
    overlapping += values * (~is_output(outcomes)).sum(axis=1)
    scale = outcomes.shape[1] * len(evidence) * evidence.test_counts.sum()
    return from_groups(evidence, labels, overlapping / max(scale, 1), eligible=alive)


def _tests_passed(evidence: Evidence) -> Floats:
    """(N,): how many, duplicates too; 1 when there is no test to pass."""
    if not len(evidence.test_counts):
        return np.ones(len(evidence))
    return weigh(evidence.tests, evidence.test_counts)
