"""The sampler in torch, for a GPU: the same samples as `onnx.py` as far as numerics allow.

On a GPU it computes in bfloat16, on a CPU in float32. The cache is allocated once at its full
length. Cross-attention reads the whole batch as one sequence, so its keys and values are shared
here too. Tokens are drawn on the CPU, by the same code and random numbers as in the CPU sampler.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.positions import rotations, sinusoids
from shortlist_engine.model.store import TOKENIZER, WEIGHTS, verify
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.sampling.decoding import Decoding, Supply, check_languages

if TYPE_CHECKING:
    import torch

    from shortlist_engine.model.transformer import DecoderBlock, EncoderDecoder

BATCH_SIZE = {"cuda": 512, "cpu": 64}
CACHE_STEP = 32  # attention reads the cache up to a multiple of this


class TorchSampler:
    """One `sample` at a time per sampler. Needs the extra `train`."""

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
        self._model: EncoderDecoder | None = _load(folder).to(device, dtype).eval()

    @property
    def model(self) -> EncoderDecoder:
        if self._model is None:
            raise RuntimeError("the sampler is closed")
        return self._model

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """As `OnnxSampler.sample`."""
        import torch

        model, config = self.model, self.model.config
        check_languages(self.name, config, params)
        if params.num_samples == 0 or cancelled.is_set():
            return
        tokens = encode_problem(problem, self.tokenizer, config.encoder_tokens)
        with torch.inference_mode():
            encoded = model.encode(torch.tensor([tokens], device=self.device))
            rows = min(params.batch_size or BATCH_SIZE[self.device], params.num_samples)
            batch = TorchBatch(model, encoded, rows)
        decoding = Decoding(Supply(config, self.tokenizer, params), rows)
        yield from decoding.run(batch, cancelled)

    def close(self) -> None:
        self._model = None


class TorchBatch:
    """Rows that decode together, as `model.session.DecoderBatch`."""

    def __init__(self, model: EncoderDecoder, encoded: torch.Tensor, rows: int) -> None:
        import torch

        self._model, self._like = model, encoded
        self._blocks: list[DecoderBlock] = list(model.decoder)  # type: ignore[arg-type]
        self._cross = [block.cross_attention.keys_values(encoded) for block in self._blocks]
        config = model.config
        # [keys or values, layer, row and head, position, head_size]
        self._cache = torch.zeros(
            (2, len(self._blocks), rows * config.kv_heads, config.decoder_tokens, config.head_size),
            dtype=encoded.dtype,
            device=encoded.device,
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

    @property
    def rows(self) -> int:
        return self._cache.shape[2] // self._model.config.kv_heads

    def step(self, tokens: NDArray[np.int64], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Feeds one token per row and returns the logits [rows, vocabulary]."""
        import torch

        with torch.inference_mode():
            device = self._like.device
            logits = self._step(
                torch.from_numpy(tokens).to(device),
                torch.from_numpy(positions).to(device),
                -(-(int(positions.max()) + 1) // CACHE_STEP) * CACHE_STEP,
            )
            return np.asarray(logits.float().cpu().numpy())

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only, at least one."""
        import torch

        heads = self._model.config.kv_heads
        of_rows = (rows[:, None] * heads + np.arange(heads)).ravel()
        with torch.inference_mode():
            self._cache = self._cache[:, :, torch.from_numpy(of_rows).to(self._like.device)]

    def _step(self, tokens: torch.Tensor, positions: torch.Tensor, read: int) -> torch.Tensor:
        """Reads `read` positions of the cache."""
        import torch

        model, heads = self._model, self._model.config.kv_heads
        x = model.embedding(tokens)[:, None]
        if self._position_table is not None:
            x = x + self._position_table[positions][:, None]
        at = positions.repeat_interleave(heads)
        rotation: Any = tuple(table[at][:, None] for table in self._rotations) or None
        slots = torch.arange(min(read, self._cache.shape[3]), device=x.device)
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


def _load(folder: Path) -> EncoderDecoder:
    if (folder / WEIGHTS).exists():
        from shortlist_engine.model.checkpoint import load_model

        return load_model(folder)[0]
    from shortlist_engine.model.export import import_model

    return import_model(folder)
