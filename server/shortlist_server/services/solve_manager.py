"""Starts and stops solves: at most one active for a document, and what they leave.

A solve lives in its own task, apart from the request that asked for it: when the request is
cancelled the caller is released at once, while the engine winds down and what it had verified is
kept.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any

from shortlist_engine.problem import (
    Budget,
    Done,
    Problem,
    Progress,
    Ranking,
    Solution,
    SolveOptions,
)
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server import errors
from shortlist_server.engine.client import EngineClient
from shortlist_server.signals import Signal
from shortlist_server.solves import KnownSolutions, Solve

logger = logging.getLogger(__name__)

MAX_PROBLEMS = 64


class SolutionCache:
    """SolutionCache holds the latest solutions by problem digest, up to a bound."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, KnownSolutions] = OrderedDict()

    def get(self, digest: str) -> KnownSolutions | None:
        """Returns what is known of the problem with this digest; None when it was never solved."""
        return self._known.get(digest)

    def put(self, known: KnownSolutions) -> None:
        """Keep what is known of a problem; beyond the bound the oldest is forgotten."""
        self._known[known.problem.digest] = known
        self._known.move_to_end(known.problem.digest)
        while len(self._known) > MAX_PROBLEMS:
            self._known.popitem(last=False)


class SolveManager:
    """SolveManager holds every solve of the session. `changed` is emitted whenever there is
    something new to show of a solve or of the solutions in the `cache`; `last_ended` is the solve
    that ended last."""

    def __init__(self, client: EngineClient) -> None:
        self._client = client
        self.changed: Signal[[]] = Signal()
        self.last_ended: Solve | None = None
        self._active: dict[str, Solve] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.cache = SolutionCache()

    def start(
        self,
        uri: str,
        problem: Problem,
        *,
        budget: Budget,
        count: int,
        languages: tuple[str, ...],
        seed: int | None,
        repair: bool = True,
        model_tests: bool = True,
        library: bool = True,
        model: str = "",
    ) -> Solve:
        """Begin to solve, with the model of this name (empty: the engine's own); an active solve of
        the same document is cancelled."""
        self.cancel_document(uri)
        solve_id = uuid.uuid4().hex[:16]
        version = 0
        previous = self.cache.get(problem.digest)
        if previous is not None:
            version = previous.version + 1
        known = KnownSolutions(
            problem, uri, seed=seed, version=version, model=model, model_chosen=bool(model)
        )
        options = SolveOptions(
            count=count,
            languages=languages or None,
            seed=seed,
            repair=repair,
            model_tests=model_tests,
            library=library,
        )
        request = SolveRequest(solve_id, problem, budget, options, model or None)
        solve = Solve(solve_id, uri, problem, request, known)
        self._active[uri] = solve
        self._spawn(self._run(solve))
        self.changed.emit()
        return solve

    def solution(self, problem_id: str, solution_id: str) -> tuple[KnownSolutions, Solution]:
        """Returns a known solution, and what else is known of its problem. Raises ServerError
        `unknownSolution`."""
        known = self.cache.get(problem_id)
        solution = known.solution(solution_id) if known is not None else None
        if known is None or solution is None:
            raise errors.modified(
                "unknownSolution", "This solution is not known any more. Solve the problem again."
            )
        return known, solution

    def mark_accepted(self, known: KnownSolutions, solution_id: str) -> None:
        """Remember that the user took this solution; surfaces show it."""
        known.mark_accepted(solution_id)
        self.changed.emit()

    def active(self) -> list[Solve]:
        """Returns the solves that have not ended, in the order in which they began."""
        return list(self._active.values())

    def of_document(self, uri: str) -> Solve | None:
        """Returns the active solve of a document."""
        return self._active.get(uri)

    def of_problem(self, digest: str) -> Solve | None:
        """Returns the active solve of a problem, in whichever document."""
        return next((item for item in self.active() if item.problem.digest == digest), None)

    def by_id(self, solve_id: str) -> Solve | None:
        """Returns the active solve with this id."""
        return next((item for item in self.active() if item.id == solve_id), None)

    def cancel(self, solve: Solve) -> None:
        """Release everybody who waits for this solve, and stop it in the engine."""
        if not solve.active:
            return
        solve.cancelled = True
        self._spawn(self._stop(solve))
        self._end(solve)

    def cancel_document(self, uri: str) -> int:
        """Cancel the document's solve; returns how many there were."""
        solve = self._active.get(uri)
        if solve is None:
            return 0
        self.cancel(solve)
        return 1

    def cancel_all(self) -> int:
        """Cancel every solve; returns how many there were."""
        solves = self.active()
        for solve in solves:
            self.cancel(solve)
        return len(solves)

    async def close(self) -> None:
        """Cancel every solve, and give the engine a second to hear of it."""
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
            solve.known.progress = progress
            self._changed(solve)

        def on_ranking(ranking: Ranking) -> None:
            self._keep(solve, ranking)
            self._changed(solve)

        try:
            done = await self._client.solve(
                solve.request, on_progress, on_ranking, lambda: solve.cancelled
            )
            solve.progress = solve.known.progress = done.progress
            solve.known.notes = done.notes
            self._name_model(solve, done)
            solve.known.is_incomplete = done.reason == "cancelled"
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
            self._tell(solve)

    def _keep(self, solve: Solve, ranking: Ranking, final: bool = False) -> None:
        """Store a ranking; the first one replaces what an earlier solve found."""
        known = solve.known
        known.solutions = ranking.solutions[: solve.request.options.count]
        known.confidence = ranking.confidence
        engine = self._client.engine
        if not known.model and engine is not None:
            known.model = engine.model
        known.version += 1
        current = self.cache.get(solve.problem.digest)
        newer = self.of_problem(solve.problem.digest)
        if current is not known and newer is not None and newer is not solve:
            return  # a cancelled solve that ends late must not hide its successor
        if ranking.solutions or final:
            self.cache.put(known)

    def _name_model(self, solve: Solve, done: Done) -> None:
        """Keep which model wrote, as it calls itself. An engine that does not say so does not take
        a model from a solve either."""
        known = solve.known
        if done.model:
            known.model = done.model
        elif known.model_chosen and done.reason != "cancelled":
            engine = self._client.engine
            known.model, known.model_chosen = engine.model if engine else "", False
            known.notes += (
                f"The engine is older than this server and used its own model, not "
                f"{solve.request.model}: update it (pip install --upgrade shortlist).",
            )

    def _end(self, solve: Solve) -> None:
        if self._active.get(solve.uri) is solve:
            del self._active[solve.uri]
        solve.ended.set()
        self._changed(solve)

    def _changed(self, solve: Solve) -> None:
        solve.changed.emit()
        self._tell(solve)

    def _tell(self, solve: Solve) -> None:
        if not solve.active:
            self.last_ended = solve
        self.changed.emit()
