"""A model's folder as ONNX graphs, and back."""

from __future__ import annotations

from math import prod
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from shortlist_engine.model.checkpoint import model_from_weights, weights_of
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.graph import decoder_graph, encoder_graph
from shortlist_engine.model.shapes import parameter_shapes
from shortlist_engine.model.store import (
    CONFIG,
    DECODER,
    DECODER_INT8,
    ENCODER,
    RUNTIME_FILES,
    TOKENIZER,
    WEIGHTS,
    write_manifest,
)
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.model.transformer import EncoderDecoder

ONNX_BYTES = 2**31 - 2**20  # protobuf's limit, with room for the nodes


def export_model(model: EncoderDecoder, tokenizer: bytes, folder: Path) -> None:
    """Writes what sampling needs: config.json, tokenizer.model, the two graphs (weights in half
    precision), the decoder's graph in 8 bits, and the manifest, which also names a
    model.safetensors that is there. Raises ModelError when the tokenizer is not this model's."""
    if len(Tokenizer(tokenizer)) != model.config.vocab_size:
        raise ModelError("tokenizer and model differ in vocabulary: export them from one run")
    shapes = parameter_shapes(model.config)
    decoder = sum(prod(shape) for name, shape in shapes.items() if not name.startswith("encoder"))
    if 2 * decoder > ONNX_BYTES:
        raise ModelError(
            f"a decoder of {decoder / 1e9:.1f} billion parameters does not fit into an ONNX file, "
            "which holds 2 GiB: keep the model as safetensors"
        )
    folder.mkdir(parents=True, exist_ok=True)
    weights = weights_of(model)
    (folder / CONFIG).write_text(model.config.to_json(), "utf-8")
    (folder / TOKENIZER).write_bytes(tokenizer)
    (folder / ENCODER).write_bytes(encoder_graph(model.config, weights))
    (folder / DECODER).write_bytes(decoder_graph(model.config, weights))
    (folder / DECODER_INT8).write_bytes(decoder_graph(model.config, weights, int8=True))
    weights_too = [WEIGHTS] if (folder / WEIGHTS).exists() else []
    write_manifest(folder, [*RUNTIME_FILES, DECODER_INT8, *weights_too])


def import_model(folder: Path) -> EncoderDecoder:
    """Returns the torch model of an exported folder, its weights rounded to half precision as
    exported. The masked-token loss can be trained on: its head is the output embedding."""
    config = ModelConfig.load(folder / CONFIG)
    weights: dict[str, NDArray[np.float32]] = {}
    parameters = parameter_shapes(config)
    for name in (ENCODER, DECODER):
        for tensor in _load(folder / name).graph.initializer:
            if tensor.name in parameters:
                value = numpy_helper.to_array(tensor).astype(np.float32)
                linear = "embedding" not in tensor.name and "positions" not in tensor.name
                weights[tensor.name] = value.T.copy() if value.ndim == 2 and linear else value
    for name, shape in parameters.items():
        if name not in weights or weights[name].shape != shape:
            raise ModelError(f"{folder} lacks the weight {name} of its config: export it again")
    return model_from_weights(config, weights)


def _load(path: Path) -> onnx.ModelProto:
    try:
        return onnx.load(str(path))
    except Exception as error:  # protobuf's and onnx's own exception types vary
        raise ModelError(f"{path} cannot be read ({error}): export the model again") from error
