"""The ONNX graphs of the encoder and of one decoder step, built node by node.

Written by hand rather than traced, because the step graph must keep two properties that a tracer
does not know of: cross-attention keys and values have no batch dimension, so a whole batch of
samples is one matrix product per layer; and self-attention is ONNX Runtime's GroupQueryAttention,
which reads of each row's cache only what is filled, and writes the new position into it in place
when key_i and new_key_i, value_i and new_value_i are the same memory.

With one key and value head (K = 1):

encoder   tokens [1, S] -> for each decoder layer i: cross_key_i [head_size, S] and cross_value_i
          [S, head_size]
decoder   tokens [B], positions [B], cross_*_i, key_i and value_i [B, K, C, head_size] with
          C > every position -> logits [B, vocabulary], new_key_i and new_value_i [B, K, C,
          head_size]

With K > 1, cross_*_i have a leading dimension of K.
"""

from __future__ import annotations

from functools import partial

import onnx
from onnx import TensorProto, helper

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.graph_builder import MICROSOFT, GraphBuilder, Weights
from shortlist_engine.model.positions import rotations, sinusoids


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


def _cache(config: ModelConfig, prefix: str) -> list[onnx.ValueInfoProto]:
    shape = ("B", config.kv_heads, "C", config.head_size)
    return [
        _floats(f"{prefix}{kind}_{layer}", *shape)
        for layer in range(config.decoder_layers)
        for kind in ("key", "value")
    ]


def encoder_graph(config: ModelConfig, weights: Weights) -> bytes:
    """Returns the encoder as a serialised ONNX model."""
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
    """Returns one step of the decoder as a serialised ONNX model, with `int8` its linear layers in
    8 bits."""
    g = GraphBuilder(config, weights, int8)
    x = g.op("Gather", g.weight("embedding.weight"), "tokens")
    rotation = None
    if config.positions == "rotary":
        tables = _rotation_tables(g, "decoder")
        rotation = [g.op("Gather", table, "positions") for table in tables]
    else:
        x = g.op("Add", x, g.op("Gather", _position_table(g, "decoder"), "positions"))
    ends = g.op("Cast", "positions", to=TensorProto.INT32)
    longest = g.op("ReduceMax", g.op("Add", "positions", g.ints(1)), keepdims=0)
    lengths = (ends, g.op("Cast", longest, to=TensorProto.INT32))
    for layer in range(config.decoder_layers):
        name = f"decoder.{layer}"
        attention = partial(_step_attention, g, layer=layer, lengths=lengths, rotation=rotation)
        x = g.add(x, name + ".self_norm", attention)
        x = g.add(x, name + ".cross_norm", partial(_cross_attention, g, layer=layer))
        x = g.add(x, name + ".ffn_norm", partial(g.feed_forward, name=name + ".ffn"))
    x = g.final_norm(x, "decoder_norm")
    g.op("Identity", _logits(g, x), output="logits")

    inputs = [_ids("tokens", "B"), _ids("positions", "B"), *_cross(config), *_cache(config, "")]
    outputs = [_floats("logits", "B", config.vocab_size), *_cache(config, "new_")]
    return g.model("decoder_step", inputs, outputs)


def _whole_attention(g: GraphBuilder, x: str, name: str, rotation: list[str] | None) -> str:
    """Self-attention of the encoder: every position sees every other."""
    query, key, value = g.split_query_key_value(g.query_key_value(x, name))
    if rotation:
        query, key = _rotate_heads(g, query, rotation), _rotate_heads(g, key, rotation)
    query, key, value = g.scaled(query), _shared_keys(g, key), _shared_values(g, value)
    return g.linear(g.attend_shared(query, key, value), name + ".out")


def _step_attention(
    g: GraphBuilder, x: str, layer: int, lengths: tuple[str, str], rotation: list[str] | None
) -> str:
    """Self-attention of the new position over the cache and itself. `lengths` are the last filled
    position of every row [B] and how many the longest one has, in 32 bits."""
    name, config = f"decoder.{layer}.self_attention", g.config
    every = g.query_key_value(x, name)
    parts = ["", ""]
    if rotation:
        every, key, value = g.split_query_key_value(every)
        every, key = _rotate_heads(g, every, rotation), _rotate_heads(g, key, rotation)
        parts = [g.op("Unsqueeze", part, g.ints(1)) for part in (key, value)]
    cache = [f"key_{layer}", f"value_{layer}"]
    y = g.op(
        "GroupQueryAttention",
        *(g.op("Unsqueeze", every, g.ints(1)), *parts, *cache, *lengths),
        outputs=["new_" + part for part in cache],
        domain=MICROSOFT,
        num_heads=config.query_heads,
        kv_num_heads=config.kv_heads,
    )
    return g.linear(g.op("Squeeze", y, g.ints(1)), name + ".out")


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
