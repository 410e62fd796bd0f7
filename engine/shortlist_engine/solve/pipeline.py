"""`solve`: one async generator over sampling, execution and selection, all under way at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator

from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import written
from shortlist_engine.problem import (
    Budget,
    Confidence,
    Done,
    DoneReason,
    Event,
    Problem,
    Progress,
    Ranking,
    Solution,
    Stage,
)
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.selection import PENDING, UNSTABLE
from shortlist_engine.solve.feed import SampleFeed
from shortlist_engine.solve.options import (
    SolveOptions,
    check,
    judging_notes,
    usable_languages,
)
from shortlist_engine.solve.order import INLINE_SURVIVORS, Order, off_loop, order
from shortlist_engine.solve.work import Work

log = logging.getLogger(__name__)

PROGRESS_EVERY_S = 0.15
RANKING_EVERY_S = 0.3
# The end of a time budget that is kept free of sampling, to finish what was sampled.
CLOSING_SHARE, CLOSING_MAX_S = 0.1, 5.0
STOP_TASKS_WITHIN_S = 0.1
STOP_SAMPLER_WITHIN_S = 5.0


async def solve(
    problem: Problem,
    *,
    sampler: Sampler,
    pool: Runner,
    budget: Budget,
    options: SolveOptions | None = None,
) -> AsyncGenerator[Event, None]:
    """Samples programs for `problem`, runs them, and yields `Progress` and `Ranking` events while
    it works; the last event is `Done`.

    The first program that passes all examples gives a ranking at once; later rankings take in what
    programs do with generated inputs, in the end also with those sought to tell the best apart. For
    a fixed seed and a budget in samples the final ranking does not depend on timing, as long as no
    run is near its time limit and the seconds of the budget do not run short.

    Setting `options.cancelled` ends it with what was verified; cancelling the task that iterates,
    or closing the generator, ends it without.

    Raises EngineError: `invalidRequest`, `unsupported`, `sandboxUnavailable`, `outOfMemory`,
    `engineCrashed`, `internal`. What was yielded before stays valid.
    """
    options = options or SolveOptions()
    check(problem, budget, options)
    available = await pool.languages(written())
    languages, notes = usable_languages(problem, options.languages, available)
    notes += judging_notes(problem)
    job = _Solve(problem, sampler, pool, budget, options, languages, notes)
    delivered = False
    try:
        async for event in job.events():
            delivered = isinstance(event, Done)
            yield event
    finally:
        # After `Done` nobody waits; a cancelled task must end at once.
        await job.close(STOP_SAMPLER_WITHIN_S if delivered else STOP_TASKS_WITHIN_S)


class _Solve:
    def __init__(
        self,
        problem: Problem,
        sampler: Sampler,
        pool: Runner,
        budget: Budget,
        options: SolveOptions,
        languages: tuple[str, ...],
        notes: tuple[str, ...],
    ) -> None:
        self._budget = budget
        self._options = options
        self._notes = notes
        seed = random.SystemRandom().getrandbits(31) if options.seed is None else options.seed
        self._feed = SampleFeed(sampler, problem, budget.samples, languages, options, seed)
        self._wake = asyncio.Event()
        self._started = time.monotonic()
        self._problem = problem
        self._work = Work(
            problem, pool, self._feed, options, seed, self._wake.set, self._seconds_and_left
        )
        self._solutions: tuple[Solution, ...] = ()
        self._confidence: Confidence | None = None
        self._clusters = 0
        self._ranked_version = 0
        self._ranked_samples = 0
        self._next_progress = 0.0
        self._next_ranking = 0.0

    async def events(self) -> AsyncIterator[Event]:
        self._feed.start()
        self._work.start()
        canceller = asyncio.create_task(self._options.cancelled.wait())
        canceller.add_done_callback(lambda _: self._wake.set())
        try:
            while True:
                reason = self._reason()
                if reason is not None or self._work.failure is not None:
                    break
                async for event in self._due():
                    yield event
                await self._sleep()
        finally:
            canceller.cancel()
        self._feed.cancel()
        await self._work.stop(STOP_TASKS_WITHIN_S)
        before = self._shown()
        if reason != "cancelled" or len(self._work.candidates.survivors) <= INLINE_SURVIVORS:
            await self._rank()
        if self._shown() != before:
            yield Ranking(self._solutions, self._confidence)
        if self._work.failure is not None:
            raise self._work.failure
        assert reason is not None
        yield Done(reason, self._progress(), self._solutions, self._notes, self._confidence)

    async def close(self, patience: float) -> None:
        """Ends every run and the sampler's thread, for which it waits `patience` seconds at most: a
        sampler stops between two tokens. Cancellation may come again while it waits."""
        self._feed.cancel()
        self._work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._work.stop(STOP_TASKS_WITHIN_S)
            if not await self._feed.wait(patience):
                log.info("the sampler had not stopped %s s after the end of a solve", patience)

    def _reason(self) -> DoneReason | None:
        if self._options.cancelled.is_set():
            return "cancelled"
        elapsed = self._elapsed()
        closing = min(CLOSING_SHARE * self._budget.seconds, CLOSING_MAX_S)
        if elapsed >= self._budget.seconds:
            return "seconds"
        if elapsed >= self._budget.seconds - closing and not self._work.sampling_over:
            self._work.out_of_time = True
            self._feed.cancel()
        if self._work.finished:
            return "seconds" if self._work.out_of_time else "samples"
        return None

    async def _due(self) -> AsyncIterator[Event]:
        """The events whose time has come."""
        now = self._elapsed()
        if self._outdated() and now >= self._next_ranking:
            before = self._shown()
            cost = await self._rank()
            self._next_ranking = self._elapsed() + max(RANKING_EVERY_S, 4 * cost)
            if self._shown() != before:
                yield Ranking(self._solutions, self._confidence)
        if now >= self._next_progress:
            self._next_progress = now + PROGRESS_EVERY_S
            yield self._progress()

    async def _sleep(self) -> None:
        """Until something happened, but at least until the next event may be sent."""
        now = self._elapsed()
        until = min(self._next_progress, self._budget.seconds)
        if self._outdated():
            until = min(until, self._next_ranking)
        urgent = self._work.version and not self._solutions
        if not urgent:
            # Things happen thousands of times a second; looking at most every 20 ms is enough.
            await self._pause(min(max(until - now, 0.0), 0.02))
        self._wake.clear()
        if self._reason() is not None or self._work.failure is not None:
            return
        # Not `wait_for`: before Python 3.12 it loses a cancellation that comes with its result.
        woken = asyncio.create_task(self._wake.wait())
        try:
            await asyncio.wait({woken}, timeout=max(until - self._elapsed(), 0.001))
        finally:
            woken.cancel()

    async def _pause(self, seconds: float) -> None:
        if seconds > 0 and not self._options.cancelled.is_set():
            await asyncio.sleep(seconds)

    def _outdated(self) -> bool:
        """Whether a new ranking may differ: by what survivors did, or because so many samples have
        failed since that there is less reason to be confident."""
        sampled = self._work.candidates.sampled
        more = bool(self._solutions) and sampled >= 2 * self._ranked_samples
        return more or self._work.version != self._ranked_version

    def _shown(self) -> tuple[object, ...]:
        """What a new ranking is sent for: every solution, but only the level of confidence."""
        return self._solutions, self._confidence and self._confidence.level

    async def _rank(self) -> float:
        """Ranks the survivors anew; returns the seconds it took. A cancel that comes meanwhile
        leaves the ranking as it was."""
        if not self._outdated():
            return 0.0
        started = time.monotonic()
        work = self._work
        version = work.version
        survivors = [work.trials.survivor(each) for each in work.candidates.survivors.values()]
        samples = work.candidates.sampled
        job = off_loop(len(survivors), lambda: order(self._problem, survivors, samples))
        with contextlib.suppress(Cancelled):
            # A thread cannot be ended: after a cancel it goes on without anybody who waits.
            found = await unless(self._options.cancelled, job, let_go=True)
            self._ranked_version, self._ranked_samples = version, samples
            self._take(found)
        return time.monotonic() - started

    def _take(self, found: Order) -> None:
        self._clusters = sum(item.id not in (PENDING, UNSTABLE) for item in found.clusters)
        self._confidence = found.confidence
        where = {program.id: item for item in found.clusters for program in item.programs}
        kept = self._work.candidates.survivors
        total = len(self._problem.examples)
        solutions: list[Solution] = []
        for program in found.programs:
            if len(solutions) == self._options.count:
                break
            candidate = kept.get(int(program.id, 16))
            if candidate is None or candidate.runs is None:
                continue
            home = where[program.id]
            solutions.append(
                Solution(
                    rank=len(solutions) + 1,
                    program=program,
                    passed=total,
                    total=total,
                    runs=candidate.runs,
                    cluster_id=home.id,
                    cluster_size=home.size,
                    cluster_share=home.share,
                )
            )
        self._solutions = tuple(solutions)

    def _seconds_and_left(self) -> tuple[float, float]:
        return self._budget.seconds, self._budget.seconds - self._elapsed()

    def _progress(self) -> Progress:
        work = self._work
        stage: Stage = "clustering" if work.examples_over else "sampling"
        return Progress(
            stage=stage,
            sampled=work.candidates.sampled,
            unique=work.candidates.unique,
            ran=work.ran,
            passed=work.passed,
            clusters=self._clusters,
            best_passed=work.best_passed,
            seconds=round(self._elapsed(), 3),
        )

    def _elapsed(self) -> float:
        return time.monotonic() - self._started
