"""Drawing tokens from logits in torch, with every field of a request.

The order is that of transformers and vLLM: penalty, temperature, top-k, top-p, min-p. The nucleus
(Holtzman et al. 2020) is sought among the likeliest tokens first: to sort a vocabulary of 150,000
for every row takes longer than a small model's step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

HEAD = 1024
"""A nucleus that does not lie within this many tokens is sought among all."""


def draw(
    logits: torch.Tensor,
    uniform: Sequence[float],
    *,
    temperature: float,
    top_p: float = 1.0,
    top_k: int = 0,
    min_p: float = 0.0,
) -> torch.Tensor:
    """Returns a token for each row of logits [B, V], as a tensor [B]; `uniform` has a number in
    [0, 1) for each. Temperature 0 takes the likeliest."""
    import torch

    if temperature == 0:
        return logits.argmax(dim=1)
    weights = (logits / temperature).softmax(dim=1)
    places = None
    if top_k or top_p < 1:
        weights, places = _likeliest(weights, top_k, top_p)
    kept = weights >= min_p * weights.max(dim=1, keepdim=True).values
    if top_p < 1:
        weights = weights / weights.sum(dim=1, keepdim=True) if top_k else weights
        kept &= weights.cumsum(dim=1) - weights < top_p
    weights = weights * kept
    cumulative = weights.cumsum(dim=1)
    share = torch.tensor(uniform, dtype=weights.dtype, device=weights.device)[:, None]
    found = torch.searchsorted(cumulative, share * cumulative[:, -1:], right=True)
    found = found.clamp(max=weights.shape[1] - 1)
    # Rounding can put the share past the last token that has any weight.
    found = torch.where(weights.gather(1, found) > 0, found, weights.argmax(dim=1, keepdim=True))
    return (found if places is None else places.gather(1, found))[:, 0]


def penalise(logits: torch.Tensor, seen: torch.Tensor, penalty: float) -> torch.Tensor:
    """Returns the logits [B, V] with those of the tokens `seen` [B, T] made less likely (Keskar et
    al. 2019, "CTRL")."""
    import torch

    found = logits.gather(1, seen)
    return logits.scatter(1, seen, torch.where(found < 0, found * penalty, found / penalty))


def _likeliest(
    weights: torch.Tensor, top_k: int, top_p: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """The largest weights in order, as many as can matter, and where they are."""
    size = weights.shape[1]
    head = weights.topk(min(top_k or HEAD, size), dim=1)
    if top_k or size <= HEAD or bool((head.values.sum(dim=1) >= top_p).all()):
        return head.values, head.indices
    whole = weights.sort(dim=1, descending=True)
    return whole.values, whole.indices
