"""Models of a given shape with random weights, as sampling reads them. Needs no torch."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Any

import numpy as np

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.graph import decoder_graph, encoder_graph
from shortlist_engine.model.shapes import parameter_shapes
from shortlist_engine.model.store import (
    CONFIG,
    DECODER,
    DECODER_INT8,
    DEFAULT_MODEL,
    ENCODER,
    RUNTIME_FILES,
    TOKENIZER,
    write_manifest,
)
from shortlist_engine.model.tokenizer import train_tokenizer
from shortlist_engine.problem import Example, Problem

# Cut to the encoder's length, which is therefore the length of the source.
PROBLEM = Problem("Long", "word " * 20_000, (Example("1 2\n", "3\n"),))
D512: dict[str, Any] = {
    "vocab_size": 8000,
    "d_model": 512,
    "head_size": 64,
    "query_heads": 8,
    "encoder_layers": 2,
    "decoder_layers": 8,
    "encoder_tokens": 400,
    "decoder_tokens": 256,
}


def shape(name: str) -> dict[str, Any]:
    """`d512`, or `shipped`: the shape of the model that ships, whatever it is now."""
    if name == "d512":
        return dict(D512)
    fields = ModelConfig.load(DEFAULT_MODEL / CONFIG).architecture()
    return {key: fields[key] for key in (*D512, "ffn_multiple")}


def write_model(folder: Path, fields: dict[str, Any]) -> ModelConfig:
    """A folder that a sampler loads. Weights as small as at the beginning of training, so that
    tokens come from nearly the whole vocabulary and hardly any sample ends by itself."""
    config = ModelConfig(**fields, name=folder.name)
    rng = np.random.default_rng(0)
    weights = {
        name: np.ones(size, np.float32)
        if len(size) == 1
        else rng.standard_normal(size, dtype=np.float32) * np.float32(0.02)
        for name, size in parameter_shapes(config).items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).write_text(config.to_json(), "utf-8")
    (folder / TOKENIZER).write_bytes(_tokenizer(config.vocab_size))
    (folder / ENCODER).write_bytes(encoder_graph(config, weights))
    (folder / DECODER).write_bytes(decoder_graph(config, weights))
    (folder / DECODER_INT8).write_bytes(decoder_graph(config, weights, int8=True))
    write_manifest(folder, [*RUNTIME_FILES, DECODER_INT8])
    return config


def _tokenizer(size: int) -> bytes:
    """A vocabulary of this size, learnt from Python's standard library."""
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))[:60]
    return train_tokenizer([file.read_text("utf-8", "replace")[:40_000] for file in files], size)
