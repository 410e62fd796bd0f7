"""The ONNX graphs of the encoder and of one decoder step, built node by node.

Written by hand rather than traced, because the step graph must keep two properties that a tracer
does not know of: cross-attention keys and values have no batch dimension, so a whole batch of
samples is one matrix product per layer; and the self-attention cache is only read, the new
position's key and value being returned, so that no cache is ever copied.

With one key and value head (K = 1):

encoder   tokens [1, S] -> for each decoder layer i: cross_key_i [head_size, S] and cross_value_i
          [S, head_size]
decoder   tokens [B], positions [B], cross_*_i, key_i and value_i [B, C, head_size] with C >= every
          position -> logits [B, vocabulary], new_keys and new_values [layers, B, head_size]

With K > 1, cross_*_i have a leading dimension of K, and B * K stands for B in the shapes of the
cache and of the new keys and values.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import onnx
from onnx import TensorProto, helper

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.graph_builder import GraphBuilder, Weights
from shortlist_engine.model.positions import rotations, sinusoids

HIDDEN = -30000.0


def _floats(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def _ids(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))


def _cross(config: ModelConfig) -> list[onnx.ValueInfoProto]:
    heads = [config.kv_heads] if config.kv_heads > 1 else []
    values = []
    for layer in range(config.decoder_layers):
        values.append(_floats(f"cross_key_{layer}", *heads, config.head_size, "S"))
        values.append(_floats(f"cross_value_{layer}", *heads, "S", config.head_size))
    return values


def encoder_graph(config: ModelConfig, weights: Weights) -> bytes:
    """The encoder as a serialised ONNX model."""
    g = GraphBuilder(config, weights)
    tokens = g.op("Squeeze", "tokens", g.ints(0))
    x = g.op("Gather", g.weight("embedding.weight"), tokens)
    length = g.op("Shape", tokens)
    rotation = None
    if config.positions == "rotary":
        rotation = [_first_rows(g, table, length) for table in _rotation_tables(g, "encoder")]
    else:
        x = g.op("Add", x, _first_rows(g, _position_table(g, "encoder"), length))
    for layer in range(config.encoder_layers):
        name = f"encoder.{layer}"
        attention = partial(_whole_attention, g, name=name + ".attention", rotation=rotation)
        x = g.add(x, name + ".attention_norm", attention)
        x = g.add(x, name + ".ffn_norm", partial(g.feed_forward, name=name + ".ffn"))
    x = g.final_norm(x, "encoder_norm")
    for layer in range(config.decoder_layers):
        both = g.linear(x, f"decoder.{layer}.cross_attention.key_value")
        _shared_keys(g, both, 0, output=f"cross_key_{layer}")
        _shared_values(g, both, config.d_key_value, output=f"cross_value_{layer}")
    return g.model("encoder", [_ids("tokens", 1, "S")], _cross(config))


def decoder_graph(config: ModelConfig, weights: Weights, int8: bool = False) -> bytes:
    """One step of the decoder as a serialised ONNX model, with `int8` its linear layers in 8
    bits."""
    g = GraphBuilder(config, weights, int8)
    x = g.op("Gather", g.weight("embedding.weight"), "tokens")
    rotation = None
    if config.positions == "rotary":
        tables = _rotation_tables(g, "decoder")
        rotation = [g.op("Gather", table, "positions") for table in tables]
    else:
        x = g.op("Add", x, g.op("Gather", _position_table(g, "decoder"), "positions"))
    bias = _cache_bias(g)
    new: list[tuple[str, str]] = []
    for layer in range(config.decoder_layers):
        name = f"decoder.{layer}"
        attention = partial(_step_attention, g, layer=layer, bias=bias, rotation=rotation, new=new)
        x = g.add(x, name + ".self_norm", attention)
        x = g.add(x, name + ".cross_norm", partial(_cross_attention, g, layer=layer))
        x = g.add(x, name + ".ffn_norm", partial(g.feed_forward, name=name + ".ffn"))
    x = g.final_norm(x, "decoder_norm")
    g.op("Identity", _logits(g, x), output="logits")
    g.op("Concat", *(key for key, _ in new), output="new_keys", axis=0)
    g.op("Concat", *(value for _, value in new), output="new_values", axis=0)

    rows, size = "B" if config.kv_heads == 1 else "B_times_K", config.head_size
    inputs = [_ids("tokens", "B"), _ids("positions", "B"), *_cross(config)]
    for layer in range(config.decoder_layers):
        inputs += [_floats(f"{kind}_{layer}", rows, "C", size) for kind in ("key", "value")]
    outputs = [
        _floats("logits", "B", config.vocab_size),
        _floats("new_keys", config.decoder_layers, rows, size),
        _floats("new_values", config.decoder_layers, rows, size),
    ]
    return g.model("decoder_step", inputs, outputs)


def _whole_attention(g: GraphBuilder, x: str, name: str, rotation: list[str] | None) -> str:
    """Self-attention of the encoder: every position sees every other."""
    query, key, value = g.query_key_value(x, name)
    if rotation:
        query, key = _rotate_heads(g, query, rotation), _rotate_heads(g, key, rotation)
    query, key, value = g.scaled(query), _shared_keys(g, key), _shared_values(g, value)
    return g.linear(g.attend_shared(query, key, value), name + ".out")


def _step_attention(
    g: GraphBuilder,
    x: str,
    layer: int,
    bias: str,
    rotation: list[str] | None,
    new: list[tuple[str, str]],
) -> str:
    """Self-attention of the new position over the cache and itself. Adds the new key and value,
    each with a leading dimension of 1 for the layer, to `new`."""
    name = f"decoder.{layer}.self_attention"
    config = g.config
    query, key, value = g.query_key_value(x, name)
    if rotation:
        query, key = _rotate_heads(g, query, rotation), _rotate_heads(g, key, rotation)
    query = g.scaled(query)
    rows = 0
    if config.kv_heads > 1:
        rows = -1
        key, value = (g.op("Reshape", part, g.ints(-1, config.head_size)) for part in (key, value))
    new.append((g.op("Unsqueeze", key, g.ints(0)), g.op("Unsqueeze", value, g.ints(0))))
    query = g.op("Reshape", query, g.ints(rows, config.group, config.head_size))
    on_old = g.op("MatMul", query, g.op("Transpose", f"key_{layer}", perm=[0, 2, 1]))
    on_own = g.op("MatMul", query, g.op("Unsqueeze", key, g.ints(2)))
    scores = g.op("Concat", g.op("Add", on_old, bias), on_own, axis=2)
    shares = g.op("Softmax", scores, axis=-1)
    of_old = g.op("Slice", shares, g.ints(0), g.ints(-1), g.ints(2))
    of_own = g.op("Slice", shares, g.ints(-1), g.ints(2**31), g.ints(2))
    y = g.op(
        "Add",
        g.op("MatMul", of_old, f"value_{layer}"),
        g.op("Mul", of_own, g.op("Unsqueeze", value, g.ints(1))),
    )
    y = g.op("Reshape", y, g.ints(-1, config.d_attention))
    return g.linear(y, name + ".out")


def _cross_attention(g: GraphBuilder, x: str, layer: int) -> str:
    name = f"decoder.{layer}.cross_attention"
    query = g.scaled(g.linear(x, name + ".query"))
    y = g.attend_shared(query, f"cross_key_{layer}", f"cross_value_{layer}")
    return g.linear(y, name + ".out")


def _logits(g: GraphBuilder, x: str) -> str:
    if g.config.tied_embeddings:
        embedding = g.op("Transpose", g.weight("embedding.weight"), perm=[1, 0])
        return g.op("MatMul", x, embedding)
    return g.product(x, "head.weight")


def _position_table(g: GraphBuilder, side: str) -> str:
    """[tokens, d_model], to be added to the embeddings."""
    if g.config.positions == "learned":
        return g.weight(f"{side}_positions.weight")
    return g.constant("sinusoids", sinusoids(_tokens(g.config, side), g.config.d_model))


def _rotation_tables(g: GraphBuilder, side: str) -> list[str]:
    """Cosines and sines [tokens, 1, head_size]: one for all heads."""
    tables = rotations(_tokens(g.config, side), g.config.head_size)
    names = ("cosines", "sines")
    return [g.constant(name, table[:, None]) for name, table in zip(names, tables, strict=True)]


def _tokens(config: ModelConfig, side: str) -> int:
    return config.encoder_tokens if side == "encoder" else config.decoder_tokens


def _first_rows(g: GraphBuilder, table: str, count: str) -> str:
    return g.op("Slice", table, g.ints(0), count, g.ints(0))


def _rotate_heads(g: GraphBuilder, x: str, rotation: list[str]) -> str:
    """x [N, heads * head_size], the rotation's tables [N, 1, head_size]."""
    heads = g.op("Reshape", x, g.ints(0, -1, g.config.head_size))
    return g.op("Flatten", g.rotate(heads, *rotation), axis=1)


