"""The CPU sampler: ONNX Runtime, one encoder pass per problem, a batch that stays full.

Every row decodes at its own position. When a sample ends, the next one takes its row in the same
step, so all rows work until the samples run out. The metadata header is fed through the same
steps as forced tokens.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import DecoderBatch, ModelSession
from shortlist_engine.model.tokenizer import EOS, MASK, PAD, UNKNOWN
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import FinishReason, Sample, SamplingParams
from shortlist_engine.sampling.tokens import draw, uniforms
from shortlist_engine.statement.prompt import RATINGS, Metadata, decoder_prompt

_NEVER = [PAD, UNKNOWN, MASK]


class OnnxSampler:
    """Samples from an exported model. One `sample` at a time per sampler."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Raises ModelError when the model's files are missing or damaged."""
        self.name = folder.name
        self._session: ModelSession | None = ModelSession(folder, threads)

    @property
    def session(self) -> ModelSession:
        if self._session is None:
            raise RuntimeError("the sampler is closed")
        return self._session

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """See `Sampler.sample`. A statement longer than the encoder is cut as `encode_problem`
        says. Raises ValueError when the model does not write one of the languages."""
        config = self.session.config
        unknown = [name for name in params.languages if name not in config.languages]
        if unknown and params.task == "solve":
            raise ValueError(f"the model {self.name} does not write {unknown[0]}")
        if params.num_samples == 0 or cancelled.is_set():
            return
        tokens = encode_problem(problem, self.session.tokenizer, config.encoder_tokens)
        cross = self.session.encode(tokens)
        if cancelled.is_set():
            return
        rows = min(params.batch_size, params.num_samples)
        batch = self.session.batch(cross, rows)
        yield from _Decoding(self.session, params, rows).run(batch, cancelled)

    def close(self) -> None:
        self._session = None


@dataclass
class _Row:
    index: int
    language: str
    metadata: Metadata
    header: list[int]


class _Decoding:
    """The state of one call: arrays with an entry per row."""

    def __init__(self, session: ModelSession, params: SamplingParams, rows: int) -> None:
        config = session.config
        self.tokenizer, self.config, self.params = session.tokenizer, config, params
        self.temperature = config.temperature if params.temperature is None else params.temperature
        self.top_p = config.top_p if params.top_p is None else params.top_p
        self.started = 0
        length = config.decoder_tokens
        self.rows: list[_Row] = []
        self.forced = np.full((rows, length), -1, dtype=np.int64)
        self.text = np.zeros((rows, length), dtype=np.int64)
        self.uniform = np.zeros((rows, length), dtype=np.float32)
        self.position = np.zeros(rows, dtype=np.int64)
        self.last = np.zeros(rows, dtype=np.int64)  # the position that gives the last token
        self.token = np.zeros(rows, dtype=np.int64)
        self.logprob = np.zeros(rows, dtype=np.float64)
        for row in range(rows):
            self.rows.append(self._next_sample())
            self._start(row)

    def _next_sample(self) -> _Row:
        """Language in turn; rating and tag set at random, of the sample's own."""
        params, index = self.params, self.started
        self.started += 1
        rng = random.Random(f"{params.seed}:{index}")
        language = params.languages[index % len(params.languages)]
        metadata = Metadata(language, rng.choice(RATINGS), rng.choice(self.config.tags))
        header = self.tokenizer.encode(decoder_prompt(metadata, params.task))
        return _Row(index, language, metadata, header[: self.config.decoder_tokens])

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

    def run(self, batch: DecoderBatch, cancelled: threading.Event) -> Iterator[list[Sample]]:
        ready: list[Sample] = []
        enough = max(1, self.params.batch_size // 8)
        while self.rows and not cancelled.is_set():
            ended = self._step(batch)
            if len(ended):
                ready += [self._finish(row) for row in ended]
                idle = [row for row in ended if not self._restart(row)]
                if idle:
                    kept = np.setdiff1d(np.arange(len(self.rows)), idle)
                    self._keep(kept)
                    if self.rows:
                        batch.keep(kept)
            if len(ready) >= enough:
                yield ready
                ready = []
        if ready:
            yield ready

    def _step(self, batch: DecoderBatch) -> list[int]:
        """One token for every row; returns the rows whose sample has ended."""
        logits = batch.step(self.token, self.position)
        logits[:, _NEVER] = -np.inf
        at = np.arange(len(self.rows)), self.position
        drawn, logprob = draw(logits, self.uniform[at], self.temperature, self.top_p)
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
        if self.started == self.params.num_samples:
            return False
        self.rows[row] = self._next_sample()
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
