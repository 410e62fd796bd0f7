"""The stages of a solve, all under way at once: samples are taken in, candidates run on the
examples, survivors on generated inputs."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable

from shortlist_engine.concurrency import within
from shortlist_engine.problem import Program
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Failure, Sample
from shortlist_engine.solve.candidate_queue import CandidateQueue, InputSet
from shortlist_engine.solve.candidates import MAX_SURVIVORS, Addition, Candidates
from shortlist_engine.solve.filtering import ExampleFilter
from shortlist_engine.solve.job import Job
from shortlist_engine.solve.known import KnownPrograms
from shortlist_engine.solve.model_tests import SOLVER_VOICE, TestPrograms, examine_tests
from shortlist_engine.solve.near_misses import EXAMINED, SHOWN
from shortlist_engine.solve.produced import (
    EndOfPrograms,
    InputBatch,
    ProgramBatch,
    RepairsWanted,
    SamplingFailed,
    TestProgramBatch,
)
from shortlist_engine.solve.producer import SampleProducer
from shortlist_engine.solve.repair import examine
from shortlist_engine.solve.survivor_runs import SurvivorRuns
from shortlist_engine.solve.tasks import Tasks
from shortlist_engine.solve.trials import Trials, programs_at_once

# Near misses are run on further examples at most this often while samples come, and for this part
# of the time; at the end for this part again.
NEAR_MISSES_EVERY_S, NEAR_MISSES_SHARE = 0.5, 0.05


class Stages:
    """Owns the tasks of a solve. Everything here runs in the event loop; `changed` is called after
    each step. `version` grows when a new ranking may differ; `lacks` counts why answers held no
    program; `sampling_failure` is what ended the samples early."""

    def __init__(
        self,
        job: Job,
        producer: SampleProducer,
        known: KnownPrograms,
        changed: Callable[[], None],
    ) -> None:
        self._job = job
        self._producer = producer
        self._known = known
        self._changed = changed
        self._tasks = Tasks(changed)
        self._queue = CandidateQueue()
        self._stream_ended = False
        self._known_ended = False
        self._repairs_wanted = False
        self._quiet = asyncio.Event()
        self.candidates = Candidates(MAX_SURVIVORS)
        self.filter = ExampleFilter(job.problem, job.pool, self.candidates)
        self.trials = Trials(job.problem, job.pool)
        self._survivor_runs = SurvivorRuns(
            job, self.trials, self.candidates, self._queue, self._outdate_ranking
        )
        self.lacks: Counter[str] = Counter()
        self.sampling_failure: EngineError | None = None
        self.sampling_over = False
        self.finished = False
        self.version = 0

    @property
    def failure(self) -> EngineError | None:
        """Returns what stopped the first task that failed."""
        return self._tasks.failure

    @property
    def examples_over(self) -> bool:
        """Says whether every sample there will be has run on the examples."""
        return self.sampling_over and self._known_ended and self._queue.examples_idle

    def start(self) -> None:
        """Starts the tasks; the producer is to be started beside."""
        self._tasks.start(self._take_known)
        self._tasks.start(self._take_in)
        self._tasks.start(self._prepare)
        self._tasks.start(self._examine_near_misses)
        self._tasks.start(self._finish)
        for _ in range(programs_at_once(self._job.pool)):
            self._tasks.start(self._run_candidates)

    def cancel(self) -> None:
        """Cancels the tasks and does not wait for them."""
        self._tasks.cancel()

    async def stop(self, timeout: float) -> None:
        """Cancels the tasks and waits for them for `timeout` seconds at most."""
        await self._tasks.stop(timeout)

    async def _take_known(self) -> None:
        """Known programs in, before most samples: they are ready to run."""
        programs = (await self._known.found()).programs
        for index, program in enumerate(programs, -len(programs)):
            self.filter.failures.leave_out(program)
            await self._run_if_new(self.candidates.add_known(program, index))
        self._known_ended = True
        self._offer_repairs()
        self._when_examples_are_over()
        self._step()

    async def _take_in(self) -> None:
        """Samples in, until the producer has ended."""
        while not self._stream_ended:
            produced = await self._producer.get()
            if isinstance(produced, ProgramBatch):
                for sample in produced.samples:
                    await self._add(sample, produced.offset)
                self._producer.release()
            elif isinstance(produced, InputBatch):
                await self._survivor_runs.complete(produced.texts)
            elif isinstance(produced, TestProgramBatch):
                await self._take_in_tests(produced.programs)
            elif isinstance(produced, RepairsWanted):
                self._repairs_wanted = True
                self._offer_repairs()
            elif isinstance(produced, EndOfPrograms):
                self.sampling_over = True
                self._when_examples_are_over()
            elif isinstance(produced, SamplingFailed):
                self.sampling_failure = produced.error  # what came before is run first
                self.sampling_over = True
                self._when_examples_are_over()
            else:
                self._stream_ended = True
            self._step()

    async def _add(self, sample: Sample, offset: int) -> None:
        if not sample.text.strip():
            self._add_nothing(sample.answer_lacks)
            return
        best = Program(sample.language, sample.text, sample.cumulative_logprob, sample.num_tokens)
        available = self._job.available
        meant = [each for each in (best, *sample.alternatives) if each.language in available]
        if not meant:  # an answer in another language than the one that was asked for
            self._add_nothing("were in a language that cannot be run here")
            return
        program, *alternatives = meant
        await self._run_if_new(
            self.candidates.add(program, offset + sample.index, tuple(alternatives))
        )

    def _add_nothing(self, why: str) -> None:
        self.candidates.add_nothing()
        if why:
            self.lacks[why] += 1

    async def _run_if_new(self, added: Addition) -> None:
        candidate, new = added
        if candidate is None:
            return
        if new:
            await self._queue.put(candidate)
        elif candidate.runs is not None:
            self._outdate_ranking()  # a larger cluster

    async def _take_in_tests(self, programs: TestPrograms) -> None:
        job = self._job
        tests = await examine_tests(job.problem, job.pool, programs, job.options.generated_inputs)
        await self._survivor_runs.complete(tests.inputs)
        for solver in tests.solvers:
            await self._run_if_new(self.candidates.add_voice(solver, SOLVER_VOICE))

    async def _prepare(self) -> None:
        await self._survivor_runs.prepare()
        self._step()

    async def _run_candidates(self) -> None:
        while True:
            candidate, inputs = await self._queue.take()
            if inputs is InputSet.EXAMPLES:
                survivor = await self.filter.run(candidate)
                if survivor is not None:
                    self._outdate_ranking()
                    if wanted := self._job.options.generated_inputs:
                        self._producer.ask_for_inputs(wanted)
                    self._survivor_runs.put(survivor)
                self._queue.examples_done()
                self._offer_repairs()
                self._when_examples_are_over()
            else:
                await self._survivor_runs.run(candidate)
            self._queue.done()
            self._step()

    async def _finish(self) -> None:
        await self._quiet.wait()
        await self._survivor_runs.finish()
        await self._complete_near_misses()
        if self.sampling_failure is not None:
            raise self.sampling_failure
        self.finished = True
        self._changed()

    async def _examine_near_misses(self) -> None:
        """Runs those that are shown meanwhile on the examples that they have not seen."""
        loop, misses = asyncio.get_running_loop(), self.filter.near_misses
        left = NEAR_MISSES_SHARE * self._job.deadline.seconds
        version = 0
        while left > 0:
            await asyncio.sleep(NEAR_MISSES_EVERY_S)
            if misses.version != version:
                started = loop.time()
                await misses.examine(SHOWN)
                left -= loop.time() - started
                version = misses.version
                self._changed()

    async def _complete_near_misses(self) -> None:
        deadline = self._job.deadline
        allowed = min(NEAR_MISSES_SHARE * deadline.seconds, deadline.left / 2)
        with contextlib.suppress(asyncio.TimeoutError):
            await within(max(allowed, 0.0), self.filter.near_misses.examine(EXAMINED))

    def _offer_repairs(self) -> None:
        """Answers the producer that waits for what to repair: nothing as soon as a sample passes,
        else what failed when all that it has drawn has run, and all known programs too, so that the
        answer does not depend on when these were found."""
        if not self._repairs_wanted:
            return
        if self.candidates.solved:
            self._repairs_wanted = False
            self._producer.repair(())
        elif self._known_ended and self._queue.examples_idle:
            self._repairs_wanted = False
            self._tasks.start(self._examine)

    async def _examine(self) -> None:
        failures: list[Failure] = []
        try:
            chosen = self.filter.failures.best()
            failures = await examine(self._job.problem, self._job.pool, chosen)
        finally:
            self._producer.repair(tuple(failures))

    def _when_examples_are_over(self) -> None:
        """When no sample passed, the slow programs get their time; when nothing passes after that
        either, the model is not asked for inputs."""
        if not self.examples_over:
            return
        slow = [] if self.candidates.solved else self.candidates.take_slow()
        if not slow:
            self._producer.ask_for_inputs(0)
        self._queue.put_again(slow)

    def _step(self) -> None:
        if (
            self._stream_ended
            and self._known_ended
            and self._queue.idle
            and self._survivor_runs.prepared
        ):
            self._quiet.set()
        self._changed()

    def _outdate_ranking(self) -> None:
        self.version += 1
