"""The multi-query encoder-decoder in torch: training, and the reference for exported graphs.

Every attention has one key and one value head that all query heads share (Shazeer 2019,
"Fast Transformer Decoding"). The query heads are folded into the query length, so keys and values
are read as they are and never repeated per head.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shortlist_engine.model.config import ModelConfig

HIDDEN = -30000.0  # below any score, within the range of half precision


class Attention(nn.Module):
    """Query heads over one shared key head and one shared value head.

    Written as two matrix products: on a CPU in bfloat16 this trains faster than torch's fused
    attention, and the shared heads make both products plain batched ones.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads, self.head_size = config.query_heads, config.head_size
        self.query = nn.Linear(config.d_model, config.d_attention, bias=False)
        self.key_value = nn.Linear(config.d_model, 2 * config.head_size, bias=False)
        self.out = nn.Linear(config.d_attention, config.d_model, bias=False)

    def keys_values(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """[B, S, d] -> keys and values, each [B, S, head_size]."""
        key, value = self.key_value(x).chunk(2, dim=-1)
        return key, value

    def forward(self, x: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        """x [B, T, d]; key, value [B, S, head_size]; bias is added to the scores, which are
        [B, T * heads, S]."""
        batch, length, _ = x.shape
        query = self.query(x).view(batch, length * self.heads, self.head_size)
        scores = torch.bmm(query * self.head_size**-0.5, key.transpose(1, 2))
        if bias is not None:
            scores = scores + bias.to(scores.dtype)
        weights = F.softmax(scores, dim=-1, dtype=scores.dtype)
        return self.out(torch.bmm(weights, value).view(batch, length, -1))


class FeedForward(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.up = nn.Linear(config.d_model, config.d_ffn, bias=False)
        self.down = nn.Linear(config.d_ffn, config.d_model, bias=False)
        self.squared = config.activation == "relu2"

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.up(x)
        return self.down(F.relu(hidden).square() if self.squared else F.gelu(hidden))


def _padding_bias(mask: Tensor | None, like: Tensor) -> Tensor | None:
    """mask [B, S], true at real tokens -> [B, 1, S]."""
    if mask is None:
        return None
    return torch.zeros(mask.shape, dtype=like.dtype).masked_fill(~mask, HIDDEN)[:, None]


def _causal_bias(length: int, heads: int, like: Tensor) -> Tensor:
    """[T * heads, T]: the heads of a position follow each other."""
    future = torch.ones(length, length, dtype=torch.bool).triu(1).repeat_interleave(heads, 0)
    return torch.zeros(future.shape, dtype=like.dtype).masked_fill(future, HIDDEN)


def _norm(config: ModelConfig) -> nn.LayerNorm:
    return nn.LayerNorm(config.d_model, bias=False)


class EncoderBlock(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm, self.attention = _norm(config), Attention(config)
        self.ffn_norm, self.ffn = _norm(config), FeedForward(config)

    def forward(self, x: Tensor, padding: Tensor | None) -> Tensor:
        y = self.attention_norm(x)
        x = x + self.attention(y, *self.attention.keys_values(y), padding)
        return x + self.ffn(self.ffn_norm(x))


class DecoderBlock(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.self_norm, self.self_attention = _norm(config), Attention(config)
        self.cross_norm, self.cross_attention = _norm(config), Attention(config)
        self.ffn_norm, self.ffn = _norm(config), FeedForward(config)

    def forward(self, x: Tensor, encoded: Tensor, causal: Tensor, padding: Tensor | None) -> Tensor:
        y = self.self_norm(x)
        x = x + self.self_attention(y, *self.self_attention.keys_values(y), causal)
        key, value = self.cross_attention.keys_values(encoded)
        x = x + self.cross_attention(self.cross_norm(x), key, value, padding)
        return x + self.ffn(self.ffn_norm(x))


class EncoderDecoder(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.encoder_positions = nn.Embedding(config.encoder_tokens, config.d_model)
        self.decoder_positions = nn.Embedding(config.decoder_tokens, config.d_model)
        self.encoder = nn.ModuleList(EncoderBlock(config) for _ in range(config.encoder_layers))
        self.encoder_norm = _norm(config)
        self.decoder = nn.ModuleList(DecoderBlock(config) for _ in range(config.decoder_layers))
        self.decoder_norm = _norm(config)
        self.head = nn.Linear(config.d_model, config.vocab_size, bias=False)
        self.apply(self._initialise)
        for name, weight in self.named_parameters():
            if name.endswith(("out.weight", "down.weight")):
                # GPT-2's rule: residual branches start small, the deeper the smaller.
                nn.init.normal_(weight, std=0.02 / math.sqrt(3 * config.decoder_layers))

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)

    def encode(self, tokens: Tensor, mask: Tensor | None = None) -> Tensor:
        """tokens [B, S] -> [B, S, d]; mask [B, S], true at real tokens, None when all are."""
        x = self.embedding(tokens) + self.encoder_positions.weight[: tokens.shape[1]]
        padding = _padding_bias(mask, x)
        for block in self.encoder:
            x = block(x, padding)
        return self.encoder_norm(x)

    def decode(self, tokens: Tensor, encoded: Tensor, mask: Tensor | None = None) -> Tensor:
        """tokens [B, T] -> hidden [B, T, d]; pass it to `head` for the logits."""
        x = self.embedding(tokens) + self.decoder_positions.weight[: tokens.shape[1]]
        causal = _causal_bias(tokens.shape[1], self.config.query_heads, encoded)
        padding = _padding_bias(mask, encoded)
        for block in self.decoder:
            x = block(x, encoded, causal, padding)
        return self.decoder_norm(x)

    def forward(self, source: Tensor, target: Tensor, mask: Tensor | None = None) -> Tensor:
        """Next-token logits [B, T, vocabulary] for every position of `target`."""
        return self.head(self.decode(target, self.encode(source, mask), mask))

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())
