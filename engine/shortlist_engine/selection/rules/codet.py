"""CodeT: dual execution agreement of programs and generated tests."""

from __future__ import annotations

from shortlist_engine.selection.rules.evidence import Evidence
from shortlist_engine.selection.rules.grouping import by_tests, sizes, weigh
from shortlist_engine.selection.rules.ranking import CandidateRanking, from_groups

EXPONENT = 0.5


def codet(evidence: Evidence, exponent: float = EXPONENT) -> CandidateRanking:
    """Ranks consensus sets: candidates that pass the same tests are a consensus set; its score is
    (samples in it) to the power of `exponent`, times the number of tests passed, both with
    duplicates (Chen et al. 2022, section 2; the product there, the square root in section 3 and in
    the published code). Sets of equal score count as one; candidates that pass no test are left
    out."""
    labels, members = by_tests(evidence)
    passed = weigh(evidence.tests[members], evidence.test_counts)
    scores = sizes(labels, len(members), evidence.weights) ** exponent * passed
    return from_groups(evidence, labels, scores, eligible=passed > 0, merge_equal=True)
