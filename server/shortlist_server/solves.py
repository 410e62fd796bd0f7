"""A solve, and the solutions that are known of a problem."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from shortlist_engine.problem import Budget, Confidence, Problem, Progress, Solution
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server.signals import Signal


@dataclass
class KnownSolutions:
    """KnownSolutions is what solving a problem has shown so far. `version` grows with every change;
    `confidence` is None where the engine does not know. `model` wrote the programs, and
    `model_chosen` says whether the user chose it: labels name it then."""

    problem: Problem
    uri: str
    solutions: tuple[Solution, ...] = ()
    confidence: Confidence | None = None
    progress: Progress = field(default_factory=lambda: Progress("queued"))
    is_incomplete: bool = True
    notes: tuple[str, ...] = ()
    seed: int | None = None
    model: str = ""
    model_chosen: bool = False
    version: int = 0
    accepted: set[str] = field(default_factory=set)

    def mark_accepted(self, solution_id: str) -> None:
        """Remember that the user took this solution; the panel shows it."""
        self.accepted.add(solution_id)
        self.version += 1

    def solution(self, solution_id: str) -> Solution | None:
        """Returns the solution with this id, if it is known."""
        return next((item for item in self.solutions if item.id == solution_id), None)


@dataclass
class Solve:
    """A solve is active until `ended` is set, as soon as callers need not wait any longer."""

    id: str
    uri: str
    problem: Problem
    request: SolveRequest
    known: KnownSolutions
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
