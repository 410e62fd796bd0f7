"""What a step minimises: pure functions of logits, tokens and seeds.

AlphaCode (Li et al. 2022): masked tokens in section 4.2; tempering, value prediction and GOLD in
section 4.3. What the paper leaves open is a field of the recipe.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from shortlist_engine.model.tokenizer import MASK, PAD
from shortlist_engine.training.recipe import ObjectiveRecipe, TrainRecipe

FIRST_TEXT_TOKEN = 4 + 256  # after the control pieces and the bytes
UNKNOWN_VERDICT = -1


def token_losses(logits: Tensor, labels: Tensor, tempering: float = 1.0) -> Tensor:
    """Returns minus the log-probability of every label [N], from logits [N, vocabulary] and labels
    [N].

    Tempering (section 4.3, after Dabre and Fujita 2020) divides the logits before the softmax, so
    that the trained distribution is sharper than the logits say.
    """
    logits = logits.float()
    if tempering != 1.0:
        logits = logits / tempering
    return F.cross_entropy(logits, labels, reduction="none")


def gold_weights(losses: Tensor, alpha: float, beta: float) -> Tensor:
    """Returns GOLD's weight of every token [N], max(P ** alpha, beta), from minus log P [N]; no
    gradient goes through it.

    Section 4.3 after Pang and He 2021: a token that the model finds unlikely counts less, so that
    it learns to write one of the right programs rather than to cover all. With tempering P is the
    tempered probability.
    """
    return (-alpha * losses.detach()).exp().clamp(min=beta)


def decoder_objective(losses: Tensor, objective: ObjectiveRecipe, step: int) -> Tensor:
    """Returns the scalar to minimise: the mean of the token losses [N], weighted once GOLD has
    begun."""
    if objective.gold and step >= objective.gold_after:
        losses = losses * gold_weights(losses, objective.gold_alpha, objective.gold_beta)
    return losses.mean()


def mask_tokens(
    source: Tensor, vocab_size: int, settings: TrainRecipe, seed: tuple[int, ...]
) -> tuple[Tensor, Tensor]:
    """Returns the encoder's tokens [B, S] with some hidden, and where they were chosen.

    BERT's corruption (80 % mask, 10 % random, 10 % kept), as section 4.2 says without its rates; on
    some rows only: a masked constant cannot be copied, so most rows stay whole for the decoder.
    """
    rng = np.random.default_rng(seed)
    rows = rng.random((source.shape[0], 1)) < settings.mlm_rows
    chosen = rows & (rng.random(source.shape) < settings.mlm_rate) & (source.numpy() != PAD)
    kind = rng.random(source.shape)
    corrupted = np.where(chosen & (kind < 0.8), MASK, source.numpy())
    noise = rng.integers(FIRST_TEXT_TOKEN, vocab_size, source.shape)
    corrupted = np.where(chosen & (kind >= 0.9), noise, corrupted)
    return torch.from_numpy(corrupted), torch.from_numpy(chosen)


def hide_verdicts(
    target: Tensor, verdict: Tensor, header: Tensor, share: float, seed: tuple[int, ...]
) -> Tensor:
    """Returns the decoder's tokens [B, T] with the header's last token, which says whether the
    program is correct, masked in `share` of the rows [B] that have a verdict.

    A choice of ours: the value head reads what the decoder has read, and would only have to copy
    the verdict.
    """
    rng = np.random.default_rng((*seed, 1))
    hidden = torch.from_numpy(rng.random(len(verdict)) < share) & (verdict != UNKNOWN_VERDICT)
    rows = hidden.nonzero().flatten()
    target = target.clone()
    target[rows, header[rows] - 1] = MASK
    return target


def value_loss(logits: Tensor, verdict: Tensor) -> Tensor:
    """Returns the loss of value prediction (section 4.3): the mean binary cross-entropy of "the
    program is correct" over the rows with a verdict: logits [B], verdict [B] of 1, 0 and
    `UNKNOWN_VERDICT`. It is zero when no row has one."""
    known = verdict != UNKNOWN_VERDICT
    if not known.any():
        return logits.sum() * 0.0
    return F.binary_cross_entropy_with_logits(logits[known].float(), verdict[known].float())
