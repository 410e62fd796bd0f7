"""Sequences as token arrays, in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shortlist_engine.files import whole_file
from shortlist_engine.model.errors import ModelError


class TokenExample(NamedTuple):
    """Holds an example as encoder tokens and decoder tokens, of which the first `header` carry no
    loss. `verdict` is 1 for a program that is correct, 0 for one that is not, -1 where there is
    none."""

    source: list[int]
    target: list[int]
    header: int
    verdict: int = -1


@dataclass(frozen=True)
class Tokens:
    """Holds sequences as flat arrays: sequence i has its encoder tokens at
    `source[source_starts[i]:source_starts[i + 1]]`, likewise `target`; `header` and `verdict` as in
    `TokenExample`."""

    source: NDArray[np.uint16]
    source_starts: NDArray[np.int64]
    target: NDArray[np.uint16]
    target_starts: NDArray[np.int64]
    header: NDArray[np.int32]
    verdict: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.header)


def pack(rows: Sequence[TokenExample]) -> Tokens:
    """Lays sequences one after the other, in their order."""

    def flat(column: list[list[int]]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        starts = np.cumsum([0] + [len(tokens) for tokens in column], dtype=np.int64)
        return np.array([t for tokens in column for t in tokens], dtype=np.uint16), starts

    source, source_starts = flat([row.source for row in rows])
    target, target_starts = flat([row.target for row in rows])
    header = np.array([row.header for row in rows], dtype=np.int32)
    verdict = np.array([row.verdict for row in rows], dtype=np.int8)
    return Tokens(source, source_starts, target, target_starts, header, verdict)


def save_tokens(path: Path, tokens: Tokens, compressed: bool = False) -> None:
    """Writes the file whole or not at all."""
    with whole_file(path) as file:
        (np.savez_compressed if compressed else np.savez)(file, **vars(tokens))


def load_tokens(paths: Iterable[Path]) -> Tokens:
    """Reads all shards as one. Raises ModelError naming a damaged shard."""
    parts = []
    for path in paths:
        try:
            with np.load(path) as data:
                arrays = {name: data[name] for name in Tokens.__annotations__ if name in data}
            # Shards from before value prediction know no verdicts.
            arrays.setdefault("verdict", np.full(len(arrays["header"]), -1, dtype=np.int8))
            parts.append(Tokens(**arrays))
        except MemoryError:
            raise
        except Exception as error:  # numpy and zipfile raise many kinds for a damaged file
            raise ModelError(f"{path} is damaged ({error}): delete it and start again") from error

    def starts(name: str) -> NDArray[np.int64]:
        sizes = np.concatenate([[0]] + [np.diff(getattr(part, name)) for part in parts])
        return np.cumsum(sizes, dtype=np.int64)

    def joined(name: str) -> NDArray:
        return np.concatenate([getattr(part, name) for part in parts])

    return Tokens(
        joined("source"),
        starts("source_starts"),
        joined("target"),
        starts("target_starts"),
        joined("header"),
        joined("verdict"),
    )
