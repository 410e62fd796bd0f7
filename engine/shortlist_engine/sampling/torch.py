"""The sampler in torch, for a GPU: the same samples as `onnx.py` as far as numerics allow.

On a GPU it computes in bfloat16, on a CPU in float32. Cross-attention reads the whole batch as one
sequence, so its keys and values are shared here too. What a step reads and writes lies in tensors
that stay in place, so that on a GPU a step is captured once as a CUDA graph and then replayed: it
is some hundred small kernels, which take longer to launch one by one than to run.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.positions import rotations, sinusoids
from shortlist_engine.model.store import TOKENIZER, WEIGHTS, verify
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import (
    Capabilities,
    Sample,
    SamplingParams,
    check_supported,
)
from shortlist_engine.sampling.continuous_batching import ContinuousBatch, SampleQueue
from shortlist_engine.sampling.encoder_input import encoder_tokens, trained_tasks
from shortlist_engine.sampling.torch_tokens import draw

if TYPE_CHECKING:
    import torch

    from shortlist_engine.model.transformer import DecoderBlock, EncoderDecoder

BATCH_SIZE = {"cuda": 512, "cpu": 64}
CACHE_STEP = 32  # attention reads the cache up to a multiple of this
Step = Callable[[], "torch.Tensor"]

log = logging.getLogger(__name__)


class TorchSampler:
    """Samples from a model's weights. Each runs one `sample` at a time. It needs the extra
    `train`."""

    def __init__(self, folder: Path, device: Literal["cuda", "cpu"] = "cuda") -> None:
        """Raises ModelError when the model is missing or damaged, or torch finds no such device,
        and ModuleNotFoundError without torch."""
        import torch

        verify(folder, extras=True)
        if device == "cuda" and not torch.cuda.is_available():
            raise ModelError("torch finds no CUDA device: use --device cpu")
        self.name, self.device = folder.name, device
        self.tokenizer = Tokenizer.load(folder / TOKENIZER)
        dtype = torch.bfloat16 if device == "cuda" else torch.float32
        model = _load(folder).to(device, dtype).eval()
        self._model: EncoderDecoder | None = model
        self.capabilities = Capabilities(
            languages=model.config.languages,
            tasks=trained_tasks(model.config),
            reproducible=device == "cpu",  # a cumulative sum on a GPU may round in another order
            logprobs=True,
            batch_size=BATCH_SIZE[device],
            context=model.config.context,
            ranges=True,
        )

    @property
    def model(self) -> EncoderDecoder:
        """Returns the loaded model. Raises RuntimeError when the sampler is closed."""
        if self._model is None:
            raise RuntimeError("the sampler is closed")
        return self._model

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Does as `OnnxSampler.sample` does."""
        import torch

        model, config = self.model, self.model.config
        check_supported(self, params)
        if params.num_samples == 0 or cancelled.is_set():
            return
        tokens = encoder_tokens(self.name, problem, params, self.tokenizer, config)
        rows = min(params.batch_size or BATCH_SIZE[self.device], params.num_samples)
        capture = capture_graph if self.device == "cuda" else None
        with torch.no_grad():
            encoded = model.encode(torch.tensor([tokens], device=model.embedding.weight.device))
            decoder = TorchBatch(model, encoded, rows, capture)
        batch = ContinuousBatch(SampleQueue(config, self.tokenizer, params), rows, draw)
        yield from batch.run(decoder, cancelled)

    def close(self) -> None:
        """Lets go of the model."""
        self._model = None


