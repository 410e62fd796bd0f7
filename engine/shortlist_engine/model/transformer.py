"""The multi-query encoder-decoder in torch: training, and the reference for exported graphs.

The query heads of an attention share few key and value heads, one in most models (Shazeer 2019,
"Fast Transformer Decoding"). Query heads are folded into the query length and key and value heads
into the batch, so keys and values are read as they are and never repeated per query head.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.positions import rotations, sinusoids

HIDDEN = -30000.0  # below any score, within the range of half precision
Rotation = tuple[Tensor, Tensor]


class Attention(nn.Module):
    """Attends with `query_heads` over `kv_heads` shared key and value heads: query head i reads key
    and value head i // (query_heads / kv_heads).

    Written as two matrix products: on a CPU in bfloat16 this trains faster than torch's fused
    attention, and the shared heads make both products plain batched ones.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.kv_heads, self.head_size = config.kv_heads, config.head_size
        self.group = config.group
        self.query = nn.Linear(config.d_model, config.d_attention, bias=config.biases)
        self.key_value = nn.Linear(config.d_model, 2 * config.d_key_value, bias=config.biases)
        self.out = nn.Linear(config.d_attention, config.d_model, bias=config.biases)

    def keys_values(self, x: Tensor, rotation: Rotation | None = None) -> tuple[Tensor, Tensor]:
        """Takes [B, S, d] to keys and values, each [B * kv_heads, S, head_size]."""
        batch, length, _ = x.shape
        both = self.key_value(x).view(batch, length, 2, self.kv_heads, self.head_size)
        key, value = both.permute(2, 0, 3, 1, 4).flatten(1, 2).unbind(0)
        return (_rotate(key, rotation) if rotation else key), value

    def forward(
        self,
        x: Tensor,
        key: Tensor,
        value: Tensor,
        bias: Tensor | None,
        rotation: Rotation | None = None,
    ) -> Tensor:
        """Returns [B, T, d] for x [B, T, d] and key, value [B * kv_heads, S, head_size]; bias is
        added to the scores, which are [B * kv_heads, T * group, S] with
        group = query_heads / kv_heads."""
        batch, length, _ = x.shape
        query = self.query(x).view(batch, length, self.kv_heads, self.group, self.head_size)
        query = query.transpose(1, 2).flatten(0, 1)
        if rotation:
            cos, sin = rotation
            query = _rotate(query, (cos[:, None], sin[:, None]))
        query = query.flatten(1, 2)
        scores = torch.bmm(query * self.head_size**-0.5, key.transpose(1, 2))
        if bias is not None:
            scores = scores + bias.to(scores.dtype)
        weights = F.softmax(scores, dim=-1, dtype=scores.dtype)
        y = torch.bmm(weights, value)
        y = y.view(batch, self.kv_heads, length, -1).transpose(1, 2)
        return self.out(y.reshape(batch, length, -1))


