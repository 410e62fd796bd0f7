"""How sure we may be of the first solution: `confidence(problem, evidence, ranking, samples)`.

What speaks for the first solution is counted (`support.py`), weighed by a logistic model whose
weights were fitted to problems with known answers (`estimate.py`, `fitted.json`), and said in a
sentence (`wording.py`). docs/selection.md says how far the figure can be trusted.
"""

from __future__ import annotations

from shortlist_engine.problem import Confidence, Problem
from shortlist_engine.selection.confidence.estimate import (
    MOST_UNPROVEN,
    estimate,
    if_late,
    level_of,
)
from shortlist_engine.selection.confidence.support import Support, support
from shortlist_engine.selection.confidence.wording import sentence, verdict
from shortlist_engine.selection.rules import CandidateRanking, Evidence

__all__ = [
    "MOST_UNPROVEN",
    "Support",
    "confidence",
    "estimate",
    "if_late",
    "level_of",
    "support",
    "verdict",
]


def confidence(
    problem: Problem, evidence: Evidence, ranking: CandidateRanking, samples: int
) -> Confidence:
    """Returns the chance that the first candidate of `ranking` is right, as a number and in words.

    `evidence` is what the rule saw: all survivors, with the outcomes known so far, none too.
    `samples` counts all samples drawn, those that failed an example too. Linear in candidates times
    inputs. Raises ValueError when there is no candidate.
    """
    counts = support(
        evidence,
        ranking,
        samples,
        examples=len(problem.examples),
        several_answers=problem.several_answers,
    )
    chance = estimate(counts)
    level = level_of(chance)
    return Confidence(chance, level, sentence(counts, chance, level))
