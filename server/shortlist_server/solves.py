"""Solves: at most one active for a document, their progress, and the results that they leave.

A solve lives in its own task, apart from the request that asked for it: when the request is
cancelled the caller is released at once, while the engine winds down and what it had verified is
kept.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from shortlist_engine.problem import (
    Budget,
    Confidence,
    Problem,
    Progress,
    Ranking,
    Solution,
    SolveOptions,
)
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server.engine_client import EngineClient

logger = logging.getLogger(__name__)

MAX_RESULTS = 64


@dataclass
class Results:
    """What solving a problem has shown so far. `version` grows with every change; `confidence` is
    None where the engine does not know."""

    problem: Problem
    uri: str
    solutions: tuple[Solution, ...] = ()
    confidence: Confidence | None = None
    progress: Progress = field(default_factory=lambda: Progress("queued"))
    is_incomplete: bool = True
    notes: tuple[str, ...] = ()
    seed: int | None = None
    model: str = ""
    version: int = 0
    accepted: set[str] = field(default_factory=set)

    def mark_accepted(self, solution_id: str) -> None:
        """Remember that the user took this solution; the panel shows it."""
        self.accepted.add(solution_id)
        self.version += 1

    def solution(self, solution_id: str) -> Solution | None:
        return next((item for item in self.solutions if item.id == solution_id), None)


@dataclass
class Solve:
    """One solve. `ended` is set as soon as callers need not wait any longer."""

    id: str
    uri: str
    problem: Problem
    request: SolveRequest
    results: Results
    ahead: int = 0
    progress: Progress | None = None
    cancelled: bool = False
    stale: bool = False
    error: EngineError | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    listeners: list[Callable[[], None]] = field(default_factory=list)

    @property
    def active(self) -> bool:
        return not self.ended.is_set()

    @property
    def budget(self) -> Budget:
        return self.request.budget


class ResultCache:
    """The latest results by problem digest, bounded."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, Results] = OrderedDict()

    def get(self, digest: str) -> Results | None:
        return self._results.get(digest)

    def put(self, results: Results) -> None:
        self._results[results.problem.digest] = results
        self._results.move_to_end(results.problem.digest)
        while len(self._results) > MAX_RESULTS:
            self._results.popitem(last=False)

    def clear(self) -> None:
        self._results.clear()


class SolveManager:
    """Starts and stops solves. `on_change(solve)` is called whenever something to show changed."""

    def __init__(self, client: EngineClient, on_change: Callable[[Solve], None]) -> None:
        self._client = client
        self._on_change = on_change
        self._active: dict[str, Solve] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.cache = ResultCache()

    def start(
        self,
        uri: str,
        problem: Problem,
        *,
        budget: Budget,
        count: int,
        languages: tuple[str, ...],
        seed: int | None,
    ) -> Solve:
        """Begin to solve; an active solve of the same document is cancelled."""
        self.cancel_document(uri)
        solve_id = uuid.uuid4().hex[:16]
        version = 0
        previous = self.cache.get(problem.digest)
        if previous is not None:
            version = previous.version + 1
        results = Results(problem, uri, seed=seed, version=version)
        options = SolveOptions(count=count, languages=languages or None, seed=seed)
        request = SolveRequest(solve_id, problem, budget, options)
        solve = Solve(solve_id, uri, problem, request, results)
        self._active[uri] = solve
        self._spawn(self._run(solve))
        self._on_change(solve)
        return solve

    def active(self) -> list[Solve]:
        return list(self._active.values())

    def of_document(self, uri: str) -> Solve | None:
        return self._active.get(uri)

    def of_problem(self, digest: str) -> Solve | None:
        return next((item for item in self.active() if item.problem.digest == digest), None)

    def by_id(self, solve_id: str) -> Solve | None:
        return next((item for item in self.active() if item.id == solve_id), None)

    def cancel(self, solve: Solve) -> None:
        """Release everybody who waits for this solve, and stop it in the engine."""
        if not solve.active:
            return
        solve.cancelled = True
        self._spawn(self._stop(solve))
        self._end(solve)

    def cancel_document(self, uri: str) -> int:
        solve = self._active.get(uri)
        if solve is None:
            return 0
        self.cancel(solve)
        return 1

    def cancel_all(self) -> int:
        solves = self.active()
        for solve in solves:
            self.cancel(solve)
        return len(solves)

    async def close(self) -> None:
        self.cancel_all()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1)
        for task in self._tasks:
            task.cancel()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _stop(self, solve: Solve) -> None:
        await self._client.cancel(solve.id)

    async def _run(self, solve: Solve) -> None:
        def on_progress(progress: Progress, ahead: int) -> None:
            solve.progress, solve.ahead = progress, ahead
            solve.results.progress = progress
            self._changed(solve)

        def on_ranking(ranking: Ranking) -> None:
            self._keep(solve, ranking)
            self._changed(solve)

        try:
            done = await self._client.solve(
                solve.request, on_progress, on_ranking, lambda: solve.cancelled
            )
            solve.progress = solve.results.progress = done.progress
            solve.results.notes = done.notes
            solve.results.is_incomplete = done.reason == "cancelled"
            if done.solutions or done.reason != "cancelled":
                self._keep(solve, Ranking(done.solutions, done.confidence), final=True)
        except EngineError as error:
            if not solve.cancelled:
                solve.error = error
        except Exception as error:
            logger.exception("solve %s failed", solve.id)
            solve.error = EngineError("internal", f"The solve failed: {error!r}")
        if solve.active:
            self._end(solve)
        else:
            self._on_change(solve)

    def _keep(self, solve: Solve, ranking: Ranking, final: bool = False) -> None:
        """Store a ranking; the first one replaces the results of an earlier solve."""
        results = solve.results
        engine = self._client.engine
        results.solutions = ranking.solutions[: solve.request.options.count]
        results.confidence = ranking.confidence
        results.model = engine.model if engine is not None else ""
        results.version += 1
        current = self.cache.get(solve.problem.digest)
        newer = self.of_problem(solve.problem.digest)
        if current is not results and newer is not None and newer is not solve:
            return  # a cancelled solve that ends late must not hide its successor
        if ranking.solutions or final:
            self.cache.put(results)

    def _end(self, solve: Solve) -> None:
        if self._active.get(solve.uri) is solve:
            del self._active[solve.uri]
        solve.ended.set()
        self._changed(solve)

    def _changed(self, solve: Solve) -> None:
        for listener in list(solve.listeners):
            listener()
        self._on_change(solve)
