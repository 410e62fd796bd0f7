"""The CPU sampler: ONNX Runtime, one encoder pass per problem, a batch that stays full."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from shortlist_engine.machine import cores
from shortlist_engine.model.session import ModelSession
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import (
    Capabilities,
    Sample,
    SamplingParams,
    check_supported,
)
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.continuous_batching import ContinuousBatch, SampleQueue
from shortlist_engine.sampling.encoder_input import encoder_tokens, trained_tasks
from shortlist_engine.sampling.parallel import run_parallel

LEAST_ROWS = 8  # a batch with fewer reads all weights for too little


class OnnxSampler:
    """Samples from an exported model. Each runs one `sample` at a time.

    `options` say how it computes (`ComputeOptions()` when None) and `threads` how many cores it may
    use, all when None. Which samples a seed gives depends on the precision, and on nothing else of
    these.
    """

    def __init__(
        self, folder: Path, threads: int | None = None, options: ComputeOptions | None = None
    ) -> None:
        """Raises ModelError when the model's files are missing or damaged, or when it has no
        decoder in the precision of `options`."""
        self.name = folder.name
        self.options = options or ComputeOptions()
        most = threads or cores()
        self._parallel_batches = min(self.options.parallel_batches or cores(), most)
        self._session: ModelSession | None = ModelSession(
            folder, threads, self.options.precision, 1 if self._parallel_batches > 1 else threads
        )
        self.capabilities = Capabilities(
            languages=self._session.config.languages,
            tasks=trained_tasks(self._session.config),
            reproducible=True,
            logprobs=True,
            batch_size=self.options.batch_size,
            context=self._session.config.context,
            ranges=True,
        )

    @property
    def session(self) -> ModelSession:
        """Returns the loaded model. Raises RuntimeError when the sampler is closed."""
        if self._session is None:
            raise RuntimeError("the sampler is closed")
        return self._session

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Does as `Sampler.sample` says. What the encoder reads is as `encoder_tokens`
        says."""
        session, config = self.session, self.session.config
        check_supported(self, params)
        if params.num_samples == 0 or cancelled.is_set():
            return
        tokens = encoder_tokens(self.name, problem, params, session.tokenizer, config)
        cross = session.encode(tokens)
        if cancelled.is_set():
            return
        queue = SampleQueue(config, session.tokenizer, params)
        rows = min(params.batch_size or self.options.batch_size, params.num_samples)
        batches = [
            (ContinuousBatch(queue, count), session.batch(cross, count))
            for count in split_rows(rows, self._parallel_batches)
        ]
        yield from run_parallel(batches, cancelled)

    def close(self) -> None:
        """Lets go of the model."""
        self._session = None


def split_rows(rows: int, batches: int) -> list[int]:
    """Spreads `rows` as evenly as it goes over at most so many batches of LEAST_ROWS or more."""
    batches = max(1, min(batches, rows // LEAST_ROWS))
    return [rows // batches + (number < rows % batches) for number in range(batches)]
