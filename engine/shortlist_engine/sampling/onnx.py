"""The CPU sampler: ONNX Runtime, one encoder pass per problem, a batch that stays full."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.session import ModelSession, cores
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.sampling.decoding import Decoding, Supply, check_languages
from shortlist_engine.sampling.lanes import run_lanes
from shortlist_engine.sampling.setup import Setup

LEAST_ROWS = 8  # a lane with fewer reads all weights for too little


class OnnxSampler:
    """Samples from an exported model. One `sample` at a time per sampler.

    `setup` is how it computes (`Setup()` when None) and `threads` how many cores it may use, all
    when None. Which samples a seed gives depends on the precision, and on nothing else of these.
    """

    def __init__(
        self, folder: Path, threads: int | None = None, setup: Setup | None = None
    ) -> None:
        """Raises ModelError when the model's files are missing or damaged, or when it has no
        decoder in the precision of `setup`."""
        self.name = folder.name
        self.setup = setup or Setup()
        self._lanes = min(self.setup.lanes or cores(), threads or cores())
        self._session: ModelSession | None = ModelSession(
            folder, threads, self.setup.precision, 1 if self._lanes > 1 else threads
        )

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
        session, config = self.session, self.session.config
        check_languages(self.name, config, params)
        if params.num_samples == 0 or cancelled.is_set():
            return
        tokens = encode_problem(problem, session.tokenizer, config.encoder_tokens)
        cross = session.encode(tokens)
        if cancelled.is_set():
            return
        supply = Supply(config, session.tokenizer, params)
        rows = min(params.batch_size or self.setup.batch_size, params.num_samples)
        lanes = [
            (Decoding(supply, count), session.batch(cross, count))
            for count in split_rows(rows, self._lanes)
        ]
        yield from run_lanes(lanes, cancelled)

    def close(self) -> None:
        self._session = None


def split_rows(rows: int, lanes: int) -> list[int]:
    """As even as it goes over at most so many lanes, of at least LEAST_ROWS each."""
    lanes = max(1, min(lanes, rows // LEAST_ROWS))
    return [rows // lanes + (lane < rows % lanes) for lane in range(lanes)]
