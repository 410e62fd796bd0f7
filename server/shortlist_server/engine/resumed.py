"""One solve, over as many engines as it takes.

An engine may be killed in the middle of a solve, by whoever's hand. What it had found stays, and
the next one gets what is left of the budget. An engine that keeps ending is given up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from shortlist_engine.problem import Budget, Done, Progress, Ranking, SolveOptions
from shortlist_engine.protocol import EngineError, SolveRequest
from shortlist_server.engine.client import EngineClient
from shortlist_server.engine.connection import EngineLost
from shortlist_server.engine.merging import merged

logger = logging.getLogger(__name__)

BARREN_ENDS, MOST_ENDS = 2, 5
"""How often an engine may end in a row without having run a program, and how often in all. One
that ended while another solve was before this one says nothing about this one."""
LEAVES_WITHIN_S = 3.0
STARTING_AGAIN = "the engine ended; starting it again"


@dataclass(frozen=True)
class Found:
    """Found is what engines that have ended had done: the counts and the ranking."""

    progress: Progress
    ranking: Ranking

    def total(self, now: Progress) -> Progress:
        """Returns the counts of these engines and of the one that goes on. Programs that both drew
        count twice: nobody can tell."""
        before = self.progress
        expected = now.expected_samples
        return replace(
            now,
            sampled=before.sampled + now.sampled,
            unique=before.unique + now.unique,
            ran=before.ran + now.ran,
            passed=before.passed + now.passed,
            clusters=max(before.clusters, now.clusters),
            best_passed=max(before.best_passed, now.best_passed),
            seconds=before.seconds + now.seconds,
            expected_samples=None if expected is None else before.sampled + expected,
        )


class ResumedSolve:
    """ResumedSolve runs one solve to its end. `on_progress` gets the counts of all engines together
    and how many solves are ahead, `on_ranking` what all of them found."""

    def __init__(
        self,
        client: EngineClient,
        request: SolveRequest,
        on_progress: Callable[[Progress, int], None],
        on_ranking: Callable[[Ranking], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._client = client
        self._request = request
        self._on_progress = on_progress
        self._on_ranking = on_ranking
        self._is_cancelled = is_cancelled
        self._found = Found(Progress("queued"), Ranking(()))
        self._progress = Progress("queued")
        self._ranking = Ranking(())
        self._ahead = self._ends = self._barren = 0

    async def run(self) -> Done:
        """Solve to the end; returns the last event. Raises EngineError when no engine can be had,
        or each one ends; what was found has been told by then."""
        while True:
            request = self._rest()
            if request is None:
                return self._done_before()
            try:
                done = await self._client.solve(
                    request, self._take_progress, self._take_ranking, self._is_cancelled
                )
            except EngineLost as loss:
                if self._is_cancelled():
                    return self._cancelled()
                self._give_up_or_go_on(loss)
                continue
            except EngineError:
                if self._is_cancelled():
                    return self._cancelled()
                raise
            unasked = done.reason == "cancelled" and not self._is_cancelled()
            if not unasked or not await self._client.left(LEAVES_WITHIN_S):
                return self._finished(done)
            # Nobody here wanted that: the engine was told to end, by another window it may be.
            self._progress = done.progress
            if done.solutions:
                self._ranking = _ranking_of(done)
            self._give_up_or_go_on(EngineLost("The engine was told to end."))

    def _rest(self) -> SolveRequest | None:
        """What is left to ask for; None when the budget is spent."""
        if not self._ends:
            return self._request
        budget, spent = self._request.budget, self._found.progress
        samples, seconds = budget.samples - spent.sampled, budget.seconds - spent.seconds
        if samples < 1 or seconds <= 0:
            return None
        return replace(
            self._request,
            budget=Budget(samples, seconds),
            options=_another_seed(self._request.options, self._ends),
        )

    def _take_progress(self, progress: Progress, ahead: int) -> None:
        self._progress, self._ahead = progress, ahead
        self._on_progress(self._found.total(progress), ahead)

    def _take_ranking(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self._on_ranking(self._merged(ranking))

    def _merged(self, ranking: Ranking) -> Ranking:
        return merged(
            self._found.ranking,
            ranking,
            newer_leads=self._progress.passed > self._found.progress.passed,
            count=self._request.options.count,
        )

    def _give_up_or_go_on(self, loss: EngineLost) -> None:
        """Keep what the engine that ended had done. Raises its loss when it is time to give up."""
        progress = self._progress
        self._ends += 1
        if not self._ahead:
            self._barren = 0 if progress.ran else self._barren + 1
        self._found = Found(self._found.total(_run_only(progress)), self._merged(self._ranking))
        self._progress, self._ranking, self._ahead = Progress("queued"), Ranking(()), 0
        if self._barren >= BARREN_ENDS or self._ends >= MOST_ENDS:
            raise loss
        logger.warning("%s Going on with what is left.", loss.message)
        waiting = replace(self._found.progress, stage="loading", status=STARTING_AGAIN)
        self._on_progress(waiting, 0)

    def _finished(self, done: Done) -> Done:
        if not self._ends:
            return done
        self._progress = done.progress
        ranking = self._merged(_ranking_of(done))
        return replace(
            done,
            progress=self._found.total(done.progress),
            solutions=ranking.solutions,
            confidence=ranking.confidence,
            near_misses=ranking.near_misses,
            notes=(*done.notes, self._note()),
        )

    def _done_before(self) -> Done:
        """The end of a solve whose engines had spent its budget when the last one ended."""
        spent, budget = self._found.progress, self._request.budget
        return Done(
            "samples" if spent.sampled >= budget.samples else "seconds",
            spent,
            self._found.ranking.solutions,
            (self._note(),),
            self._found.ranking.confidence,
            model=self._request.model or "",
            near_misses=self._found.ranking.near_misses,
        )

    def _cancelled(self) -> Done:
        ranking = self._merged(self._ranking)
        return Done(
            "cancelled",
            self._found.total(self._progress),
            ranking.solutions,
            confidence=ranking.confidence,
            near_misses=ranking.near_misses,
        )

    def _note(self) -> str:
        times = "once" if self._ends == 1 else f"{self._ends} times"
        return (
            f"The engine ended unexpectedly {times}, after {self._found.progress.sampled} samples;"
            " what it had found was kept, and the rest went on."
        )


def _ranking_of(done: Done) -> Ranking:
    return Ranking(done.solutions, done.confidence, done.near_misses)


def _run_only(progress: Progress) -> Progress:
    """The counts without the programs that were drawn and never ran: they are lost, and drawn
    anew."""
    lost = max(0, progress.unique - progress.ran)
    return replace(
        progress,
        sampled=max(0, progress.sampled - lost),
        unique=progress.ran if lost else progress.unique,
        status="",
    )


def _another_seed(options: SolveOptions, ends: int) -> SolveOptions:
    """The same seed would draw the same programs again."""
    return options if options.seed is None else replace(options, seed=options.seed + ends)
