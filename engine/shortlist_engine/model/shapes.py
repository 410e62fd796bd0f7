"""What parameters a configuration has, without torch."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from shortlist_engine.model.config import ModelConfig

Shape = tuple[int, ...]


def parameter_shapes(config: ModelConfig) -> dict[str, Shape]:
    """Returns every parameter of `transformer.EncoderDecoder(config)` by name, with its shape."""
    return dict(_parameters(config))


def parameter_count(config: ModelConfig) -> int:
    return sum(prod(shape) for shape in parameter_shapes(config).values())


def _parameters(config: ModelConfig) -> Iterator[tuple[str, Shape]]:
    yield "embedding.weight", (config.vocab_size, config.d_model)
    if config.positions == "learned":
        yield "encoder_positions.weight", (config.encoder_tokens, config.d_model)
        yield "decoder_positions.weight", (config.decoder_tokens, config.d_model)
    for layer in range(config.encoder_layers):
        yield from _attention(config, f"encoder.{layer}.attention")
        yield from _feed_forward(config, f"encoder.{layer}.ffn")
        for norm in ("attention_norm", "ffn_norm"):
            yield from _norm(config, f"encoder.{layer}.{norm}")
    for layer in range(config.decoder_layers):
        yield from _attention(config, f"decoder.{layer}.self_attention")
        yield from _attention(config, f"decoder.{layer}.cross_attention")
        yield from _feed_forward(config, f"decoder.{layer}.ffn")
        for norm in ("self_norm", "cross_norm", "ffn_norm"):
            yield from _norm(config, f"decoder.{layer}.{norm}")
    if config.pre_norm:
        yield from _norm(config, "encoder_norm")
        yield from _norm(config, "decoder_norm")
    if not config.tied_embeddings:
        yield "head.weight", (config.vocab_size, config.d_model)


def _linear(config: ModelConfig, name: str, out: int, into: int) -> Iterator[tuple[str, Shape]]:
    yield name + ".weight", (out, into)
    if config.biases:
        yield name + ".bias", (out,)


def _attention(config: ModelConfig, name: str) -> Iterator[tuple[str, Shape]]:
    yield from _linear(config, name + ".query", config.d_attention, config.d_model)
    yield from _linear(config, name + ".key_value", 2 * config.d_key_value, config.d_model)
    yield from _linear(config, name + ".out", config.d_model, config.d_attention)


def _feed_forward(config: ModelConfig, name: str) -> Iterator[tuple[str, Shape]]:
    yield from _linear(config, name + ".up", config.d_ffn, config.d_model)
    yield from _linear(config, name + ".down", config.d_model, config.d_ffn)


def _norm(config: ModelConfig, name: str) -> Iterator[tuple[str, Shape]]:
    yield name + ".weight", (config.d_model,)
    if config.norm == "layer" and config.biases:
        yield name + ".bias", (config.d_model,)
