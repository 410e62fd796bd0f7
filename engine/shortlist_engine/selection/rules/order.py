"""By the order in which candidates came, for sources that give the best ones first."""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import Evidence
from shortlist_engine.selection.rules.grouping import by_behaviour
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups


def given_order(evidence: Evidence) -> CandidateRanking:
    """Ranks groups of equal outcomes by their earliest candidate, and so the candidates in each:
    the order of a library, whose first program is of the problem most like this one."""
    labels, members = by_behaviour(evidence)
    earliest = np.full(len(members), np.inf)
    np.minimum.at(earliest, labels, evidence.first.astype(np.float64))
    return from_groups(evidence, labels, -earliest, within=(evidence.first.astype(np.float64),))
