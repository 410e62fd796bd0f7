"""Examples as token arrays: shards on disk, and batches of similar lengths.

A shard is one `.npz` of concatenated tokens. It depends on the seed and its number only, so shards
can be made in any order by several processes, and a run that is resumed finds the same data.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.bank import families
from shortlist_engine.model.encoding import encode_problem
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, PAD, Tokenizer
from shortlist_engine.training.examples import ExampleSource, TextExample, read_rows
from shortlist_engine.training.recipe import Recipe

LENGTH_STEP = 16  # batches are padded to a multiple of this, so that few shapes occur
VALID_SEQUENCES = 2000


@dataclass(frozen=True)
class Tokens:
    """Sequences as flat arrays: sequence i has its encoder tokens at
    `source[source_starts[i]:source_starts[i + 1]]`, likewise `target`, of which the first
    `header[i]` are the metadata header and carry no loss."""

    source: NDArray[np.uint16]
    source_starts: NDArray[np.int64]
    target: NDArray[np.uint16]
    target_starts: NDArray[np.int64]
    header: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.header)


def tokenize(
    example: TextExample, tokenizer: Tokenizer, recipe: Recipe
) -> tuple[list[int], list[int], int] | None:
    """Encoder tokens, decoder tokens and header length; None when the target does not fit."""
    header = tokenizer.encode(example.header)
    target = header + tokenizer.encode(example.target.rstrip() + "\n") + [EOS]
    # The last token is never an input, so one more than the positions fits.
    if len(target) > recipe.model.decoder_tokens + 1:
        return None
    source = encode_problem(example.problem, tokenizer, recipe.model.encoder_tokens)
    return source, target, len(header)


def pack(rows: Sequence[tuple[list[int], list[int], int]]) -> Tokens:
    def flat(column: list[list[int]]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        starts = np.cumsum([0] + [len(tokens) for tokens in column], dtype=np.int64)
        return np.array([t for tokens in column for t in tokens], dtype=np.uint16), starts

    source, source_starts = flat([row[0] for row in rows])
    target, target_starts = flat([row[1] for row in rows])
    header = np.array([row[2] for row in rows], dtype=np.int32)
    return Tokens(source, source_starts, target, target_starts, header)


def save_tokens(path: Path, tokens: Tokens) -> None:
    """Atomic: a reader sees the whole file or none."""
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    with partial.open("wb") as file:
        np.savez(file, **vars(tokens))
    partial.replace(path)


def load_tokens(paths: Iterable[Path]) -> Tokens:
    """All shards as one. Raises ModelError naming a damaged shard."""
    parts = []
    for path in paths:
        try:
            with np.load(path) as data:
                parts.append(Tokens(**{name: data[name] for name in Tokens.__annotations__}))
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise ModelError(f"{path} is damaged ({error}): delete it and start again") from error

    def starts(name: str) -> NDArray[np.int64]:
        sizes = np.concatenate([[0]] + [np.diff(getattr(part, name)) for part in parts])
        return np.cumsum(sizes, dtype=np.int64)

    return Tokens(
        np.concatenate([part.source for part in parts]),
        starts("source_starts"),
        np.concatenate([part.target for part in parts]),
        starts("target_starts"),
        np.concatenate([part.header for part in parts]),
    )


# Shards


@dataclass
class _Worker:
    source: ExampleSource
    tokenizer: Tokenizer
    recipe: Recipe


_worker: _Worker | None = None


def _start_worker(
    recipe: Recipe, rows: list[dict[str, Any]], tags: list[Any], model: bytes
) -> None:
    global _worker
    source = ExampleSource(families(), rows, recipe.data, [tuple(t) for t in tags])
    _worker = _Worker(source, Tokenizer(model), recipe)


def _make_shard(path: Path, seed: str, count: int, unseen: bool) -> None:
    assert _worker is not None
    examples = _worker.source.stream(random.Random(seed), unseen)
    rows: list[tuple[list[int], list[int], int]] = []
    for example in examples:
        row = tokenize(example, _worker.tokenizer, _worker.recipe)
        if row is not None:
            rows.append(row)
        if len(rows) == count:
            break
    save_tokens(path, pack(rows))


def write_shards(
    recipe: Recipe,
    rows: list[dict[str, Any]],
    tags: Sequence[tuple[str, ...]],
    tokenizer_model: bytes,
    folder: Path,
    workers: int | None = None,
) -> list[Path]:
    """Makes the shards that `folder` lacks; returns the training shards. The last file,
    `valid.npz`, holds instances that are never trained on.

    Raises ModelError when the shards in `folder` were made from another recipe.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _check_origin(recipe, folder)
    count = -(-recipe.data.sequences // recipe.data.shard_sequences)
    paths = [folder / f"train-{index:04}.npz" for index in range(count)]
    jobs = [
        (path, f"{recipe.data.seed}:train:{index}", recipe.data.shard_sequences, False)
        for index, path in enumerate(paths)
    ]
    valid = min(VALID_SEQUENCES, recipe.data.shard_sequences)
    jobs.insert(0, (folder / "valid.npz", f"{recipe.data.seed}:valid", valid, True))
    jobs = [job for job in jobs if not job[0].exists()]
    if jobs:
        with ProcessPoolExecutor(
            workers or os.cpu_count(),
            # A fresh interpreter: forking one that has run torch's threads can deadlock.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(recipe, rows, list(tags), tokenizer_model),
        ) as pool:
            for future in [pool.submit(_make_shard, *job) for job in jobs]:
                future.result()
    return paths


def _check_origin(recipe: Recipe, folder: Path) -> None:
    origin = {"data": asdict(recipe.data), "model": asdict(recipe.model)}
    text = json.dumps(origin, sort_keys=True)
    path = folder / "origin.json"
    if path.exists() and path.read_text("utf-8") != text:
        raise ModelError(f"{folder} was made from another recipe: delete it or use another --out")
    path.write_text(text, "utf-8")


# Batches


@dataclass(frozen=True)
class Batch:
    """Padded arrays [B, S] and [B, T]. `labels` is -100 where there is no loss."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    labels: NDArray[np.int64]


def plan_batches(tokens: Tokens, batch_tokens: int, seed: int) -> list[NDArray[np.int64]]:
    """Sequence numbers of every batch of one pass over the data, in random order.

    Sequences are shuffled, then put into buckets of similar encoder and decoder length; a bucket
    gives a batch when its padded size reaches `batch_tokens`.
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
    # What is left over, neighbours in length together.
    rest = [index for shape in sorted(buckets) for index in buckets[shape]]
    while rest:
        widest = max(int(source[i] + target[i]) for i in rest[:64])
        size = max(1, batch_tokens // widest)
        batches.append(np.array(rest[:size], dtype=np.int64))
        rest = rest[size:]
    return [batches[i] for i in rng.permutation(len(batches))]


def make_batch(tokens: Tokens, indices: NDArray[np.int64]) -> Batch:
    def rows(flat: NDArray[np.uint16], starts: NDArray[np.int64]) -> list[NDArray[np.uint16]]:
        return [flat[starts[i] : starts[i + 1]] for i in indices]

    sources = rows(tokens.source, tokens.source_starts)
    targets = rows(tokens.target, tokens.target_starts)
    source = _padded(sources, PAD)
    full = _padded(targets, PAD, extra=1)
    labels = np.where(full[:, 1:] == PAD, -100, full[:, 1:])
    for row, header in enumerate(tokens.header[indices]):
        labels[row, : header - 1] = -100
    return Batch(source, full[:, :-1], labels)


def _padded(rows: Sequence[NDArray[np.uint16]], value: int, extra: int = 0) -> NDArray[np.int64]:
    longest = max(len(row) for row in rows) - extra
    width = -(-longest // LENGTH_STEP) * LENGTH_STEP + extra
    out = np.full((len(rows), width), value, dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out


def tokenizer_texts(source: ExampleSource, count: int, seed: int) -> Iterator[str]:
    """Statements, headers and targets for the tokenizer, from training data only."""
    from shortlist_engine.statement.prompt import encoder_prompt

    examples = source.stream(random.Random(f"{seed}:tokenizer"))
    for _, example in zip(range(count), examples, strict=False):
        yield encoder_prompt(example.problem)
        yield example.header + example.target


def load_source(
    recipe: Recipe, data: Sequence[Path] = (), exclude: Sequence[Path] = ()
) -> tuple[ExampleSource, list[dict[str, Any]]]:
    """The example source of a recipe, with the rows that fit a short decoder."""
    longest = 5 * recipe.model.decoder_tokens  # characters; the exact test counts tokens
    rows = []
    for row in read_rows(data, exclude):
        row["solutions"] = [s for s in row["solutions"] if len(s[1]) <= longest]
        if row["solutions"]:
            rows.append(row)
    bank: Mapping[str, Any] = families()
    return ExampleSource(bank, rows, recipe.data), rows
