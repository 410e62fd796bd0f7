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
    SolveOptions,
)
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server import errors
from shortlist_server.engine.client import EngineClient
from shortlist_server.engine.resumed import ResumedSolve
from shortlist_server.kept_solutions import KeptSolutions
from shortlist_server.presentation import wording
from shortlist_server.signals import Signal
from shortlist_server.solves import KnownSolutions, Shown, Solve
from shortlist_server.throttle import Throttle

logger = logging.getLogger(__name__)

MAX_PROBLEMS = 64
WRITE_EVERY_S = 2.0


class SolutionCache:
    """SolutionCache holds the latest solutions by problem digest, up to a bound. What it does not
    hold it looks for once among those that are `kept` on disk."""

    def __init__(self, kept: KeptSolutions) -> None:
        self._kept = kept
        self._known: OrderedDict[str, KnownSolutions] = OrderedDict()
        self._sought: set[str] = set()
        self._written: dict[str, int] = {}

    def get(self, digest: str) -> KnownSolutions | None:
        """Returns what is known of the problem with this digest; None when it was never solved."""
        if digest not in self._known and digest not in self._sought:
            self._sought.add(digest)
            found = self._kept.read(digest)
            if found is not None:
                self.put(found)
                self._written[digest] = found.version
        return self._known.get(digest)

    def all(self) -> list[KnownSolutions]:
        """Returns everything that is known, the oldest first."""
        return list(self._known.values())

    def put(self, known: KnownSolutions) -> None:
        """Keep what is known of a problem; beyond the bound the oldest is forgotten."""
        self._known[known.problem.digest] = known
        self._known.move_to_end(known.problem.digest)
        while len(self._known) > MAX_PROBLEMS:
            forgotten, _ = self._known.popitem(last=False)
            self._sought.discard(forgotten)

    def unwritten(self) -> list[tuple[str, bytes]]:
        """Returns what has to be written of each problem of which something is new, and takes it
        for written."""
        found = []
        for digest, known in self._known.items():
            if self._written.get(digest) == known.version:
                continue
            self._written[digest] = known.version
            data = self._kept.packed(known)
            if data is not None:
                found.append((digest, data))
        return found

    def write(self, found: list[tuple[str, bytes]]) -> None:
        """Write what is `unwritten` to disk; may be called in a thread."""
        for digest, data in found:
            self._kept.write(digest, data)


