"""A model loaded for sampling on a CPU: ONNX Runtime, numpy, no torch.

The decoder's self-attention cache lives in numpy arrays that ONNX Runtime reads and writes in
place: it is bound as what a step reads and as what it returns.
"""

from __future__ import annotations

import functools
import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.machine import cores
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.graph_outputs import outputs_of, with_outputs
from shortlist_engine.model.runtime import onnxruntime
from shortlist_engine.model.store import (
    ARCHITECTURE,
    CONFIG,
    DECODER,
    DECODER_INT8,
    ENCODER,
    TOKENIZER,
    verify,
)
from shortlist_engine.model.tokenizer import Tokenizer

Floats = NDArray[np.float32]
Precision = Literal["float32", "int8"]
CACHE_STEP = 32  # the cache grows by this many positions


@dataclass(frozen=True)
class CrossAttention:
    """Holds what all samples of a problem share: per decoder layer, keys [head_size, S] and values
    [S, head_size], with the key and value heads in front when there are several, by the names of
    the decoder graph's inputs."""

    arrays: dict[str, Floats]


class ModelSession:
    """Runs the encoder and the decoder of one model. Raises ModelError on damage, and when the
    model has no decoder in this precision. One that is `watched` gives `cross_attention` too, and
    is slower.

    The encoder computes with `threads` (all cores when None), each step of the decoder with
    `decoder_threads` (`threads` when None). Batches may take their steps in different threads at
    the same time; everything else is for one thread at a time.
    """

    def __init__(
        self,
        folder: Path,
        threads: int | None = None,
        precision: Precision = "float32",
        decoder_threads: int | None = None,
        watched: bool = False,
    ) -> None:
        verify(folder)
        decoder = folder / (DECODER_INT8 if precision == "int8" else DECODER)
        if not decoder.exists():
            raise ModelError(
                f"{folder} has no {decoder.name}: export the model again, or sample in float32"
            )
        self.config = ModelConfig.load(folder / CONFIG)
        self.tokenizer = Tokenizer.load(folder / TOKENIZER)
        if len(self.tokenizer) != self.config.vocab_size:
            raise ModelError(
                f"{folder / TOKENIZER} has {len(self.tokenizer)} pieces and the config says "
                f"{self.config.vocab_size}: export the model again"
            )
        self._encoder = _open(folder / ENCODER, threads, str(folder / ENCODER))
        graph: str | bytes = str(decoder)
        self._attention: list[str] = []
        if watched:
            graph, self._attention = _watched(decoder, self.config)
        self._decoder = _open(decoder, decoder_threads or threads, graph)
        _check(self._decoder, decoder, self.config, self._attention)
        _check(self._encoder, folder / ENCODER, self.config)

    def encode(self, tokens: list[int]) -> CrossAttention:
        """Makes one encoder pass. Raises ValueError when there are no tokens or too many."""
        if not 0 < len(tokens) <= self.config.encoder_tokens:
            raise ValueError(f"{len(tokens)} tokens: 1 to {self.config.encoder_tokens} fit")
        names = [value.name for value in self._encoder.get_outputs()]
        results: list[Any] = list(
            self._encoder.run(names, {"tokens": np.array([tokens], dtype=np.int64)})
        )
        return CrossAttention(dict(zip(names, results, strict=True)))

    def batch(self, cross: CrossAttention, rows: int) -> DecoderBatch:
        return DecoderBatch(self._decoder, self.config, cross, rows)

    def cross_attention(self, cross: CrossAttention, tokens: Sequence[int]) -> Iterator[Floats]:
        """Feeds tokens to the decoder, and yields for each what every head of every layer pays to
        each encoder token while the next one is written, [layers * heads, S]; at most as many as
        the decoder has positions. Raises RuntimeError when the session is not watched."""
        if not self._attention:
            raise RuntimeError("the session is not watched")
        config = self.config
        shape = (1, config.kv_heads, min(len(tokens), config.decoder_tokens), config.head_size)
        names = [f"{kind}_{i}" for i in range(config.decoder_layers) for kind in ("key", "value")]
        cache: dict[str, Any] = {name: np.zeros(shape, np.float32) for name in names}
        wanted = [*(f"new_{name}" for name in names), *self._attention]
        for position, token in enumerate(tokens[: config.decoder_tokens]):
            fed = {"tokens": np.array([token]), "positions": np.array([position])}
            found: list[Any] = list(self._decoder.run(wanted, {**fed, **cross.arrays, **cache}))
            cache = dict(zip(names, found, strict=False))
            weights = [each.reshape(config.query_heads, -1) for each in found[len(names) :]]
            yield np.concatenate(weights)


