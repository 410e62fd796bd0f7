"""What `shortlist run` tells a view, whatever the view shows it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shortlist_engine.practice.differential import Trial
from shortlist_engine.practice.stress import Search
from shortlist_engine.problem import Program, Run
from shortlist_engine.protocol import EngineError
from shortlist_engine.testfiles.tests import NamedTest


@dataclass(frozen=True)
class StressResult:
    """Holds what came of a stress test: its search, and the smallest failing trial `best`, near
    which nothing smaller fails if it is `minimal`. `reason` says why the search ended; `saved` are
    paths, and `notes` sentences for the user."""

    search: Search
    best: Trial | None
    minimal: bool
    cancelled: bool
    reason: str
    saved: tuple[str, ...]
    notes: tuple[str, ...]


class RunView(Protocol):
    """Receives `progress` while programs run, then one of `results`, `stress` and `fail`."""

    def progress(self, text: str) -> None:
        """Shows in one line how far the run is."""
        ...

    def results(self, tests: Sequence[NamedTest], runs: Sequence[Run], *, cancelled: bool) -> None:
        """Shows one Run for each test; `cancelled`: the user stopped it."""
        ...

    def stress(self, result: StressResult) -> None:
        """Shows what came of a stress test."""
        ...

    def fail(self, error: EngineError, name: str, program: Program | None, run: Run | None) -> None:
        """Shows why there is no result; `run` of `program` in the file `name` is why, where these
        are known."""
        ...

    def close(self) -> None:
        """Ends what is still being shown, such as a live line. It may be called again."""
        ...
