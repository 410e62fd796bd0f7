"""A model loaded for sampling on a CPU: ONNX Runtime, numpy, no torch.

The decoder's self-attention cache lives in numpy arrays that ONNX Runtime reads in place. A step
returns the new position's keys and values only, and one assignment writes them into the cache.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import CONFIG, DECODER, ENCODER, TOKENIZER, verify
from shortlist_engine.model.tokenizer import Tokenizer

Floats = NDArray[np.float32]
CACHE_STEP = 32  # the cache grows by this many positions


@dataclass(frozen=True)
class CrossAttention:
    """What all samples of a problem share: per decoder layer, keys [head_size, S] and values
    [S, head_size], by the names of the decoder graph's inputs."""

    arrays: dict[str, Floats]


class ModelSession:
    """The encoder and the decoder of one model. Not thread-safe; raises ModelError on damage."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        verify(folder)
        self.config = ModelConfig.load(folder / CONFIG)
        self.tokenizer = Tokenizer.load(folder / TOKENIZER)
        if len(self.tokenizer) != self.config.vocab_size:
            raise ModelError(
                f"{folder / TOKENIZER} has {len(self.tokenizer)} pieces and the config says "
                f"{self.config.vocab_size}: export the model again"
            )
        self._encoder = _open(folder / ENCODER, threads)
        self._decoder = _open(folder / DECODER, threads)
        wanted = {"tokens", "positions", *self._names("key"), *self._names("cross_key")}
        if not wanted <= {value.name for value in self._decoder.get_inputs()}:
            raise ModelError(f"{folder / DECODER} does not fit its config: export the model again")

    def _names(self, kind: str) -> list[str]:
        return [f"{kind}_{layer}" for layer in range(self.config.decoder_layers)]

    def encode(self, tokens: list[int]) -> CrossAttention:
        """One encoder pass. Raises ValueError when there are no tokens or too many."""
        if not 0 < len(tokens) <= self.config.encoder_tokens:
            raise ValueError(f"{len(tokens)} tokens: 1 to {self.config.encoder_tokens} fit")
        names = [value.name for value in self._encoder.get_outputs()]
        results: list[Any] = list(
            self._encoder.run(names, {"tokens": np.array([tokens], dtype=np.int64)})
        )
        return CrossAttention(dict(zip(names, results, strict=True)))

    def batch(self, cross: CrossAttention, rows: int) -> DecoderBatch:
        return DecoderBatch(self._decoder, self.config, cross, rows)


class DecoderBatch:
    """Rows that decode together, each at a position of its own.

    A row is reused for another sample by feeding position 0 again: positions above the one that
    is fed are never read.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        config: ModelConfig,
        cross: CrossAttention,
        rows: int,
    ) -> None:
        self._session, self._config = session, config
        self._binding = session.io_binding()
        self._cross = {name: _ort(array) for name, array in cross.arrays.items()}
        for name, value in self._cross.items():
            self._binding.bind_ortvalue_input(name, value)
        self._cache: Floats = np.zeros(
            (2, config.decoder_layers, rows, 0, config.head_size), dtype=np.float32
        )
        self._resize(rows, CACHE_STEP)

    @property
    def rows(self) -> int:
        return self._cache.shape[2]

    def step(self, tokens: NDArray[np.int64], positions: NDArray[np.int64]) -> Floats:
        """Feeds one token per row and returns the logits [rows, vocabulary], a buffer that the
        next step overwrites."""
        top = int(positions.max()) + 1
        if top > self._cache.shape[3]:
            self._resize(self.rows, min(-(-top // CACHE_STEP) * CACHE_STEP, self._limit))
        self._tokens[:], self._positions[:] = tokens, positions
        self._session.run_with_iobinding(self._binding)
        self._cache[:, :, self._rows, positions] = self._new
        return self._logits

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only, at least one."""
        self._cache = np.ascontiguousarray(self._cache[:, :, rows])
        self._bind()

    @property
    def _limit(self) -> int:
        return self._config.decoder_tokens

    def _resize(self, rows: int, capacity: int) -> None:
        old = self._cache
        shape = (2, self._config.decoder_layers, rows, min(capacity, self._limit), old.shape[4])
        self._cache = np.zeros(shape, dtype=np.float32)
        self._cache[:, :, :, : old.shape[3]] = old
        self._bind()

    def _bind(self) -> None:
        """Tells ONNX Runtime where the arrays are; it reads and writes them in place."""
        config, rows = self._config, self.rows
        self._rows = np.arange(rows)
        self._tokens = np.zeros(rows, dtype=np.int64)
        self._positions = np.zeros(rows, dtype=np.int64)
        self._logits: Floats = np.empty((rows, config.vocab_size), dtype=np.float32)
        self._new: Floats = np.empty(
            (2, config.decoder_layers, rows, config.head_size), dtype=np.float32
        )
        inputs: dict[str, NDArray[Any]] = {"tokens": self._tokens, "positions": self._positions}
        for layer in range(config.decoder_layers):
            inputs[f"key_{layer}"] = self._cache[0, layer]
            inputs[f"value_{layer}"] = self._cache[1, layer]
        outputs = {"logits": self._logits, "new_keys": self._new[0], "new_values": self._new[1]}
        self._bound = {name: _ort(array) for name, array in (inputs | outputs).items()}
        for name in inputs:
            self._binding.bind_ortvalue_input(name, self._bound[name])
        for name in outputs:
            self._binding.bind_ortvalue_output(name, self._bound[name])


def _ort(array: NDArray[Any]) -> onnxruntime.OrtValue:
    """A view: on the CPU no copy is made."""
    return onnxruntime.OrtValue.ortvalue_from_numpy(array)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _open(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or _cores()
    options.inter_op_num_threads = 1
    # Programs run on the same cores while we sample: a thread that waits by spinning takes a core
    # from them, and from its own partner. Measured on two busy cores, this doubles samples/s.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime's own exception types are not public
        raise ModelError(f"{path} cannot be loaded ({error}): export the model again") from error