class DecoderBatch:
    """Holds rows that decode together, each at a position of its own.

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
        # [keys or values, layer, row, head, position, head_size]
        self._cache: Floats = np.zeros(
            (2, config.decoder_layers, rows, config.kv_heads, 0, config.head_size),
            dtype=np.float32,
        )
        self._grow(CACHE_STEP)

    @property
    def rows(self) -> int:
        return self._cache.shape[2]

    def step(self, tokens: NDArray[np.int64], positions: NDArray[np.int64]) -> Floats:
        """Feeds one token per row and returns the logits [rows, vocabulary], a buffer that the
        next step overwrites."""
        top = int(positions.max()) + 1
        if top > self._cache.shape[4]:
            self._grow(-(-top // CACHE_STEP) * CACHE_STEP)
        self._tokens[:], self._positions[:] = tokens, positions
        self._session.run_with_iobinding(self._binding)
        return self._logits

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only, at least one."""
        self._cache = np.ascontiguousarray(self._cache[:, :, rows])
        self._bind()

    def _grow(self, capacity: int) -> None:
        old = self._cache
        shape = (*old.shape[:4], min(capacity, self._config.decoder_tokens), old.shape[5])
        self._cache = np.zeros(shape, dtype=np.float32)
        self._cache[..., : old.shape[4], :] = old
        self._bind()

    def _bind(self) -> None:
        """Tells ONNX Runtime where the arrays are; it reads and writes them in place."""
        config, rows = self._config, self.rows
        self._tokens = np.zeros(rows, dtype=np.int64)
        self._positions = np.zeros(rows, dtype=np.int64)
        self._logits: Floats = np.empty((rows, config.vocab_size), dtype=np.float32)
        inputs: dict[str, NDArray[Any]] = {"tokens": self._tokens, "positions": self._positions}
        outputs: dict[str, NDArray[Any]] = {"logits": self._logits}
        for layer in range(config.decoder_layers):
            for kind, cache in zip(("key", "value"), self._cache, strict=True):
                inputs[f"{kind}_{layer}"] = outputs[f"new_{kind}_{layer}"] = cache[layer]
        bound = {name: _ort(array) for name, array in (inputs | outputs).items()}
        for name in inputs:
            self._binding.bind_ortvalue_input(name, bound[name])
        for name in outputs:
            self._binding.bind_ortvalue_output(name, bound[name])


def _watched(path: Path, config: ModelConfig) -> tuple[bytes, list[str]]:
    """The decoder's graph with the weights of its cross-attention as further outputs, and their
    names. Its only softmaxes are these; self-attention is one operator."""
    try:
        graph = path.read_bytes()
        names = outputs_of(graph, "Softmax")
    except (OSError, ValueError, IndexError) as error:
        raise ModelError(f"{path} cannot be read ({error}): export the model again") from error
    if len(names) != config.decoder_layers:
        raise _misfit(path, "its attention is of another kind")
    return with_outputs(graph, names), names


def _check(
    session: onnxruntime.InferenceSession,
    path: Path,
    config: ModelConfig,
    further: Sequence[str] = (),
) -> None:
    """Raises ModelError when the graph, which has `further` outputs, is of another model than the
    configuration.

    The architecture in the graph's metadata tells; graphs without it are told by what they read
    and write.
    """
    values = {value.name: value.shape for value in session.get_inputs() + session.get_outputs()}
    heads = [config.kv_heads] if config.kv_heads > 1 else []
    wanted = {"tokens"}
    for layer in range(config.decoder_layers):
        wanted |= {f"cross_key_{layer}", f"cross_value_{layer}"}
    if path.name != ENCODER:
        wanted |= {"positions", "logits"}
        for layer in range(config.decoder_layers):
            wanted |= {f"{new}{kind}_{layer}" for new in ("", "new_") for kind in ("key", "value")}
    if "new_keys" in values:
        raise ModelError(
            f"{path} was exported by an older Shortlist: export the model again, or import its "
            "model.safetensors"
        )
    if wanted != set(values) - set(further):
        raise _misfit(path, "it has another number of layers")
    if values["cross_key_0"][:-1] != [*heads, config.head_size]:
        raise _misfit(path, "its heads differ")
    if "logits" in values and values["logits"][-1] != config.vocab_size:
        raise _misfit(path, "its vocabulary differs")
    stored = session.get_modelmeta().custom_metadata_map.get(ARCHITECTURE)
    try:
        architecture = json.loads(stored) if stored else {}
        for name, value in config.architecture().items():
            found = architecture.get(name, value)
            if found != value:
                raise _misfit(path, f"{name} is {found} there and {value} in the config")
    except (ValueError, AttributeError, RecursionError) as error:
        raise _misfit(path, "its metadata is damaged") from error


def _misfit(path: Path, reason: str) -> ModelError:
    return ModelError(f"{path} does not fit its config, {reason}: export the model again")


def _ort(array: NDArray[Any]) -> onnxruntime.OrtValue:
    """A view: on the CPU no copy is made."""
    return onnxruntime.OrtValue.ortvalue_from_numpy(array)


@functools.cache
def _overflows() -> bool:
    """Whether 8-bit products are added in pairs of 16 bits, which overflow: on x86 processors
    without VNNI. ONNX Runtime has exact ones for them, which it does not choose by itself."""
    if platform.machine().lower() not in ("x86_64", "amd64", "i386", "i686"):
        return False
    try:
        return "vnni" not in Path("/proc/cpuinfo").read_text("utf-8", "replace")
    except OSError:
        return True  # not known: exact and a little slower


def _open(path: Path, threads: int | None, graph: str | bytes) -> onnxruntime.InferenceSession:
    """Opens the graph, a file's name or what it holds, which comes from `path`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or cores()
    options.inter_op_num_threads = 1
    # Programs run on the same cores while we sample: a thread that waits by spinning takes a core
    # from them, and from its own partner. Measured on two busy cores, this doubles samples/s.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    if _overflows():
        options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        return onnxruntime.InferenceSession(
            graph, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime's own exception types are not public
        raise ModelError(f"{path} cannot be loaded ({error}): export the model again") from error
