"""Batches of sequences of similar lengths, and the endless stream of them that a run reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import PAD
from shortlist_engine.training.recipe import TrainRecipe
from shortlist_engine.training.tokens import Tokens, load_tokens

LENGTH_STEP = 16  # batches are padded to a multiple of this, so that few shapes occur


@dataclass(frozen=True)
class TrainingBatch:
    """Holds padded arrays [B, S] and [B, T]. `labels` is -100 where there is no loss. `header` and
    `verdict` [B] are as in `tokens.TokenExample`."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    labels: NDArray[np.int64]
    header: NDArray[np.int64]
    verdict: NDArray[np.int64]

    @property
    def tokens(self) -> int:
        """Counts the tokens of both sides, without padding."""
        return int((self.source != PAD).sum() + (self.target != PAD).sum())


def stream(
    shards: Sequence[Path], settings: TrainRecipe, rank: int, size: int, step: int
) -> Iterator[TrainingBatch]:
    """Yields the batches of process `rank` of `size` from `step` on, pass after pass over the
    shards. Of these, `settings.window_shards` are in memory at a time (0: all), in another order
    each pass.

    Raises ModelError when a shard is damaged or all are empty.
    """
    position, epoch = step * settings.accumulate * size + rank, 0
    whole = load_tokens(shards) if _one_window(shards, settings) else None
    while True:
        total = 0
        for window in _windows(shards, settings, epoch):
            tokens = whole or load_tokens(window)
            plan = plan_batches(tokens, settings.batch_tokens, settings.seed + epoch)
            total += len(plan)
            while position < len(plan):
                yield make_batch(tokens, plan[position])
                position += size
            position -= len(plan)
        if not total:
            raise ModelError("the training data is empty: delete the run's data folder")
        epoch += 1


def _one_window(shards: Sequence[Path], settings: TrainRecipe) -> bool:
    return not 0 < settings.window_shards < len(shards)


def _windows(shards: Sequence[Path], settings: TrainRecipe, epoch: int) -> Iterator[list[Path]]:
    if _one_window(shards, settings):
        yield list(shards)
        return
    order = np.random.default_rng((settings.seed, epoch)).permutation(len(shards))
    for start in range(0, len(shards), settings.window_shards):
        yield [shards[i] for i in order[start : start + settings.window_shards]]


def plan_batches(tokens: Tokens, batch_tokens: int, seed: int) -> list[NDArray[np.int64]]:
    """Returns the sequence numbers of every batch of one pass over the data, in random order.

    Sequences are shuffled, then put into buckets of similar encoder and decoder length; a bucket
    gives a batch when its padded size reaches `batch_tokens`, so that a batch has at most one
    sequence more than fits.
    """
    rng = np.random.default_rng(seed)
    step = 2 * LENGTH_STEP
    source = -(-np.diff(tokens.source_starts) // step) * step
    target = -(-np.diff(tokens.target_starts) // step) * step
    buckets: dict[tuple[int, int], list[int]] = {}
    batches = []
    for index in rng.permutation(len(tokens)).tolist():
        shape = (int(source[index]), int(target[index]))
        bucket = buckets.setdefault(shape, [])
        bucket.append(index)
        if len(bucket) * sum(shape) >= batch_tokens:
            batches.append(np.array(buckets.pop(shape), dtype=np.int64))
    # What is left over, neighbours in length together, as many as fit padded to the widest.
    batch: list[int] = []
    width = (0, 0)
    for shape in sorted(buckets):
        for index in buckets[shape]:
            wider = (max(width[0], shape[0]), max(width[1], shape[1]))
            if batch and (len(batch) + 1) * sum(wider) > batch_tokens:
                batches.append(np.array(batch, dtype=np.int64))
                batch, wider = [], shape
            batch.append(index)
            width = wider
    if batch:
        batches.append(np.array(batch, dtype=np.int64))
    return [batches[i] for i in rng.permutation(len(batches))]


def make_batch(tokens: Tokens, indices: NDArray[np.int64]) -> TrainingBatch:
    """Returns the sequences of these `indices` as one batch, padded to the longest."""

    def rows(flat: NDArray[np.uint16], starts: NDArray[np.int64]) -> list[NDArray[np.uint16]]:
        return [flat[starts[i] : starts[i + 1]] for i in indices]

    source = _padded(rows(tokens.source, tokens.source_starts), PAD)
    full = _padded(rows(tokens.target, tokens.target_starts), PAD, extra=1)
    labels = np.where(full[:, 1:] == PAD, -100, full[:, 1:])
    headers = tokens.header[indices].astype(np.int64)
    for row, header in enumerate(headers):
        labels[row, : header - 1] = -100
    verdicts = tokens.verdict[indices].astype(np.int64)
    return TrainingBatch(source, full[:, :-1], labels, headers, verdicts)


def _padded(rows: Sequence[NDArray[np.uint16]], value: int, extra: int = 0) -> NDArray[np.int64]:
    longest = max(len(row) for row in rows) - extra
    width = -(-longest // LENGTH_STEP) * LENGTH_STEP + extra
    out = np.full((len(rows), width), value, dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out
