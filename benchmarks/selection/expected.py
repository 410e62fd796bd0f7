"""The chance that a submission is solved, where a rule leaves the choice to chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shortlist_engine.evaluation.estimators import pass_at_k
from shortlist_engine.selection.rules import OUT, CandidateRanking
from shortlist_engine.selection.rules.evidence import Flags, Ints


def expected_solved(
    ranking: CandidateRanking, counts: Ints, correct: Flags, k: int, *, replacement: bool = False
) -> float:
    """The probability that one of k samples is `correct` (N,), taken from the ranking's groups in
    turn and at random inside each, `counts` (N,) samples for each candidate.

    Without replacement it is for a single group the unbiased pass@k of Chen et al. 2021. With
    `replacement` it is CodeT's published estimator, 1 - prod (1 - share correct)^picks.
    """
    inside = ranking.groups != OUT
    groups = int(ranking.groups.max(initial=OUT)) + 1
    if not groups or k < 1:
        return 0.0
    size = np.bincount(ranking.groups[inside], counts[inside], groups)
    right = np.bincount(ranking.groups[inside], (counts * correct)[inside], groups)
    picks = _rounds(groups, k) if replacement else _picks(size, k)
    missed = 1.0
    for n, c, taken in zip(size, right, picks, strict=True):
        if replacement:
            missed *= (1 - c / n) ** int(taken)
        else:
            missed *= 1 - pass_at_k(int(n), int(c), int(taken))
    return 1 - missed


def _rounds(groups: int, k: int) -> npt.NDArray[np.int64]:
    return k // groups + (np.arange(groups) < k % groups)


def _picks(size: npt.NDArray[Any], k: int) -> npt.NDArray[np.int64]:
    """How many samples each group gives when they are taken in turn and groups run out."""
    picks = np.zeros(len(size), np.int64)
    left = k
    while left > 0 and (picks < size).any():
        open_groups = np.flatnonzero(picks < size)[:left]
        picks[open_groups] += 1
        left -= len(open_groups)
    return picks
