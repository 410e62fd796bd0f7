"""The ONNX graphs of the encoder and of one decoder step, built node by node.

Written by hand rather than traced, because the step graph must keep two properties that a tracer
does not know of: cross-attention keys and values have no batch dimension, so a whole batch of
samples is one matrix product per layer; and the self-attention cache is only read, the new
position's key and value being returned, so that no cache is ever copied.

Weights are stored in half precision under their torch names and cast to float32, which ONNX
Runtime does once, when it loads the graph.

encoder   tokens [1, S] -> for each decoder layer i: cross_key_i [head_size, S] and cross_value_i
          [S, head_size]
decoder   tokens [B], positions [B], cross_*_i, key_i and value_i [B, C, head_size] with C >= every
          position -> logits [B, vocabulary], new_keys and new_values [layers, B, head_size]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from shortlist_engine.model.config import ModelConfig

OPSET = 17
IR_VERSION = 8
HIDDEN = -30000.0
Weights = Mapping[str, NDArray[np.float32]]


class GraphBuilder:
    """Collects nodes and initialisers; every method returns the name of its output."""

    def __init__(self, config: ModelConfig, weights: Weights) -> None:
        self.config, self.weights = config, weights
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def op(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        if not output:
            self._count += 1
            output = f"{kind}_{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.initialisers.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def ints(self, *values: int) -> str:
        name = "ints_" + "_".join(str(value) for value in values)
        return self.constant(name, np.array(values, dtype=np.int64))

    def scalar(self, value: float) -> str:
        return self.constant(f"scalar_{value}", np.array(value, dtype=np.float32))

    def weight(self, name: str) -> str:
        """A parameter under its torch name; matrices of linear layers are transposed."""
        value = self.weights[name]
        if value.ndim == 2 and "embedding" not in name and "positions" not in name:
            value = np.ascontiguousarray(value.T)
        if name not in self.initialisers:
            self.constant(name, value.astype(np.float16))
            self.op("Cast", name, output=name + ".float", to=TensorProto.FLOAT)
        return name + ".float"

    def linear(self, x: str, name: str) -> str:
        return self.op("MatMul", x, self.weight(name + ".weight"))

    def norm(self, x: str, name: str) -> str:
        return self.op(
            "LayerNormalization", x, self.weight(name + ".weight"), axis=-1, epsilon=1e-5
        )

    def query(self, x: str) -> str:
        return self.op("Mul", x, self.scalar(float(self.config.head_size**-0.5)))

    def feed_forward(self, x: str, name: str) -> str:
        hidden = self.linear(x, name + ".up")
        if self.config.activation == "relu2":
            hidden = self.op("Relu", hidden)
            hidden = self.op("Mul", hidden, hidden)
        else:
            half = self.op("Mul", hidden, self.scalar(0.5))
            erf = self.op("Erf", self.op("Mul", hidden, self.scalar(2**-0.5)))
            hidden = self.op("Mul", half, self.op("Add", erf, self.scalar(1.0)))
        return self.linear(hidden, name + ".down")

    def query_key_value(self, x: str, name: str) -> tuple[str, str, str]:
        """One product for the three projections: queries [.., H * head], key, value [.., head]."""
        joined = name + ".query_key_value"
        if joined not in (node.output[0] for node in self.nodes):
            query = self.weight(name + ".query.weight")
            key_value = self.weight(name + ".key_value.weight")
            self.op("Concat", query, key_value, output=joined, axis=1)
        every = self.op("MatMul", x, joined)
        heads, size = self.config.d_attention, self.config.head_size
        parts = [
            self.op("Slice", every, self.ints(start), self.ints(end), self.ints(-1))
            for start, end in ((0, heads), (heads, heads + size), (heads + size, heads + 2 * size))
        ]
        return self.query(parts[0]), parts[1], parts[2]

    def model(
        self, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
    ) -> bytes:
        graph = helper.make_graph(
            self.nodes, name, inputs, outputs, list(self.initialisers.values())
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            producer_name="shortlist",
            ir_version=IR_VERSION,
        )
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString())


def _floats(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def _ids(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))


def _cross(config: ModelConfig) -> list[onnx.ValueInfoProto]:
    values = []
    for layer in range(config.decoder_layers):
        values.append(_floats(f"cross_key_{layer}", config.head_size, "S"))
        values.append(_floats(f"cross_value_{layer}", "S", config.head_size))
    return values


def encoder_graph(config: ModelConfig, weights: Weights) -> bytes:
    g = GraphBuilder(config, weights)
    heads = g.ints(-1, config.head_size)
    tokens = g.op("Squeeze", "tokens", g.ints(0))
    x = g.op("Gather", g.weight("embedding.weight"), tokens)
    positions = g.op(
        "Slice", g.weight("encoder_positions.weight"), g.ints(0), g.op("Shape", tokens), g.ints(0)
    )
    x = g.op("Add", x, positions)
    for layer in range(config.encoder_layers):
        name = f"encoder.{layer}"
        query, key, value = g.query_key_value(
            g.norm(x, name + ".attention_norm"), name + ".attention"
        )
        scores = g.op("MatMul", g.op("Reshape", query, heads), g.op("Transpose", key, perm=[1, 0]))
        y = g.op("MatMul", g.op("Softmax", scores, axis=-1), value)
        y = g.op("Reshape", y, g.ints(-1, config.d_attention))
        x = g.op("Add", x, g.linear(y, name + ".attention.out"))
        x = g.op("Add", x, g.feed_forward(g.norm(x, name + ".ffn_norm"), name + ".ffn"))
    x = g.norm(x, "encoder_norm")
    for layer in range(config.decoder_layers):
        both = g.linear(x, f"decoder.{layer}.cross_attention.key_value")
        size = config.head_size
        key = g.op("Slice", both, g.ints(0), g.ints(size), g.ints(-1))
        g.op("Transpose", key, output=f"cross_key_{layer}", perm=[1, 0])
        g.op(
            "Slice", both, g.ints(size), g.ints(2 * size), g.ints(-1), output=f"cross_value_{layer}"
        )
    return g.model("encoder", [_ids("tokens", 1, "S")], _cross(config))


def decoder_graph(config: ModelConfig, weights: Weights) -> bytes:
    g = GraphBuilder(config, weights)
    size, heads = config.head_size, config.query_heads
    per_head, joined = g.ints(0, heads, size), g.ints(-1, config.d_attention)
    x = g.op(
        "Add",
        g.op("Gather", g.weight("embedding.weight"), "tokens"),
        g.op("Gather", g.weight("decoder_positions.weight"), "positions"),
    )
    bias = _cache_bias(g)
    new_keys, new_values = [], []
    for layer in range(config.decoder_layers):
        name = f"decoder.{layer}"
        query, key, value = g.query_key_value(
            g.norm(x, name + ".self_norm"), name + ".self_attention"
        )
        new_keys.append(g.op("Unsqueeze", key, g.ints(0)))
        new_values.append(g.op("Unsqueeze", value, g.ints(0)))
        query = g.op("Reshape", query, per_head)
        old = g.op("MatMul", query, g.op("Transpose", f"key_{layer}", perm=[0, 2, 1]))
        own = g.op("MatMul", query, g.op("Unsqueeze", key, g.ints(2)))
        scores = g.op("Concat", g.op("Add", old, bias), own, axis=2)
        weights_ = g.op("Softmax", scores, axis=-1)
        on_old = g.op("Slice", weights_, g.ints(0), g.ints(-1), g.ints(2))
        on_own = g.op("Slice", weights_, g.ints(-1), g.ints(2**31), g.ints(2))
        y = g.op(
            "Add",
            g.op("MatMul", on_old, f"value_{layer}"),
            g.op("Mul", on_own, g.op("Unsqueeze", value, g.ints(1))),
        )
        y = g.op("Reshape", y, joined)
        x = g.op("Add", x, g.linear(y, name + ".self_attention.out"))

        query = g.linear(g.norm(x, name + ".cross_norm"), name + ".cross_attention.query")
        query = g.op("Reshape", g.query(query), g.ints(-1, size))
        scores = g.op("MatMul", query, f"cross_key_{layer}")
        y = g.op("MatMul", g.op("Softmax", scores, axis=-1), f"cross_value_{layer}")
        y = g.op("Reshape", y, joined)
        x = g.op("Add", x, g.linear(y, name + ".cross_attention.out"))
        x = g.op("Add", x, g.feed_forward(g.norm(x, name + ".ffn_norm"), name + ".ffn"))
    g.op("MatMul", g.norm(x, "decoder_norm"), g.weight("head.weight"), output="logits")
    g.op("Concat", *new_keys, output="new_keys", axis=0)
    g.op("Concat", *new_values, output="new_values", axis=0)

    inputs = [_ids("tokens", "B"), _ids("positions", "B"), *_cross(config)]
    for layer in range(config.decoder_layers):
        inputs += [_floats(f"{kind}_{layer}", "B", "C", size) for kind in ("key", "value")]
    outputs = [
        _floats("logits", "B", config.vocab_size),
        _floats("new_keys", config.decoder_layers, "B", size),
        _floats("new_values", config.decoder_layers, "B", size),
    ]
    return g.model("decoder_step", inputs, outputs)


def _cache_bias(g: GraphBuilder) -> str:
    """[B, 1, C]: zero at the positions that a row has written, far below any score elsewhere."""
    capacity = g.op("Gather", g.op("Shape", "key_0"), g.constant("one", np.array(1, np.int64)))
    zero, one = g.constant("zero", np.array(0, np.int64)), "one"
    slots = g.op("Range", zero, capacity, one)
    written = g.op("Less", slots, g.op("Unsqueeze", "positions", g.ints(1, 2)))
    return g.op("Where", written, g.scalar(0.0), g.scalar(HIDDEN))
