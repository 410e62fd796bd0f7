"""Which of many trial inputs tell the leading programs apart best.

Running an input on every survivor costs; running many on one program of each leading cluster does
not. From these trials the inputs are chosen that separate most pairs of samples. The idea of
seeking inputs on which two candidates differ is that of S* (Li et al. 2025, "S*: Test Time Scaling
for Code Generation", section 3.2), which has a language model write them; here the generator
proposes and programs decide.

The pairs that a set of inputs separates are a coverage function, so the greedy choice reaches at
least 1 - 1/e of what the best set of that size separates (Nemhauser, Wolsey and Fisher 1978).
"""

from __future__ import annotations

import numpy as np

from shortlist_engine.selection.rules.evidence import FIRST_OUTPUT, UNKNOWN, Codes, Floats, Ints


def best_splits(outcomes: Codes, weights: Floats, count: int) -> list[int]:
    """Returns at most `count` columns of `outcomes` (R, M), in the order of choice.

    `outcomes` holds codes as `rules.encode` gives them, one row for each representative; `weights`
    (R,), not negative, are the samples that it stands for. Each column is the one that separates
    most weighted pairs that those before it left together, the earliest of equals. When all pairs
    are separated that can be, the choice begins anew among the columns left, so that programs which
    no representative stands for are told apart too. A column that separates no pair, or on which
    representatives of more than half the weight fail, is never chosen. An outcome that is not known
    separates nothing.

    Time is proportional to R * M * `count`. Raises ValueError when the shapes do not fit.
    """
    if outcomes.ndim != 2 or weights.shape != (len(outcomes),):
        raise ValueError(f"outcomes {outcomes.shape} and weights {weights.shape} do not fit")
    columns = {
        index: _ranks(outcomes[:, index])
        for index in range(outcomes.shape[1])
        if _is_valid(outcomes[:, index], weights)
    }
    one_group = np.zeros(len(outcomes), np.int64)
    groups = one_group
    chosen: list[int] = []
    while columns and len(chosen) < count:
        gains = {index: _separated(groups, ranks, weights) for index, ranks in columns.items()}
        best = max(gains, key=lambda index: (gains[index], -index))
        if gains[best] <= 0:
            if not groups.any():
                break
            groups = one_group
            continue
        chosen.append(best)
        groups = _split(groups, columns.pop(best), weights)
    return chosen


def _is_valid(codes: Codes, weights: Floats) -> bool:
    known = codes != UNKNOWN
    failed = known & (codes < FIRST_OUTPUT)
    return bool(weights[failed].sum() * 2 <= weights[known].sum())


def _ranks(codes: Codes) -> Ints:
    """Small numbers for codes, -1 for what is not known."""
    ranks = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    ranks[codes == UNKNOWN] = -1
    return ranks


def _separated(groups: Ints, ranks: Ints, weights: Floats) -> float:
    """The sum of w_i * w_j over pairs of one group whose ranks are known and differ."""
    known = ranks >= 0
    if not known.any():
        return 0.0
    groups, ranks, weights = groups[known], ranks[known], weights[known]
    whole = np.bincount(groups, weights)
    parts = np.bincount(groups * (int(ranks.max()) + 1) + ranks, weights)
    separated = float((whole**2).sum() - (parts**2).sum()) / 2
    # What is left of rounding when nothing is separated.
    return separated if separated > 1e-9 * float((whole**2).sum()) else 0.0


def _split(groups: Ints, ranks: Ints, weights: Floats) -> Ints:
    """The groups by rank; what is not known stays with the heaviest part of its group."""
    known = ranks >= 0
    width = int(ranks.max()) + 1
    size = (int(groups.max()) + 1) * width
    parts = np.bincount(groups[known] * width + ranks[known], weights[known], size)
    ranks = np.where(known, ranks, parts.reshape(-1, width).argmax(1)[groups])
    return np.unique(groups * width + ranks, return_inverse=True)[1].astype(np.int64)