class FeedForward(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.up = nn.Linear(config.d_model, config.d_ffn, bias=config.biases)
        self.down = nn.Linear(config.d_ffn, config.d_model, bias=config.biases)
        self.activation = config.activation

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.up(x)
        if self.activation == "gelu":
            return self.down(F.gelu(hidden))
        hidden = F.relu(hidden)
        return self.down(hidden.square() if self.activation == "relu2" else hidden)


def _rotate(x: Tensor, rotation: Rotation) -> Tensor:
    """Turns the last dimension of x as `positions.rotations` says."""
    cos, sin = rotation
    first, second = x.chunk(2, dim=-1)
    return (x * cos + torch.cat([-second, first], dim=-1) * sin).to(x.dtype)


def _padding_bias(mask: Tensor | None, kv_heads: int, like: Tensor) -> Tensor | None:
    """mask [B, S], true at real tokens -> [B * kv_heads, 1, S]."""
    if mask is None:
        return None
    bias = torch.zeros(mask.shape, dtype=like.dtype, device=like.device)
    return bias.masked_fill(~mask, HIDDEN).repeat_interleave(kv_heads, 0)[:, None]


def _causal_bias(length: int, group: int, like: Tensor) -> Tensor:
    """[T * group, T]: the query heads of a position follow each other."""
    future = torch.ones(length, length, dtype=torch.bool, device=like.device).triu(1)
    future = future.repeat_interleave(group, 0)
    bias = torch.zeros(future.shape, dtype=like.dtype, device=like.device)
    return bias.masked_fill(future, HIDDEN)


def _norm(config: ModelConfig) -> nn.Module:
    if config.norm == "rms":
        return nn.RMSNorm(config.d_model, eps=1e-5)
    return nn.LayerNorm(config.d_model, bias=config.biases)


class Block(nn.Module):
    """Joins residual branches, with their norms placed as the configuration says."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pre_norm = config.pre_norm

    def add(self, x: Tensor, norm: nn.Module, branch: Callable[[Tensor], Tensor]) -> Tensor:
        return x + branch(norm(x)) if self.pre_norm else norm(x + branch(x))

    def add_self_attention(
        self,
        x: Tensor,
        norm: nn.Module,
        attention: Attention,
        bias: Tensor | None,
        rotation: Rotation | None,
    ) -> Tensor:
        def branch(y: Tensor) -> Tensor:
            key, value = attention.keys_values(y, rotation)
            return attention(y, key, value, bias, rotation)

        return self.add(x, norm, branch)


class EncoderBlock(Block):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.attention_norm, self.attention = _norm(config), Attention(config)
        self.ffn_norm, self.ffn = _norm(config), FeedForward(config)

    def forward(self, x: Tensor, padding: Tensor | None, rotation: Rotation | None) -> Tensor:
        x = self.add_self_attention(x, self.attention_norm, self.attention, padding, rotation)
        return self.add(x, self.ffn_norm, self.ffn)


class DecoderBlock(Block):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.self_norm, self.self_attention = _norm(config), Attention(config)
        self.cross_norm, self.cross_attention = _norm(config), Attention(config)
        self.ffn_norm, self.ffn = _norm(config), FeedForward(config)

    def forward(
        self,
        x: Tensor,
        encoded: Tensor,
        causal: Tensor,
        padding: Tensor | None,
        rotation: Rotation | None,
    ) -> Tensor:
        x = self.add_self_attention(x, self.self_norm, self.self_attention, causal, rotation)
        key, value = self.cross_attention.keys_values(encoded)
        x = self.add(x, self.cross_norm, lambda y: self.cross_attention(y, key, value, padding))
        return self.add(x, self.ffn_norm, self.ffn)


class EncoderDecoder(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        if config.positions == "learned":
            self.encoder_positions = nn.Embedding(config.encoder_tokens, config.d_model)
            self.decoder_positions = nn.Embedding(config.decoder_tokens, config.d_model)
        # Blocks that end with a norm need none behind them.
        self.encoder = nn.ModuleList(EncoderBlock(config) for _ in range(config.encoder_layers))
        self.encoder_norm = _norm(config) if config.pre_norm else nn.Identity()
        self.decoder = nn.ModuleList(DecoderBlock(config) for _ in range(config.decoder_layers))
        self.decoder_norm = _norm(config) if config.pre_norm else nn.Identity()
        if not config.tied_embeddings:
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
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def encode(self, tokens: Tensor, mask: Tensor | None = None) -> Tensor:
        """Takes tokens [B, S] to [B, S, d]; mask [B, S] is true at real tokens, and None
        when all are."""
        x, rotation = self._embed(tokens, "encoder")
        padding = _padding_bias(mask, self.config.kv_heads, x)
        for block in self.encoder:
            x = block(x, padding, rotation)
        return self.encoder_norm(x)

    def decode(self, tokens: Tensor, encoded: Tensor, mask: Tensor | None = None) -> Tensor:
        """Takes tokens [B, T] to hidden [B, T, d]; pass it to `logits`."""
        config = self.config
        x, rotation = self._embed(tokens, "decoder")
        causal = _causal_bias(tokens.shape[1], config.group, encoded)
        padding = _padding_bias(mask, config.kv_heads, encoded)
        for block in self.decoder:
            x = block(x, encoded, causal, padding, rotation)
        return self.decoder_norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """Takes hidden [.., d] of either side to [.., vocabulary]."""
        if self.config.tied_embeddings:
            return F.linear(hidden, self.embedding.weight)
        return self.head(hidden)

    def forward(self, source: Tensor, target: Tensor, mask: Tensor | None = None) -> Tensor:
        """Returns next-token logits [B, T, vocabulary] for every position of `target`."""
        return self.logits(self.decode(target, self.encode(source, mask), mask))

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())

    def _embed(self, tokens: Tensor, side: str) -> tuple[Tensor, Rotation | None]:
        """Embedded tokens with their positions, and what self-attention turns by, if it does. Under
        autocast all of it is in the lower precision, and so are the sums along the blocks."""
        length, config = tokens.shape[1], self.config
        x = self.embedding(tokens)
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.get_autocast_dtype(x.device.type))
        if config.positions == "learned":
            table: nn.Embedding = getattr(self, f"{side}_positions")
            return x + table.weight[:length].to(x.dtype), None
        if config.positions == "sinusoidal":
            return x + torch.from_numpy(sinusoids(length, config.d_model)).to(x), None
        cos, sin = rotations(length, config.head_size)
        return x, (torch.from_numpy(cos).to(x), torch.from_numpy(sin).to(x))