class TorchBatch:
    """Computes the steps of rows that decode together, as `model.session.DecoderBatch` does.

    `capture` turns a step into one that is replayed. It is called once for every length of the
    cache that is read; where it fails, the steps go on without.
    """

    def __init__(
        self,
        model: EncoderDecoder,
        encoded: torch.Tensor,
        rows: int,
        capture: Callable[[Step], Step] | None = None,
    ) -> None:
        import torch

        self._model, self._like, self._capture = model, encoded, capture
        self._blocks: list[DecoderBlock] = list(model.decoder)  # type: ignore[arg-type]
        self._cross = [block.cross_attention.keys_values(encoded) for block in self._blocks]
        config = model.config
        # [keys or values, layer, row and head, position, head_size]
        shape = (2, len(self._blocks), rows * config.kv_heads)
        self._place(
            torch.zeros(
                (*shape, config.decoder_tokens, config.head_size),
                dtype=encoded.dtype,
                device=encoded.device,
            )
        )
        self._position_table: torch.Tensor | None = None
        self._rotations: list[torch.Tensor] = []
        if config.positions == "learned":
            self._position_table = model.decoder_positions.weight
        elif config.positions == "sinusoidal":
            self._position_table = self._constant(sinusoids(config.decoder_tokens, config.d_model))
        else:
            tables = rotations(config.decoder_tokens, config.head_size)
            self._rotations = [self._constant(table) for table in tables]

    def _place(self, cache: torch.Tensor) -> None:
        """What a step reads and writes, for as many rows as the cache has; all of them decode."""
        import torch

        self._cache = cache
        rows = cache.shape[2] // self._model.config.kv_heads
        self._tokens = torch.zeros(rows, dtype=torch.int64, device=cache.device)
        self._positions = torch.zeros_like(self._tokens)
        self._active = np.arange(rows)
        self._replayed: dict[int, Step] = {}

    @property
    def rows(self) -> int:
        """Counts the rows that still decode."""
        return len(self._active)

    def step(self, tokens: NDArray[np.int64], positions: NDArray[np.int64]) -> torch.Tensor:
        """Feeds one token per row and returns the logits [rows, vocabulary], a tensor that the
        next step may overwrite."""
        import torch

        read = -(-(int(positions.max()) + 1) // CACHE_STEP) * CACHE_STEP
        with torch.no_grad():
            fed = torch.zeros((2, len(self._tokens)), dtype=torch.int64)
            fed[:, self._active] = torch.from_numpy(np.stack([tokens, positions]))
            fed = fed.to(self._like.device)
            self._tokens.copy_(fed[0])
            self._positions.copy_(fed[1])
            logits = self._replay(min(read, self._cache.shape[3]))
            return logits if len(self._active) == len(self._tokens) else logits[self._active]

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only, at least one. The others idle, at position 0, until they
        are half of all: a smaller batch has to be captured again."""
        import torch

        self._active = self._active[rows]
        if 2 * len(self._active) > len(self._tokens):
            return
        heads = self._model.config.kv_heads
        of_rows = (self._active[:, None] * heads + np.arange(heads)).ravel()
        with torch.no_grad():
            self._place(self._cache[:, :, torch.from_numpy(of_rows).to(self._like.device)])

    def _replay(self, read: int) -> torch.Tensor:
        """A step that reads `read` positions of the cache."""

        def step() -> torch.Tensor:
            return self._step(self._tokens, self._positions, read)

        if self._capture is None:
            return step()
        if read not in self._replayed:
            try:
                self._replayed[read] = self._capture(step)
            except RuntimeError as error:
                log.warning("no CUDA graph, decoding goes on without: %s", error)
                self._capture = None
                return step()
        return self._replayed[read]()

    def _step(self, tokens: torch.Tensor, positions: torch.Tensor, read: int) -> torch.Tensor:
        """Reads `read` positions of the cache."""
        import torch

        model, heads = self._model, self._model.config.kv_heads
        x = model.embedding(tokens)[:, None]
        if self._position_table is not None:
            x = x + self._position_table[positions][:, None]
        at = positions.repeat_interleave(heads)
        rotation: Any = tuple(table[at][:, None] for table in self._rotations) or None
        slots = torch.arange(read, device=x.device)
        future = slots[None, None] > at[:, None, None]
        bias = torch.zeros(future.shape, dtype=x.dtype, device=x.device)
        bias = bias.masked_fill(future, -30000.0)
        each = torch.arange(len(at), device=x.device)

        for layer, block in enumerate(self._blocks):

            def attend_self(
                y: torch.Tensor, layer: int = layer, block: DecoderBlock = block
            ) -> torch.Tensor:
                attention = block.self_attention
                key, value = attention.keys_values(y, rotation)
                self._cache[0, layer, each, at] = key[:, 0]
                self._cache[1, layer, each, at] = value[:, 0]
                old = self._cache[:, layer, :, : len(slots)]
                return attention(y, old[0], old[1], bias, rotation)

            def attend_cross(
                y: torch.Tensor, layer: int = layer, block: DecoderBlock = block
            ) -> torch.Tensor:
                key, value = self._cross[layer]
                return block.cross_attention(y.transpose(0, 1), key, value, None).transpose(0, 1)

            x = block.add(x, block.self_norm, attend_self)
            x = block.add(x, block.cross_norm, attend_cross)
            x = block.add(x, block.ffn_norm, block.ffn)
        return model.logits(model.decoder_norm(x))[:, 0]

    def _constant(self, table: NDArray[np.float32]) -> torch.Tensor:
        import torch

        return torch.from_numpy(table).to(self._like.device, self._like.dtype)


def capture_graph(step: Step) -> Step:
    """Returns the step as a CUDA graph. It runs twice before, beside the current stream, as
    capturing asks for: what it writes, it writes again. Raises RuntimeError where it cannot be
    captured."""
    import torch

    beside = torch.cuda.Stream()
    beside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(beside):
        for _ in range(2):
            step()
    torch.cuda.current_stream().wait_stream(beside)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        logits = step()

    def replay() -> torch.Tensor:
        graph.replay()
        return logits

    return replay


def _load(folder: Path) -> EncoderDecoder:
    if (folder / WEIGHTS).exists():
        from shortlist_engine.model.checkpoint import load_model

        return load_model(folder)[0]
    from shortlist_engine.model.export import import_model

    return import_model(folder)
