"""What the machine's matrix products allow: tokens/s if a decoder step were nothing else.

The products of one step, at the very shapes of a model and a batch, are timed one by one through
ONNX Runtime. Left out of the bound, and so counted against the sampler: self-attention over the
cache, norms, softmax, drawing, and everything in Python. In int8, the products with weights are
8-bit and those of cross-attention stay in float32, as in the sampler.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from shortlist_engine.model.runtime import onnxruntime

Product = tuple[int, int, int]  # rows, inner length, columns


def products(shape: dict[str, Any], batch: int) -> tuple[dict[Product, int], dict[Product, int]]:
    """Each product of a step and how often it comes: with weights, and of cross-attention."""
    d, size, heads = shape["d_model"], shape["head_size"], shape["query_heads"]
    layers, source = shape["decoder_layers"], shape["encoder_tokens"]
    ffn, attention = shape.get("ffn_multiple", 4) * d, heads * size
    weights: dict[Product, int] = {}
    for product, count in (
        ((batch, d, attention + 2 * size), layers),
        ((batch, attention, d), 2 * layers),
        ((batch, d, attention), layers),
        ((batch, d, ffn), layers),
        ((batch, ffn, d), layers),
        ((batch, d, shape["vocab_size"]), 1),
    ):
        weights[product] = weights.get(product, 0) + count
    cross = {(batch * heads, size, source): layers, (batch * heads, source, size): layers}
    return weights, cross


def bounds(shape: dict[str, Any], batch: int, threads: int) -> dict[str, float]:
    """Tokens/s by precision, and the rates behind them in GFLOP/s."""
    weights, cross = products(shape, batch)
    seconds = {
        "float32": _seconds(weights, threads, _float_product),
        "int8": _seconds(weights, threads, _byte_product),
        "cross": _seconds(cross, threads, _float_product),
    }
    flops = {name: sum(2 * m * k * n * c for (m, k, n), c in part.items())
             for name, part in (("weights", weights), ("cross", cross))}  # fmt: skip
    return {
        "float32": batch / (seconds["float32"] + seconds["cross"]),
        "int8": batch / (seconds["int8"] + seconds["cross"]),
        "float32_gflops": flops["weights"] / seconds["float32"] / 1e9,
        "int8_gflops": flops["weights"] / seconds["int8"] / 1e9,
        "cross_gflops": flops["cross"] / seconds["cross"] / 1e9,
        "mflop_per_token": sum(flops.values()) / batch / 1e6,
    }


def _seconds(
    parts: dict[Product, int], threads: int, make: Callable[[Product], tuple[bytes, np.ndarray]]
) -> float:
    total = 0.0
    for product, count in parts.items():
        graph, x = make(product)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        total += count * _time(partial(session.run, None, {"x": x}))
        del session
    return total


def _time(run: Callable[[], Any], seconds: float = 0.15) -> float:
    run()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _graph(nodes: list[Any], product: Product, constants: dict[str, np.ndarray], x: int) -> bytes:
    rows, inner, columns = product
    out = TensorProto.FLOAT if x == TensorProto.FLOAT else TensorProto.INT32
    graph = helper.make_graph(
        nodes,
        "product",
        [helper.make_tensor_value_info("x", x, [rows, inner])],
        [helper.make_tensor_value_info("y", out, [rows, columns])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _float_product(product: Product) -> tuple[bytes, np.ndarray]:
    rows, inner, columns = product
    rng = np.random.default_rng(0)
    weight = rng.standard_normal((inner, columns), dtype=np.float32)
    node = helper.make_node("MatMul", ["x", "w"], ["y"])
    x = rng.standard_normal((rows, inner), dtype=np.float32)
    return _graph([node], product, {"w": weight}, TensorProto.FLOAT), x


def _byte_product(product: Product) -> tuple[bytes, np.ndarray]:
    rows, inner, columns = product
    rng = np.random.default_rng(0)
    weight = rng.integers(-127, 128, (inner, columns), dtype=np.int8)
    constants = {"w": weight, "zero": np.array(128, np.uint8)}
    node = helper.make_node("MatMulInteger", ["x", "w", "zero"], ["y"])
    x = rng.integers(0, 256, (rows, inner), dtype=np.uint8)
    return _graph([node], product, constants, TensorProto.UINT8), x


def main() -> None:
    shape, threads = json.loads(sys.argv[1]), int(sys.argv[2])
    print(json.dumps({"ready": 0}), flush=True)
    for line in sys.stdin:
        print(json.dumps(bounds(shape, json.loads(line)["batch"], threads)), flush=True)


if __name__ == "__main__":
    main()
