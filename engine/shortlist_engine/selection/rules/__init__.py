"""Ranking rules behind one interface: evidence about the candidates of one problem, to their order.

`rank(name, evidence)` applies a rule of `RULES`; `evidence(...)` with `encode(...)`, or
`from_survivors(...)` in a solve, make what it needs. Rules are pure functions, linear in candidates
but for sorting.
"""

from shortlist_engine.selection.rules.coding import encode
from shortlist_engine.selection.rules.evidence import FIRST_OUTPUT, UNKNOWN, Evidence, evidence
from shortlist_engine.selection.rules.ranking import OUT, CandidateRanking
from shortlist_engine.selection.rules.registry import RULES, Rule, rank, rank_by
from shortlist_engine.selection.rules.survivors import from_survivors

__all__ = [
    "FIRST_OUTPUT",
    "OUT",
    "RULES",
    "UNKNOWN",
    "CandidateRanking",
    "Evidence",
    "Rule",
    "encode",
    "evidence",
    "from_survivors",
    "rank",
    "rank_by",
]
