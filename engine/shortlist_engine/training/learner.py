"""What a run trains: the model, and beside it what only training needs."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.transformer import HIDDEN, EncoderBlock, EncoderDecoder
from shortlist_engine.training.recipe import ObjectiveRecipe


class ValueHead(nn.Module):
    """Tells from the decoder's last representations whether the program is correct (Li et al. 2022,
    section 4.3: "a small Transformer"; its size is not stated). Its blocks are as the encoder's and
    look both ways; then comes the mean over the tokens."""

    def __init__(self, config: ModelConfig, layers: int) -> None:
        super().__init__()
        self.kv_heads = config.kv_heads
        self.blocks = nn.ModuleList(EncoderBlock(config) for _ in range(layers))
        self.norm = nn.LayerNorm(config.d_model, bias=config.biases)
        self.head = nn.Linear(config.d_model, 1)
        for name, parameter in self.named_parameters():
            if name.endswith(("out.weight", "down.weight", "head.weight", "bias")):
                nn.init.zeros_(parameter)
            elif parameter.ndim == 2:
                nn.init.normal_(parameter, std=0.02)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Returns the logit of "correct" [B] for `hidden` [B, T, d]; `mask` [B, T] is true at real
        tokens."""
        padding = torch.zeros(mask.shape, dtype=hidden.dtype, device=hidden.device)
        padding = padding.masked_fill(~mask, HIDDEN).repeat_interleave(self.kv_heads, 0)[:, None]
        for block in self.blocks:
            hidden = block(hidden, padding, None)
        hidden = self.norm(hidden) * mask[:, :, None]
        return self.head(hidden.sum(1) / mask.sum(1, keepdim=True)).squeeze(1)


class Learner(nn.Module):
    """`model` is what is exported; `value`, the value head, is None unless the recipe asks for
    it."""

    def __init__(self, config: ModelConfig, objective: ObjectiveRecipe) -> None:
        super().__init__()
        self.model = EncoderDecoder(config)
        self.value = ValueHead(config, objective.value_layers) if objective.value_weight else None