class SolveManager:
    """SolveManager holds every solve of the session. `changed` is emitted whenever there is
    something new to show of a solve or of the solutions in the `cache`."""

    def __init__(self, client: EngineClient, kept: KeptSolutions) -> None:
        self._client = client
        self.changed: Signal[[]] = Signal()
        self._active: dict[str, Solve] = {}
        self._ended: dict[str, Solve] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.cache = SolutionCache(kept)
        self._write_soon = Throttle(WRITE_EVERY_S, self._write)
        self._writing: asyncio.Task[None] | None = None

    def start(
        self,
        uri: str,
        problem: Problem,
        *,
        budget: Budget,
        line: int = 0,
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
        known = KnownSolutions(
            problem, uri, seed=seed, budget=budget, model=model, model_chosen=bool(model)
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
        solve = Solve(solve_id, uri, problem, request, known, line)
        self._active[uri] = solve
        self._spawn(self._run(solve))
        self.changed.emit()
        return solve

    def known(self, problem_id: str) -> KnownSolutions | None:
        """Returns what is shown of a problem: what the running solve found, and until it has found
        something what was found before. None when the problem was never solved."""
        cached, running = self.cache.get(problem_id), self.of_problem(problem_id)
        if running is not None and (cached is None or not cached.solutions):
            return running.known
        return cached

    def versions(self) -> dict[str, int]:
        """Returns the version of what is shown of each problem."""
        known = [*self.cache.all(), *(solve.known for solve in self.active())]
        versions: dict[str, int] = {}
        for each in known:
            digest = each.problem.digest
            versions[digest] = max(each.version, versions.get(digest, 0))
        return versions

    def program(self, problem_id: str, program_id: str) -> tuple[KnownSolutions, Shown]:
        """Returns a known solution or near miss, and what else is known of its problem. Raises
        ServerError `unknownSolution`."""
        known = self.known(problem_id)
        shown = known.program(program_id) if known is not None else None
        if known is None or shown is None:
            raise errors.modified(
                "unknownSolution", "This program is not known any more. Solve the problem again."
            )
        return known, shown

    def active(self) -> list[Solve]:
        """Returns the solves that have not ended, in the order in which they began."""
        return list(self._active.values())

    def latest(self) -> list[Solve]:
        """Returns the solve of each open document that began last, active or not."""
        ended = [solve for uri, solve in self._ended.items() if uri not in self._active]
        return self.active() + ended

    def of_document(self, uri: str) -> Solve | None:
        """Returns the active solve of a document."""
        return self._active.get(uri)

    def of_problem(self, digest: str) -> Solve | None:
        """Returns the active solve of a problem, in whichever document."""
        return next((item for item in self.active() if item.problem.digest == digest), None)

    def by_id(self, solve_id: str) -> Solve | None:
        """Returns the active solve with this id."""
        return next((item for item in self.active() if item.id == solve_id), None)

    def place(self, solve: Solve, line: int | None) -> None:
        """Remember at which line a solve's statement begins; None when it was edited."""
        stale = line is None
        solve.line = solve.line if line is None else line
        if solve.stale != stale:
            solve.stale = stale
            solve.known.touch()
            self._changed(solve)

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

    def forget_document(self, uri: str) -> None:
        """Cancel the solve of a document that was closed, and tell of it no more; what is known of
        its problems stays."""
        self.cancel_document(uri)
        self._ended.pop(uri, None)
        for known in self.cache.all():
            if known.uri == uri:
                known.touch()
        self.changed.emit()

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
        self._write_soon.close()
        self.cache.write(self.cache.unwritten())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _write(self) -> None:
        """Have a thread write what is new; one at a time, so that the newest is what stays."""
        if self._writing is not None and not self._writing.done():
            self._writing.add_done_callback(lambda _: self._write_soon())
            return
        found = self.cache.unwritten()
        if found:
            self._writing = asyncio.create_task(asyncio.to_thread(self.cache.write, found))

    async def _stop(self, solve: Solve) -> None:
        await self._client.cancel(solve.id)

    async def _run(self, solve: Solve) -> None:
        def on_progress(progress: Progress, ahead: int) -> None:
            solve.progress, solve.ahead = progress, ahead
            solve.known.take_progress(progress)
            self._changed(solve)

        def on_ranking(ranking: Ranking) -> None:
            self._keep(solve, ranking)
            self._changed(solve)

        try:
            done = await ResumedSolve(
                self._client, solve.request, on_progress, on_ranking, lambda: solve.cancelled
            ).run()
            solve.progress = done.progress
            solve.known.take_progress(done.progress)
            solve.known.notes = done.notes
            solve.known.candidates = done.candidates
            self._name_model(solve, done)
            solve.known.is_incomplete = done.reason == "cancelled"
            ranking = Ranking(done.solutions, done.confidence, done.near_misses)
            if done.reason != "cancelled" or done.solutions or done.near_misses:
                self._keep(solve, ranking, final=True)
        except EngineError as error:
            if not solve.cancelled:
                self._fail(solve, error)
        except Exception as error:
            logger.exception("solve %s failed", solve.id)
            self._fail(solve, EngineError("internal", f"The solve failed: {error!r}"))
        if solve.active:
            self._end(solve)
        else:
            self._tell(solve)

    def _keep(self, solve: Solve, ranking: Ranking, final: bool = False) -> None:
        """Store a ranking; the first one replaces what an earlier solve found."""
        known = solve.known
        known.take_ranking(ranking, solve.request.options.count)
        engine = self._client.engine
        if not known.model and engine is not None:
            known.model = engine.model
        before = self.cache.get(solve.problem.digest)
        newer = self.of_problem(solve.problem.digest)
        if before is not known and newer is not None and newer is not solve:
            return  # a cancelled solve that ends late must not hide its successor
        if ranking.solutions or (final and (before is None or not before.solutions)):
            self.cache.put(known)
        elif final and before is not known and before is not None:
            before.notes = (*before.notes, wording.found_before(known))
            before.touch()

    def _fail(self, solve: Solve, error: EngineError) -> None:
        """Keep what was found, by this solve or before it, and say why there is no more."""
        solve.error = error
        known, before = solve.known, self.cache.get(solve.problem.digest)
        if before is not None and before.solutions and not known.solutions:
            known = before
        known.failure = error
        known.touch()
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
                f"{solve.request.model}: update it.",
            )

    def _end(self, solve: Solve) -> None:
        if self._active.get(solve.uri) is solve:
            del self._active[solve.uri]
            self._ended[solve.uri] = solve
        solve.ended.set()
        self._changed(solve)

    def _changed(self, solve: Solve) -> None:
        solve.changed.emit()
        self._tell(solve)

    def _tell(self, solve: Solve) -> None:
        self.changed.emit()
        self._write_soon()
