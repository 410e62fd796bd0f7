"""`solve`: one async generator over sampling, execution and selection, all under way at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from shortlist_engine.concurrency import Cancelled, set_within, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.languages import runnable
from shortlist_engine.library import Library
from shortlist_engine.problem import (
    Budget,
    Done,
    DoneReason,
    Event,
    Problem,
    Progress,
    SolveOptions,
)
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.solve.deadline import Deadline
from shortlist_engine.solve.job import Job
from shortlist_engine.solve.known import KnownPrograms
from shortlist_engine.solve.known_ranking import rank_with_known
from shortlist_engine.solve.options import answer_notes, check, judging_notes, usable_languages
from shortlist_engine.solve.producer import SampleProducer
from shortlist_engine.solve.ranking import INLINE_SURVIVORS, offload
from shortlist_engine.solve.solutions import Solutions
from shortlist_engine.solve.stages import Stages

log = logging.getLogger(__name__)

PROGRESS_EVERY_S = 0.15
RANKING_EVERY_S = 0.3
# Things happen thousands of times a second; looking at most this often is enough.
LOOK_EVERY_S = 0.02
STOP_TASKS_WITHIN_S = 0.1
STOP_SAMPLER_WITHIN_S = 5.0


async def solve(
    problem: Problem,
    *,
    sampler: Sampler,
    pool: Runner,
    budget: Budget,
    options: SolveOptions | None = None,
    cancelled: asyncio.Event | None = None,
    library: Callable[[], Library] | None = None,
) -> AsyncGenerator[Event, None]:
    """Samples programs for `problem`, runs them, and yields `Progress` and `Ranking` events while
    it works; the last event is `Done`. A ranking holds the near misses too, and nothing else as
    long as no program passes.

    The first program that passes all examples gives a ranking at once; later rankings take in what
    programs do with generated inputs, in the end also with those sought to tell the best apart. For
    a fixed seed and a budget in samples the final ranking does not depend on timing, as long as no
    run is near its time limit and the seconds of the budget do not run short.

    Programs of the `library` for problems like this one run on the examples beside the first
    samples, unless the options say otherwise; a model that can use them is shown the nearest. A
    library that cannot be read is a note of `Done`, and stops nothing.

    Setting `cancelled` ends it with what was verified; cancelling the task that iterates, or
    closing the generator, ends it without.

    Raises EngineError: `invalidRequest`, `unsupported`, `sandboxUnavailable`, `outOfMemory`,
    `engineCrashed`, `internal`. What was yielded before stays valid.
    """
    options = options or SolveOptions()
    check(problem, budget, options)
    deadline = Deadline(budget.seconds)
    available = await pool.languages(runnable())
    by_model = sampler.capabilities.languages
    languages, notes = usable_languages(problem, options.languages, available, by_model)
    notes += judging_notes(problem)
    job = Job(
        problem,
        sampler,
        pool,
        budget,
        options,
        available,
        languages,
        random.SystemRandom().getrandbits(31) if options.seed is None else options.seed,
        deadline,
        cancelled or asyncio.Event(),
    )
    known = KnownPrograms(job, library if options.library else None)
    try:
        context = await known.context()
        pipeline = Pipeline(job, SampleProducer(job, context), known, notes)
    except BaseException:
        known.cancel()
        raise
    delivered = False
    try:
        async for event in pipeline.events():
            delivered = isinstance(event, Done)
            yield event
    finally:
        # After `Done` nobody waits; a cancelled task must end at once.
        await pipeline.close(STOP_SAMPLER_WITHIN_S if delivered else STOP_TASKS_WITHIN_S)


class Pipeline:
    """Runs one solve: it decides when to rank, what to send when, and when it is over."""

    def __init__(
        self, job: Job, producer: SampleProducer, known: KnownPrograms, notes: tuple[str, ...]
    ) -> None:
        self._job = job
        self._producer = producer
        self._known = known
        self._notes = notes
        self._cancelled = job.cancelled
        self._deadline = job.deadline
        self._wake = asyncio.Event()
        self._out_of_time = False
        self._stages = Stages(job, producer, known, self._wake.set)
        self._solutions = Solutions(job.options.count, len(job.problem.examples))
        self._ranked_version = 0
        self._ranked_samples = 0
        self._next_progress = 0.0
        self._next_ranking = 0.0
        self._missed_version = 0
        self._next_near_misses = RANKING_EVERY_S

    async def events(self) -> AsyncIterator[Event]:
        """Yields what `solve` yields. Raises EngineError."""
        self._producer.start()
        self._stages.start()
        canceller = asyncio.create_task(self._cancelled.wait())
        canceller.add_done_callback(lambda _: self._wake.set())
        try:
            while True:
                self._end_sampling_in_time()
                reason = self._reason()
                if reason is not None or self._stages.failure is not None:
                    break
                async for event in self._due():
                    yield event
                await self._sleep()
        finally:
            canceller.cancel()
        self._producer.cancel()
        await self._stages.stop(STOP_TASKS_WITHIN_S)
        before = self._solutions.shown
        if reason != "cancelled" or len(self._stages.candidates.survivors) <= INLINE_SURVIVORS:
            await self._rank()
        self._look_at_near_misses()
        if self._solutions.shown != before:
            yield self._solutions.event
        failure = self._stages.failure
        if failure is None and reason == "seconds":
            failure = self._stages.sampling_failure
        if failure is not None:
            raise failure
        assert reason is not None
        yield Done(
            reason,
            self._progress(),
            self._solutions.best,
            (
                *self._notes,
                *answer_notes(self._stages.lacks, self._stages.candidates.sampled),
                *self._known.notes,
            ),
            self._solutions.confidence,
            self._job.sampler.name,
            self._solutions.near_misses,
            self._solutions.candidates,
        )

    async def close(self, patience: float) -> None:
        """Ends every run and the sampler's thread, for which it waits `patience` seconds at most: a
        sampler stops between two tokens. Cancellation may come again while it waits."""
        self._known.cancel()
        self._producer.cancel()
        self._stages.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._stages.stop(STOP_TASKS_WITHIN_S)
            if not await self._producer.wait(patience):
                log.info("the sampler had not stopped %s s after the end of a solve", patience)

    def _reason(self) -> DoneReason | None:
        """Why it is over; None while it is not."""
        if self._cancelled.is_set():
            return "cancelled"
        if self._deadline.over:
            return "seconds"
        if self._stages.finished:
            return "seconds" if self._out_of_time else "samples"
        return None

    def _end_sampling_in_time(self) -> None:
        """Near the end of the time no more is sampled, so that what was sampled can be run."""
        if self._deadline.closing and not self._stages.sampling_over:
            self._out_of_time = True
            self._producer.cancel()

    async def _due(self) -> AsyncIterator[Event]:
        """The events whose time has come."""
        now = self._deadline.elapsed
        ranking = self._outdated() and now >= self._next_ranking
        if ranking or (self._nearer and now >= self._next_near_misses):
            before = self._solutions.shown
            cost = await self._rank() if ranking else 0.0
            self._look_at_near_misses()
            pause = max(RANKING_EVERY_S, 4 * cost)
            self._next_near_misses = self._deadline.elapsed + pause
            if self._solutions.best:  # the first solution waits for nothing
                self._next_ranking = self._next_near_misses
            if self._solutions.shown != before:
                yield self._solutions.event
        if now >= self._next_progress:
            self._next_progress = now + PROGRESS_EVERY_S
            yield self._progress()

    async def _sleep(self) -> None:
        """Until something happened, but at most until the next event may be sent. While nothing is
        urgent a little in any case."""
        if not self._urgent and self._due_in() > 0:
            await asyncio.sleep(min(self._due_in(), LOOK_EVERY_S))
        # Cleared before anything is looked at, so that nothing that happens meanwhile is missed.
        self._wake.clear()
        if self._reason() is None and self._stages.failure is None:
            await set_within(self._wake, max(self._due_in(), 0.001))

    @property
    def _urgent(self) -> bool:
        """Whether the user waits for what comes next: the first solution, or the end."""
        first = bool(self._stages.version) and not self._solutions.best
        return first or self._cancelled.is_set()

    def _due_in(self) -> float:
        """The seconds to the next event, below 0 when it may be sent now."""
        until = min(self._next_progress, self._deadline.seconds)
        if self._outdated():
            until = min(until, self._next_ranking)
        if self._nearer:
            until = min(until, self._next_near_misses)
        return until - self._deadline.elapsed

    def _outdated(self) -> bool:
        """Whether a new ranking may differ: by what survivors did, or because so many samples have
        failed since that there is less reason to be confident."""
        sampled = self._stages.candidates.sampled
        more = bool(self._solutions.best) and sampled >= 2 * self._ranked_samples
        return more or self._stages.version != self._ranked_version

    @property
    def _nearer(self) -> bool:
        """Whether the near misses may have changed."""
        return self._stages.filter.near_misses.version != self._missed_version

    def _look_at_near_misses(self) -> None:
        misses = self._stages.filter.near_misses
        self._missed_version = misses.version
        self._solutions.near_misses = misses.best()

    async def _rank(self) -> float:
        """Ranks the survivors anew; returns the seconds it took. A cancel that comes meanwhile
        leaves the ranking as it was."""
        if not self._outdated():
            return 0.0
        started = time.monotonic()
        stages = self._stages
        version = stages.version
        survivors = [
            stages.trials.survivor(candidate) for candidate in stages.candidates.survivors.values()
        ]
        problem, samples = self._job.problem, stages.candidates.sampled
        likeness, compare = self._known.likeness, stages.trials.comparison(survivors)
        work = offload(
            len(survivors),
            lambda: (rank_with_known(problem, survivors, samples, likeness), compare()),
        )
        with contextlib.suppress(Cancelled):
            # A thread cannot be ended: after a cancel it goes on without anybody who waits.
            ranking, comparison = await unless(self._cancelled, work, let_go=True)
            self._ranked_version, self._ranked_samples = version, samples
            self._solutions.update(ranking, comparison, stages.candidates.survivors)
        return time.monotonic() - started

    def _progress(self) -> Progress:
        stages = self._stages
        return Progress(
            stage="clustering" if stages.examples_over else "sampling",
            sampled=stages.candidates.sampled,
            unique=stages.candidates.unique,
            ran=stages.filter.ran,
            passed=stages.filter.passed,
            clusters=self._solutions.clusters,
            best_passed=stages.filter.best_passed,
            seconds=round(self._deadline.elapsed, 3),
            expected_samples=self._expected_samples(),
        )

    def _expected_samples(self) -> int | None:
        """About how many samples the budget allows at the backend's speed."""
        sampled, pace = self._stages.candidates.sampled, self._job.sampler.capabilities
        if self._stages.sampling_over:
            return sampled
        if pace.samples_per_second is None:
            return None
        coming = pace.samples_per_second * max(self._deadline.left_for_sampling, 0.0)
        return max(1, min(self._job.budget.samples, sampled + int(coming)))
