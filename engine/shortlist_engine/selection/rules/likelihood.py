"""What the model itself finds likely; nothing is run."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_scores


def likelihood_mean(evidence: Evidence) -> CandidateRanking:
    """Ranks by the log-probability for each token (Chen et al. 2021, "Evaluating Large Language
    Models Trained on Code", section 3.3); unknown ones come last."""
    return from_scores(evidence, np.nan_to_num(evidence.mean_logprob, nan=-np.inf))


def likelihood_sum(evidence: Evidence) -> CandidateRanking:
    """Ranks by the log-probability of the whole program, as above."""
    return from_scores(evidence, np.nan_to_num(evidence.logprob, nan=-np.inf))