def _shared_keys(g: GraphBuilder, x: str, start: int | None = None, output: str = "") -> str:
    """Keys [S, d_key_value] as `GraphBuilder.attend_shared` reads them; `start` is where they
    begin in the columns of x when they are not all of it."""
    config = g.config
    if start is not None:
        x = g.op("Slice", x, g.ints(start), g.ints(start + config.d_key_value), g.ints(-1))
    if config.kv_heads == 1:
        return g.op("Transpose", x, output=output, perm=[1, 0])
    x = g.op("Reshape", x, g.ints(0, config.kv_heads, config.head_size))
    return g.op("Transpose", x, output=output, perm=[1, 2, 0])


def _shared_values(g: GraphBuilder, x: str, start: int | None = None, output: str = "") -> str:
    """As `_shared_keys`, for values."""
    config = g.config
    one = config.kv_heads == 1
    if start is not None:
        end = g.ints(start + config.d_key_value)
        x = g.op("Slice", x, g.ints(start), end, g.ints(-1), output=output if one else "")
    if one:
        return x
    x = g.op("Reshape", x, g.ints(0, config.kv_heads, config.head_size))
    return g.op("Transpose", x, output=output, perm=[1, 0, 2])


def _cache_bias(g: GraphBuilder) -> str:
    """[B * K, 1, C]: zero at the positions that a row has written, far below any score
    elsewhere."""
    capacity = g.op("Gather", g.op("Shape", "key_0"), g.constant("one", np.array(1, np.int64)))
    zero, one = g.constant("zero", np.array(0, np.int64)), "one"
    slots = g.op("Range", zero, capacity, one)
    written = g.op("Less", slots, g.op("Unsqueeze", "positions", g.ints(1, 2)))
    bias = g.op("Where", written, g.scalar(0.0), g.scalar(HIDDEN))
    heads = g.config.kv_heads
    if heads == 1:
        return bias
    # The heads of a row follow each other: repeat each row for its heads.
    spread = g.op("Tile", bias, g.ints(1, heads, 1))
    shape = g.op("Concat", g.ints(-1, 1), g.op("Unsqueeze", capacity, g.ints(0)), axis=0)
    return g.op("Reshape", spread, shape)
