"""A solve, and the solutions that are known of a problem."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field

from shortlist_engine.problem import (
    Budget,
    Confidence,
    NearMiss,
    Problem,
    Program,
    Progress,
    Ranking,
    Solution,
)
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server.chart import Chart, ChartPoint
from shortlist_server.signals import Signal

Shown = Solution | NearMiss
"""A program that the user sees and may take: a solution, or one that fails an example."""

_VERSIONS = itertools.count(1)


@dataclass
class KnownSolutions:
    """KnownSolutions is what solving a problem has shown so far. `version` grows with every change,
    across all problems; `confidence` is None where the engine does not know. `model` wrote the
    programs, and `model_chosen` says whether the user chose it: labels name it then. `failure` says
    why the last solve ended early, where it did not end by itself. `candidates` pass all examples,
    and are more than the solutions that are shown. `found_at` says when, in seconds since 1970,
    where that was before this server started."""

    problem: Problem
    uri: str
    solutions: tuple[Solution, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    confidence: Confidence | None = None
    progress: Progress = field(default_factory=lambda: Progress("queued"))
    chart: Chart = field(default_factory=Chart)
    budget: Budget = field(default_factory=Budget)
    is_incomplete: bool = True
    failure: EngineError | None = None
    candidates: tuple[Program, ...] = ()
    notes: tuple[str, ...] = ()
    seed: int | None = None
    model: str = ""
    model_chosen: bool = False
    found_at: float | None = None
    version: int = field(default_factory=lambda: next(_VERSIONS))

    def touch(self) -> None:
        """Remember that something about these solutions looks different now."""
        self.version = next(_VERSIONS)

    def take_progress(self, progress: Progress) -> None:
        """Take the newest counts."""
        self.progress = progress
        if progress.seconds:
            self.chart.add(ChartPoint(progress.seconds, progress.sampled, progress.passed))
        self.touch()

    def take_ranking(self, ranking: Ranking, count: int) -> None:
        """Take the newest solutions, at most so many. Beside solutions a near miss that passes no
        example is none."""
        self.solutions = ranking.solutions[:count]
        self.near_misses = tuple(
            missed for missed in ranking.near_misses if missed.passed or not self.solutions
        )
        self.confidence = ranking.confidence
        self.touch()

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Returns every program that the user may take, best first."""
        return (*self.solutions, *self.near_misses)

    def program(self, program_id: str) -> Shown | None:
        """Returns the solution or the near miss with this id, if it is known."""
        return next((item for item in self.shown if item.program.id == program_id), None)

    def solution(self, solution_id: str) -> Solution | None:
        """Returns the solution with this id, if it is known."""
        return next((item for item in self.solutions if item.id == solution_id), None)


@dataclass
class Solve:
    """A solve is active until `ended` is set, as soon as callers need not wait any longer. Its
    statement begins at `line`, as far as is known; `stale`: it was edited since."""

    id: str
    uri: str
    problem: Problem
    request: SolveRequest
    known: KnownSolutions
    line: int = 0
    ahead: int = 0
    progress: Progress | None = None
    cancelled: bool = False
    stale: bool = False
    error: EngineError | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    changed: Signal[[]] = field(default_factory=Signal)

    @property
    def active(self) -> bool:
        """Tells whether callers still wait for this solve."""
        return not self.ended.is_set()

    @property
    def budget(self) -> Budget:
        """Returns what the solve may spend."""
        return self.request.budget
