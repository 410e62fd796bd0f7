"""Without regard to behaviour: the baselines."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups

SEED = 0


def random_order(evidence: Evidence, seed: int = SEED) -> CandidateRanking:
    """Ranks distinct candidates in the order in which they come up when samples are drawn one after
    another, each as likely as any other. As one group, so that its expectation is exact
    (`expected.py`).

    Weighted sampling without replacement by exponential keys: Efraimidis and Spirakis 2006,
    "Weighted random sampling with a reservoir".
    """
    n = len(evidence)
    draws = np.empty(n)
    draws[np.argsort(evidence.first, kind="stable")] = np.random.default_rng(seed).random(n)
    keys = -np.log1p(-draws) / evidence.weights
    return from_groups(evidence, np.zeros(n, np.int64), np.zeros(min(n, 1)), within=(keys,))
