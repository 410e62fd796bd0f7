"""Pools of labelled candidates with what running them showed, kept on disk by content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shortlist_engine.files import write_whole
from shortlist_engine.selection.rules import Evidence, evidence
from shortlist_engine.selection.rules.evidence import is_failure

_KEPT = [field.name for field in fields(Evidence) if field.name != "voices"]  # all are samples


@dataclass(frozen=True, eq=False)
class LabelledPool:
    """One problem's candidates; `correct` (N,) is for grading only. `samples` counts all that were
    drawn, also those that are no candidates."""

    id: str
    evidence: Evidence
    correct: npt.NDArray[np.bool_]
    samples: int

    @property
    def solvable(self) -> bool:
        return bool(self.correct.any())

    @property
    def undecided(self) -> bool:
        """Whether a choice among the survivors can be right or wrong."""
        correct = self.correct[self.evidence.passes_examples]
        return bool(correct.any() and not correct.all())


def without_invalid(pool: LabelledPool) -> LabelledPool:
    """Without the inputs that more than half of the survivors fail on, as in a solve."""
    known = pool.evidence
    failures = is_failure(known.outcomes[known.passes_examples])
    valid = failures.sum(axis=0) * 2 <= len(failures)
    return replace(pool, evidence=replace(known, outcomes=known.outcomes[:, valid]))


class PoolCache:
    """One `.npz` for each problem in a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> LabelledPool | None:
        path = self._path(key)
        if path is None or not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as arrays:
                known = {name: arrays[name] for name in arrays.files}
            found = evidence(**{name: known[name] for name in _KEPT})
            samples = int(known.get("samples", found.samples))
            return LabelledPool(str(known["id"]), found, known["correct"], samples)
        except (
            OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error
        ):  # fmt: skip
            return None  # cut off, damaged, or of another version: it is run again

    def put(self, key: str, pool: LabelledPool) -> None:
        path = self._path(key)
        if path is None:
            return
        arrays = {name: getattr(pool.evidence, name) for name in _KEPT}
        stream = io.BytesIO()
        np.savez_compressed(
            stream,
            id=np.array(pool.id),
            samples=np.array(pool.samples),
            correct=pool.correct,
            **arrays,
        )
        write_whole(path, stream.getvalue())

    def _path(self, key: str) -> Path | None:
        return None if self._folder is None else self._folder / f"{key}.npz"


def mean_time_ms(times: Sequence[float]) -> float:
    return float(np.mean(times)) if times else float("nan")
