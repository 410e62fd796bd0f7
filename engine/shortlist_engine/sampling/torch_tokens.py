"""`tokens.draw` in torch, so that logits stay on the device that computed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch


def draw(
    logits: torch.Tensor, uniform: NDArray[np.float32], temperature: float, top_p: float
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Draws a token for each row of logits [B, V]. Returns the tokens [B], and their
    log-probabilities [B] at temperature 1, both on the CPU. Equal numbers `uniform` [B] give the
    tokens that `tokens.draw` gives, up to rounding."""
    import torch

    with torch.no_grad():
        logits = logits.float()
        top, best = logits.max(dim=1, keepdim=True)
        logits = logits - top
        tokens = best
        if temperature > 0:
            weights = (logits / temperature).exp()
            if top_p < 1:
                weights = _nucleus(weights, top_p)
            # The likeliest token has weight 1 and comes first in the cumulative distribution.
            share = torch.from_numpy(uniform).to(logits.device)
            threshold = (share * weights.sum(dim=1) - 1)[:, None]
            cumulative = weights.scatter(1, best, 0.0).cumsum(dim=1)
            found = torch.searchsorted(cumulative, threshold, right=True)
            # Rounding can put the threshold past the end.
            first = (threshold < 0) | (found == logits.shape[1])
            tokens = torch.where(first, best, found)
        drawn = logits.gather(1, tokens)
        logprob = drawn - logits.exp().sum(dim=1, keepdim=True).log()
        return tokens[:, 0].cpu().numpy(), logprob[:, 0].cpu().numpy()


def _nucleus(weights: torch.Tensor, top_p: float) -> torch.Tensor:
    """The weights, zero for all but the smallest set of tokens that has `top_p` of their sum."""
    ordered = weights.sort(dim=1, descending=True).values
    before = ordered.cumsum(dim=1) - ordered
    kept = (before < top_p * weights.sum(dim=1, keepdim=True)).sum(dim=1, keepdim=True)
    lowest = ordered.gather(1, kept.clamp(min=1) - 1)
    return weights.where(weights >= lowest, weights.new_zeros(()))
