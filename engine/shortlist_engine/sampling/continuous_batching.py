"""Samples taken through a decoder step by step, whatever computes the steps.

Batching is continuous, as in Orca (Yu et al. 2022) and vLLM: every row decodes at its own position,
and when a sample ends, the next one takes its row in the same step, so all rows work until the
samples run out. The metadata header is fed through the same steps as forced tokens.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.tokenizer import EOS, MASK, PAD, UNKNOWN, Tokenizer
from shortlist_engine.sampling.base import FinishReason, Sample, SamplingParams
from shortlist_engine.sampling.tokens import draw, scratch_shape, uniforms
from shortlist_engine.statement.prompt import RATINGS, Metadata, Task, decoder_prompt

_NEVER = [PAD, UNKNOWN, MASK]


Logits = Any  # [B, V], a numpy array or a torch tensor: what the `Draw` beside it reads


class BatchDecoder(Protocol):
    """Computes the steps of rows that decode together, as `model.session.DecoderBatch`."""

    def step(self, tokens: NDArray[np.int64], positions: NDArray[np.int64]) -> Logits:
        """Feeds one token per row [B] at its position [B], and returns the logits [B, V]."""
        ...

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only, at least one."""
        ...


class Draw(Protocol):
    """Draws a token for every row of logits, as `tokens.draw` does."""

    def __call__(
        self, logits: Logits, uniform: NDArray[np.float32], temperature: float, top_p: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]: ...


class Flag(Protocol):
    """Tells that something is to stop, as `threading.Event` does."""

    def is_set(self) -> bool:
        """Says whether it is to stop."""
        ...


@dataclass(frozen=True)
class PendingSample:
    """Holds a sample before it is drawn: its number, and the header that its tokens continue."""

    index: int
    language: str
    metadata: Metadata
    header: list[int]


class SampleQueue:
    """Holds the samples of one call in the order of their index. Any thread may take the next."""

    def __init__(self, config: ModelConfig, tokenizer: Tokenizer, params: SamplingParams) -> None:
        self.config, self.tokenizer, self.params = config, tokenizer, params
        self._started = 0
        self._lock = threading.Lock()

    def next(self) -> PendingSample | None:
        """Takes the next sample; it returns None when all have been taken. Languages take turns;
        rating and tag set are drawn by the sample's own random numbers."""
        params = self.params
        with self._lock:
            if self._started == params.num_samples:
                return None
            index = params.first + self._started
            self._started += 1
        rng = random.Random(f"{params.seed}:{index}")
        language = params.languages[index % len(params.languages)]
        metadata = Metadata(language, rng.choice(RATINGS), rng.choice(self.config.tags))
        header = self.tokenizer.encode(decoder_prompt(metadata, cast(Task, params.task)))
        return PendingSample(index, language, metadata, header[: self.config.decoder_tokens])


class ContinuousBatch:
    """Holds the state of one batch: arrays with an entry per row. It begins with the next `rows`
    samples of the queue, which must have as many. `draw_tokens` reads the logits of its batch;
    without it they are numpy arrays."""

    def __init__(self, queue: SampleQueue, rows: int, draw_tokens: Draw | None = None) -> None:
        self.queue = queue
        self.tokenizer, self.config, self.params = queue.tokenizer, queue.config, queue.params
        config, params = self.config, self.params
        self.temperature = config.temperature if params.temperature is None else params.temperature
        self.top_p = config.top_p if params.top_p is None else params.top_p
        length = config.decoder_tokens
        self.rows: list[PendingSample] = []
        self.forced = np.full((rows, length), -1, dtype=np.int64)
        self.text = np.zeros((rows, length), dtype=np.int64)
        self.uniform = np.zeros((rows, length), dtype=np.float32)
        self.position = np.zeros(rows, dtype=np.int64)
        self.last = np.zeros(rows, dtype=np.int64)  # the position that gives the last token
        self.token = np.zeros(rows, dtype=np.int64)
        self.logprob = np.zeros(rows, dtype=np.float64)
        scratch = np.empty(scratch_shape(rows, config.vocab_size), dtype=np.float32)
        self.draw_tokens: Draw = draw_tokens or partial(draw, scratch=scratch)
        for row in range(rows):
            sample = queue.next()
            assert sample is not None
            self.rows.append(sample)
            self._start(row)

    def _start(self, row: int) -> None:
        sample = self.rows[row]
        header = sample.header
        length = self.config.decoder_tokens
        self.forced[row] = -1
        self.forced[row, : len(header) - 1] = header[1:]
        self.uniform[row] = uniforms(self.params.seed, sample.index, length)
        self.position[row], self.token[row], self.logprob[row] = 0, header[0], 0.0
        allowed = self.params.max_tokens or length
        self.last[row] = min(length - 1, len(header) - 1 + allowed - 1)

    def run(self, decoder: BatchDecoder, cancelled: Flag) -> Iterator[list[Sample]]:
        """Yields samples as they finish, until none is left or `cancelled` is set."""
        ready: list[Sample] = []
        enough = max(1, len(self.rows) // 8)
        while self.rows and not cancelled.is_set():
            ended = self._step(decoder)
            if len(ended):
                ready += [self._finish(row) for row in ended]
                idle = [row for row in ended if not self._restart(row)]
                if idle:
                    kept = np.setdiff1d(np.arange(len(self.rows)), idle)
                    self._keep(kept)
                    if self.rows:
                        decoder.keep(kept)
            if len(ready) >= enough:
                yield ready
                ready = []
        if ready:
            yield ready

    def _step(self, decoder: BatchDecoder) -> list[int]:
        """One token for every row; returns the rows whose sample has ended."""
        logits = decoder.step(self.token, self.position)
        if self.config.tempering != 1:
            logits /= self.config.tempering
        logits[:, _NEVER] = -np.inf
        at = np.arange(len(self.rows)), self.position
        drawn, logprob = self.draw_tokens(logits, self.uniform[at], self.temperature, self.top_p)
        forced = self.forced[at]
        free = forced < 0
        self.token = np.where(free, drawn, forced)
        self.text[at] = self.token
        self.logprob += np.where(free, logprob, 0.0)
        ended = free & ((drawn == EOS) | (self.position >= self.last))
        self.position += 1
        return [int(row) for row in np.flatnonzero(ended)]

    def _restart(self, row: int) -> bool:
        """Gives the row to the next sample; false when there is none left."""
        sample = self.queue.next()
        if sample is None:
            return False
        self.rows[row] = sample
        self._start(row)
        return True

    def _keep(self, rows: NDArray[np.int64]) -> None:
        """Goes on with these rows only."""
        self.rows = [self.rows[row] for row in rows]
        for name in ("forced", "text", "uniform", "position", "last", "token", "logprob"):
            setattr(self, name, getattr(self, name)[rows])

    def _finish(self, row: int) -> Sample:
        sample = self.rows[row]
        tokens = self.text[row, len(sample.header) - 1 : self.position[row]]
        reason: FinishReason = "length"
        if tokens[-1] == EOS:
            reason, tokens = "stop", tokens[:-1]
        return Sample(
            index=sample.index,
            text=self.tokenizer.decode(tokens.tolist()),
            language=sample.language,
            cumulative_logprob=float(self.logprob[row]),
            num_tokens=len(tokens),
            finish_reason=reason,
            metadata=sample.metadata,
        )
