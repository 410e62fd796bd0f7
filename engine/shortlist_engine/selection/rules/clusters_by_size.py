"""AlphaCode's clustering, and the same with the shortest program of each cluster first."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, Floats, ends_well
from shortlist_engine.selection.rules.grouping import by_outcomes, sizes
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups


def alphacode(evidence: Evidence) -> CandidateRanking:
    """Ranks by cluster size: candidates with equal outcomes on all inputs are one cluster; the one
    with the most samples comes first (Li et al. 2022, section 4.6). Clusters that fail on every
    input are left out, as in the replication of Chen et al. 2022 (CodeT, section 4.1:
    AlphaCode-C)."""
    return _by_size(evidence, None)


def shortest(evidence: Evidence) -> CandidateRanking:
    """Ranks AlphaCode's clusters with the shortest source of each first, as SemanticVote (2026)
    picks from the largest cluster."""
    return _by_size(evidence, (evidence.length.astype(np.float64),))


def _by_size(evidence: Evidence, within: tuple[Floats, ...] | None) -> CandidateRanking:
    labels, members = by_outcomes(evidence)
    scores = sizes(labels, len(members), evidence.weights)
    alive = ends_well(evidence.outcomes[members])
    return from_groups(evidence, labels, scores, eligible=alive, within=within)
