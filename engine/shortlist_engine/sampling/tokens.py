"""Drawing one token for every row of a batch at once, in numpy.

A row's random numbers come from its own stream, so a sample depends on the seed and its index
alone, not on its neighbours or on when it was drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BLOCK = 64  # tokens; a draw searches sums of so many before it searches single ones


def uniforms(seed: int, index: int, count: int) -> Floats:
    """Returns the random numbers in [0, 1) of sample `index`, one for each token."""
    return np.random.Generator(np.random.Philox(key=[seed, index])).random(count, np.float32)


def draw(
    logits: Floats,
    uniform: Floats,
    temperature: float,
    top_p: float,
    scratch: Floats | None = None,
) -> tuple[NDArray[np.int64], Floats]:
    """Draws a token for each row of logits [B, V]. Returns the tokens [B], and their
    log-probabilities [B] at temperature 1.

    `uniform` [B] chooses by the inverse of a cumulative distribution, so equal numbers give equal
    tokens. The logits are overwritten; `scratch` of `scratch_shape(B, V)`, if given, spares an
    allocation, which costs more than the arithmetic.
    """
    count, vocabulary = logits.shape
    rows = np.arange(count)
    best = logits.argmax(axis=1)
    logits -= logits[rows, best, None]
    if temperature == 0:
        return best, -np.log(np.exp(logits, out=logits).sum(axis=1))
    if scratch is None:
        scratch = np.empty(scratch_shape(count, vocabulary), dtype=np.float32)
    weights = scratch[:count]
    _fill(weights.reshape(count, -1), logits, temperature)
    blocks = weights.sum(axis=2)
    total = blocks.sum(axis=1)
    # The likeliest token has weight 1 and comes first in the cumulative distribution, so the rows
    # where it is drawn, or alone has top_p of the probability, need no search.
    mass = total
    if top_p < 1:
        unsure = np.flatnonzero(total * top_p > 1)
        chosen = weights.reshape(count, -1)[unsure]
        _nucleus(chosen, top_p * total[unsure])
        weights[unsure] = chosen.reshape(-1, *weights.shape[1:])
        blocks[unsure] = weights[unsure].sum(axis=2)
        mass = np.ones_like(total)
        mass[unsure] = blocks[unsure].sum(axis=1)
    threshold = uniform * mass - 1
    searched = np.flatnonzero(threshold >= 0)
    tokens = best.copy()
    if len(searched):
        tokens[searched] = _search(weights, blocks, searched, best[searched], threshold[searched])
    drawn = logits[rows, tokens]
    normaliser = np.exp(logits, out=logits).sum(axis=1) if temperature != 1 else total
    return tokens, drawn - np.log(normaliser)


def scratch_shape(rows: int, vocabulary: int) -> tuple[int, int, int]:
    """Returns the shape of the `scratch` that `draw` wants for so many rows and tokens."""
    return rows, -(-vocabulary // BLOCK), BLOCK


def _fill(weights: Floats, logits: Floats, temperature: float) -> None:
    """exp(logits / temperature), with zeros behind the vocabulary."""
    vocabulary = logits.shape[1]
    weights[:, vocabulary:] = 0
    inside = weights[:, :vocabulary]
    np.divide(logits, np.float32(temperature), out=inside)
    np.exp(inside, out=inside)


def _search(
    weights: Floats,
    blocks: Floats,
    rows: NDArray[np.int64],
    best: NDArray[np.int64],
    threshold: Floats,
) -> NDArray[np.int64]:
    """For each of `rows` of weights [B, blocks, BLOCK], with that of `best` taken out, the first
    token up to which they sum to more than `threshold`: its block first, by the sums `blocks`,
    then its place in it. `best` where rounding put the threshold past the end."""
    weights[rows, best // BLOCK, best % BLOCK] = 0
    sums = blocks[rows]
    each = np.arange(len(rows))
    sums[each, best // BLOCK] = weights[rows, best // BLOCK].sum(axis=1)
    before = np.cumsum(sums, axis=1, dtype=np.float32)
    block = np.minimum((before <= threshold[:, None]).sum(axis=1), sums.shape[1] - 1)
    rest = threshold - np.where(block > 0, before[each, block - 1], np.float32(0))
    inside = weights[rows, block]
    place = (np.cumsum(inside, axis=1, dtype=np.float32) <= rest[:, None]).sum(axis=1)
    # Sums of a block in another order can differ in the last bit.
    place = np.minimum(place, BLOCK - 1 - (inside[:, ::-1] > 0).argmax(axis=1))
    return np.where(inside[each, place] > 0, block * BLOCK + place, best)


def _nucleus(weights: Floats, mass: Floats) -> None:
    """Zeroes, in place, all but the smallest set of tokens whose weights reach `mass`."""
    ordered = -np.sort(-weights, axis=1)
    before = np.cumsum(ordered, axis=1, dtype=np.float32) - ordered
    kept = np.maximum(1, (before < mass[:, None]).sum(axis=1))
    lowest = ordered[np.arange(len(kept)), kept - 1]
    weights[weights < lowest[:, None]] = 0
