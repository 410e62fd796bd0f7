"""Drawing one token for every row of a batch at once, in numpy.

A row's random numbers come from its own stream, so a sample depends on the seed and its index
alone, not on its neighbours or on when it was drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def uniforms(seed: int, index: int, count: int) -> Floats:
    """The random numbers in [0, 1) of sample `index`, one per token."""
    return np.random.Generator(np.random.Philox(key=[seed, index])).random(count, np.float32)


def draw(
    logits: Floats, uniform: Floats, temperature: float, top_p: float
) -> tuple[NDArray[np.int64], Floats]:
    """A token per row of logits [B, V] and its log-probability at temperature 1.

    `uniform` [B] chooses by the inverse of a cumulative distribution, so equal numbers give equal
    tokens. The logits are overwritten.
    """
    rows = np.arange(len(logits))
    best = logits.argmax(axis=1)
    logits -= logits[rows, best, None]
    if temperature == 0:
        return best, -np.log(np.exp(logits).sum(axis=1))
    weights = np.exp(logits / temperature)
    total = weights.sum(axis=1)
    tokens = best.copy()
    # The likeliest token has weight 1 and comes first in the cumulative distribution, so the rows
    # where it is drawn, or alone has top_p of the probability, need no sum over the vocabulary.
    if top_p < 1:
        unsure = np.flatnonzero(total * top_p > 1)
        chosen = weights[unsure]
        _nucleus(chosen, top_p * total[unsure])
        threshold = uniform[unsure] * chosen.sum(axis=1) - 1
        others = threshold >= 0
        unsure, chosen, threshold = unsure[others], chosen[others], threshold[others]
    else:
        threshold = uniform * total - 1
        unsure = np.flatnonzero(threshold >= 0)
        chosen, threshold = weights[unsure], threshold[unsure]
    if len(unsure):
        chosen[np.arange(len(unsure)), best[unsure]] = 0
        cumulative = np.cumsum(chosen, axis=1, dtype=np.float32)
        found = (cumulative <= threshold[:, None]).sum(axis=1)
        # Rounding can put the threshold past the end, where no weight is left.
        inside = np.minimum(found, chosen.shape[1] - 1)
        hit = chosen[np.arange(len(unsure)), inside] > 0
        tokens[unsure] = np.where(hit, inside, best[unsure])
    normaliser = np.exp(logits).sum(axis=1) if temperature != 1 else total
    return tokens, logits[rows, tokens] - np.log(normaliser)


def _nucleus(weights: Floats, mass: Floats) -> None:
    """Zeroes, in place, all but the smallest set of tokens whose weights reach `mass`."""
    ordered = -np.sort(-weights, axis=1)
    before = np.cumsum(ordered, axis=1, dtype=np.float32) - ordered
    kept = np.maximum(1, (before < mass[:, None]).sum(axis=1))
    lowest = ordered[np.arange(len(kept)), kept - 1]
    weights[weights < lowest[:, None]] = 0
