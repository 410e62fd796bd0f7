"""What an ONNX graph is built from: nodes, initialisers, and the parts that both sides share.

Weights are stored in half precision under their torch names and cast to float32, which ONNX
Runtime does once, when it loads the graph. The architecture is in the graph's metadata, so that
a graph and a configuration of different models are told apart without reading the weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.store import ARCHITECTURE

OPSET = 17
IR_VERSION = 8
NORM_EPSILON = 1e-5
MICROSOFT = "com.microsoft"  # the domain of ONNX Runtime's own operators
Weights = Mapping[str, NDArray[np.float32]]


class GraphBuilder:
    """Collects nodes and initialisers; every method returns the name of its output."""

    def __init__(self, config: ModelConfig, weights: Weights, int8: bool = False) -> None:
        self.config, self.weights, self.int8 = config, weights, int8
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self._quantised: dict[str, tuple[str, str]] = {}

    def op(
        self,
        kind: str,
        *inputs: str,
        output: str = "",
        outputs: Sequence[str] = (),
        **attributes: Any,
    ) -> str:
        """Adds a node and returns the name of its first output; `outputs` are the names of further
        ones. An input that is left out is an empty name."""
        if not output:
            self._count += 1
            output = f"{kind}_{self._count}"
        # Without names, ONNX Runtime up to 1.20 gives several fused nodes the same one.
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output, *outputs], name=output, **attributes)
        )
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
        """Adds a parameter under its torch name; matrices of linear layers are transposed."""
        value = self.weights[name]
        if value.ndim == 2 and "embedding" not in name and "positions" not in name:
            value = np.ascontiguousarray(value.T)
        if name not in self.initialisers:
            self.constant(name, value.astype(np.float16))
            self.op("Cast", name, output=name + ".float", to=TensorProto.FLOAT)
        return name + ".float"

    def linear(self, x: str, name: str) -> str:
        y = self.product(x, name + ".weight")
        return self.op("Add", y, self.weight(name + ".bias")) if self.config.biases else y

    def product(self, x: str, *names: str) -> str:
        """Multiplies x [N, width] by the matrices of these linear layers side by side."""
        if self.int8:
            return self._int8_product(x, names)
        parts = [self.weight(name) for name in names]
        if len(parts) == 1:
            return self.op("MatMul", x, parts[0])
        joined = names[0] + ".joined"
        if joined not in (node.output[0] for node in self.nodes):
            self.op("Concat", *parts, output=joined, axis=1)
        return self.op("MatMul", x, joined)

    def _int8_product(self, x: str, names: tuple[str, ...]) -> str:
        """Weights in 8 bits with a scale for each column, activations with one for each row: a
        row's result depends on nothing but the row, so samples do not depend on their batch.

        Both are symmetric and `MatMulInteger` takes unsigned activations, hence the 128.
        """
        matrix = np.concatenate([self.weights[name].T for name in names], axis=1)
        columns = np.maximum(np.abs(matrix).max(axis=0), np.float32(1e-12)) / np.float32(127)
        weight = self.constant(names[0] + ".int8", np.round(matrix / columns).astype(np.int8))
        columns = self.constant(names[0] + ".scales", columns.astype(np.float32))
        # Each product has its own: ONNX Runtime writes them anew where 8 bits would overflow.
        zeros = self.constant(names[0] + ".zeros", np.zeros(matrix.shape[1], np.int8))
        quantised, scale = self._int8_rows(x)
        zero, one = self.constant("int8_zero", np.array(128, np.uint8)), self.scalar(1.0)
        y = self.op(
            "MatMulIntegerToFloat",
            *(quantised, weight, one, columns, zero, zeros),
            domain=MICROSOFT,
        )
        return self.op("Mul", y, scale)

    def _int8_rows(self, x: str) -> tuple[str, str]:
        """x [N, width] in 8 bits, and what each row [N, 1] was divided by."""
        if x not in self._quantised:
            largest = self.op("ReduceMax", self.op("Abs", x), axes=[-1], keepdims=0)
            scale = self.op("Mul", largest, self.scalar(1 / 127))
            scale = self.op("Max", scale, self.scalar(1e-12))  # a row of zeros stays one
            if "int8_zeros" not in (node.output[0] for node in self.nodes):
                zero = self.constant("int8_zero", np.array(128, np.uint8))
                self.op("Expand", zero, self.op("Shape", scale), output="int8_zeros")
            quantised = self.op("QuantizeLinear", x, scale, "int8_zeros", axis=0)
            self._quantised[x] = quantised, self.op("Unsqueeze", scale, self.ints(1))
        return self._quantised[x]

    def norm(self, x: str, name: str) -> str:
        scale = self.weight(name + ".weight")
        if self.config.norm == "rms":
            square = self.op("ReduceMean", self.op("Mul", x, x), axes=[-1])
            root = self.op("Sqrt", self.op("Add", square, self.scalar(NORM_EPSILON)))
            return self.op("Mul", self.op("Div", x, root), scale)
        inputs = [x, scale, *([self.weight(name + ".bias")] if self.config.biases else [])]
        return self.op("LayerNormalization", *inputs, axis=-1, epsilon=NORM_EPSILON)

    def add(self, x: str, norm: str, branch: Callable[[str], str]) -> str:
        """Adds a residual branch, with its norm before it or after the sum."""
        if self.config.pre_norm:
            return self.op("Add", x, branch(self.norm(x, norm)))
        return self.norm(self.op("Add", x, branch(x)), norm)

    def final_norm(self, x: str, name: str) -> str:
        return self.norm(x, name) if self.config.pre_norm else x

    def scaled(self, x: str) -> str:
        """Returns the queries, divided by the square root of the head size."""
        return self.op("Mul", x, self.scalar(float(self.config.head_size**-0.5)))

    def feed_forward(self, x: str, name: str) -> str:
        hidden = self.linear(x, name + ".up")
        if self.config.activation != "gelu":
            hidden = self.op("Relu", hidden)
            if self.config.activation == "relu2":
                hidden = self.op("Mul", hidden, hidden)
        else:
            half = self.op("Mul", hidden, self.scalar(0.5))
            erf = self.op("Erf", self.op("Mul", hidden, self.scalar(2**-0.5)))
            hidden = self.op("Mul", half, self.op("Add", erf, self.scalar(1.0)))
        return self.linear(hidden, name + ".down")

    def query_key_value(self, x: str, name: str) -> str:
        """Computes one product for the three projections, [.., d_attention + 2 * d_key_value];
        queries are not yet scaled."""
        every = self.product(x, name + ".query.weight", name + ".key_value.weight")
        if self.config.biases:
            biases = [self.weight(f"{name}.{part}.bias") for part in ("query", "key_value")]
            every = self.op("Add", every, self.op("Concat", *biases, axis=0))
        return every

    def split_query_key_value(self, every: str) -> tuple[str, str, str]:
        """Returns the three parts of `query_key_value`: [.., d_attention] and twice
        [.., d_key_value]."""
        heads, width = self.config.d_attention, self.config.d_key_value
        ends = (0, heads, heads + width, heads + 2 * width)
        query, key, value = (
            self.op("Slice", every, self.ints(start), self.ints(end), self.ints(-1))
            for start, end in pairwise(ends)
        )
        return query, key, value

    def rotate(self, x: str, cos: str, sin: str) -> str:
        """Turns heads x [.., head_size] as `positions.rotations` says."""
        half, size = self.config.head_size // 2, self.config.head_size
        first = self.op("Slice", x, self.ints(0), self.ints(half), self.ints(-1))
        second = self.op("Slice", x, self.ints(half), self.ints(size), self.ints(-1))
        turned = self.op("Concat", self.op("Neg", second), first, axis=-1)
        return self.op("Add", self.op("Mul", x, cos), self.op("Mul", turned, sin))

    def attend_shared(self, query: str, key: str, value: str) -> str:
        """Attends with queries of any number of positions over keys that all of them share: one
        product per key and value head, and with a single head one in all.

        query [N, d_attention]; key [head_size, S] and value [S, head_size], both with the key and
        value heads in front when there are several -> [N, d_attention].
        """
        size, heads = self.config.head_size, self.config.kv_heads
        joined = self.ints(-1, self.config.d_attention)
        if heads == 1:
            query = self.op("Reshape", query, self.ints(-1, size))
            y = self.op("MatMul", self.op("Softmax", self.op("MatMul", query, key), axis=-1), value)
            return self.op("Reshape", y, joined)
        group = self.config.group
        query = self.op("Reshape", query, self.ints(-1, heads, group, size))
        query = self.op("Transpose", query, perm=[1, 0, 2, 3])
        query = self.op("Reshape", query, self.ints(heads, -1, size))
        y = self.op("MatMul", self.op("Softmax", self.op("MatMul", query, key), axis=-1), value)
        y = self.op("Reshape", y, self.ints(heads, -1, group, size))
        return self.op("Reshape", self.op("Transpose", y, perm=[1, 0, 2, 3]), joined)

    def model(
        self, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
    ) -> bytes:
        graph = helper.make_graph(
            self.nodes, name, inputs, outputs, list(self.initialisers.values())
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
            producer_name="shortlist",
            ir_version=IR_VERSION,
        )
        helper.set_model_props(model, {ARCHITECTURE: json.dumps(self.config.architecture())})
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString())
