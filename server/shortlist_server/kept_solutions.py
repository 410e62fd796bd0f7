"""What solves found, kept on disk: a server that was killed, or whose window was loaded again,
still knows it when it is back. Private and bounded, and never worth a failure: what cannot be
written or read is done without."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgpack

from shortlist_engine import places, protocol
from shortlist_engine.problem import (
    Budget,
    Confidence,
    NearMiss,
    Problem,
    Progress,
    Solution,
)
from shortlist_engine.protocol import EngineError
from shortlist_server.solves import KnownSolutions

logger = logging.getLogger(__name__)

MOST_PROBLEMS = 64
MOST_BYTES = 4 * 2**20
_SUFFIX = ".msgpack"
_FORMAT = 1
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class _Kept:
    """What a file holds. `found_at` is in seconds since 1970."""

    format: int
    found_at: float
    problem: Problem
    uri: str
    solutions: tuple[Solution, ...]
    near_misses: tuple[NearMiss, ...]
    confidence: Confidence | None
    progress: Progress
    budget: Budget
    is_incomplete: bool
    notes: tuple[str, ...]
    seed: int | None
    model: str
    model_chosen: bool


class KeptSolutions:
    """KeptSolutions is a folder with a file for each problem, named by its digest; beyond the bound
    the oldest are removed."""

    def __init__(self, folder: Callable[[], Path] = places.solutions_dir) -> None:
        self._folder = folder

    def packed(self, known: KnownSolutions) -> bytes | None:
        """Returns what is to be written of the solutions of a problem; None where there are none,
        or too much. What solutions printed is left out: nothing shows it."""
        if not known.shown:
            return None
        solutions = tuple(
            replace(each, runs=tuple(replace(run, output="", errors="") for run in each.runs))
            for each in known.solutions
        )
        kept = _Kept(
            format=_FORMAT,
            found_at=known.found_at or time.time(),
            problem=known.problem,
            uri=known.uri,
            solutions=solutions,
            near_misses=known.near_misses,
            confidence=known.confidence,
            progress=known.progress,
            budget=known.budget,
            is_incomplete=known.is_incomplete,
            notes=known.notes,
            seed=known.seed,
            model=known.model,
            model_chosen=known.model_chosen,
        )
        data: bytes = msgpack.packb(protocol.to_wire(kept), unicode_errors="surrogatepass")
        return data if len(data) <= MOST_BYTES else None

    def write(self, digest: str, data: bytes) -> None:
        """Keep what was `packed` of the problem with this digest."""
        try:
            folder = self._folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            descriptor, unfinished = tempfile.mkstemp(dir=folder, prefix=".")  # its mode is 0600
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                os.replace(unfinished, folder / f"{digest}{_SUFFIX}")
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(unfinished)
                raise
            self._prune(folder)
        except OSError as error:
            logger.info("solutions are not kept on disk: %s", error)

    def read(self, digest: str) -> KnownSolutions | None:
        """Returns what is kept of the problem with this digest, if anything is."""
        if not _DIGEST.fullmatch(digest):
            return None
        try:
            path = self._folder() / f"{digest}{_SUFFIX}"
            data = path.read_bytes()
        except OSError:
            return None
        try:
            unpacked = msgpack.unpackb(data, unicode_errors="surrogatepass")
            kept = protocol.from_wire(_Kept, unpacked)
            if kept.format != _FORMAT or kept.problem.digest != digest:
                return None
        except (EngineError, ValueError, msgpack.exceptions.UnpackException) as error:
            logger.info("%s is not read: %s", path, error)
            return None
        return KnownSolutions(
            kept.problem,
            kept.uri,
            kept.solutions,
            kept.near_misses,
            kept.confidence,
            kept.progress,
            budget=kept.budget,
            is_incomplete=kept.is_incomplete,
            notes=kept.notes,
            seed=kept.seed,
            model=kept.model,
            model_chosen=kept.model_chosen,
            found_at=kept.found_at,
        )

    def _prune(self, folder: Path) -> None:
        files = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST_PROBLEMS]:
            file.unlink(missing_ok=True)
