"""MBR-exec: minimum Bayes risk, where two programs that behave alike cost nothing."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence, is_output
from shortlist_engine.selection.rules.grouping import agreement, by_outcomes, sizes
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups


def mbr_exec(evidence: Evidence) -> CandidateRanking:
    """Ranks by the least expected loss against all samples, where the loss is 0 between programs
    that both end well on every input with equal outputs, else 1; ties go to the most likely (Shi et
    al. 2022, section 3). The paper submits one program; more are taken from one group after
    another."""
    labels, members = by_outcomes(evidence)
    clean = is_output(evidence.outcomes[members]).all(axis=1)
    scores = np.where(clean, sizes(labels, len(members), evidence.weights), 0.0)
    likeliest = np.full(len(members), -np.inf)
    np.maximum.at(likeliest, labels, np.nan_to_num(evidence.logprob, nan=-np.inf))
    return from_groups(evidence, labels, scores, ties=likeliest, within=(-evidence.logprob,))


def mbr_exec_soft(evidence: Evidence) -> CandidateRanking:
    """Ranks as `mbr_exec` with a loss for each input: the share of inputs on which the two outputs
    are not equal. The expected agreement of all pairs is counted by input and output, not by
    pair."""
    labels, members = by_outcomes(evidence)
    agreeing = agreement(evidence.outcomes[members], sizes(labels, len(members), evidence.weights))
    scores = agreeing / max(evidence.outcomes.shape[1] * evidence.weights.sum(), 1)
    return from_groups(evidence, labels, scores, eligible=scores > 0)
