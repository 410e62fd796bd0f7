"""The tasks of a solve: taking samples in, running the examples and the generated inputs, and what
comes after the last sample."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample
from shortlist_engine.solve.candidates import Candidate, Candidates
from shortlist_engine.solve.distinguishing import distinguish
from shortlist_engine.solve.feed import Batch, Failed, Inputs, SampleFeed, SamplingOver
from shortlist_engine.solve.generated import GeneratedInputs
from shortlist_engine.solve.options import SolveOptions
from shortlist_engine.solve.trials import Trials, jobs

log = logging.getLogger(__name__)

# Programs that may wait for the examples; beyond that the sampler pauses.
WAITING = 256
# Most programs that use more time than this on an example never end, and a quick one that passes
# makes the others superfluous: they get the whole limit only when no quick one passes.
FIRST_PASS_S = 0.25
# Our own failures are forgiven up to this many, and as long as they are not the rule.
FORGIVEN_FAILURES = 16
# Looking for further inputs may take this part of the whole time and this part of what is left, and
# is not begun when that is less than `LEAST_SEEKING_S`.
SEEKING_SHARE, SEEKING_SHARE_LEFT, LEAST_SEEKING_S = 0.25, 0.5, 0.2


class Work:
    """Owns the tasks and the counts. Everything here runs in the event loop; `changed` is called
    after each step, and `version` grows when a new ranking may differ. `time` gives the seconds of
    the budget, and those that are left."""

    def __init__(
        self,
        problem: Problem,
        pool: Runner,
        feed: SampleFeed,
        options: SolveOptions,
        seed: int,
        changed: Callable[[], None],
        time: Callable[[], tuple[float, float]],
    ) -> None:
        self._problem = problem
        self._pool = pool
        self._feed = feed
        self._options = options
        self._changed = changed
        self._time = time
        self._inputs_given = [example.input for example in problem.examples]
        self._expected = [example.output for example in problem.examples]
        self._seed = seed
        self._first_pass = replace(problem.limits, time_s=min(problem.limits.time_s, FIRST_PASS_S))
        self._fresh: deque[Candidate] = deque()
        self._passed: deque[Candidate] = deque()
        self._ready = asyncio.Semaphore(0)
        self._room = asyncio.Semaphore(WAITING)
        self._under_way = 0
        self._examples_under_way = 0
        self._turn = False
        self._tasks: list[asyncio.Task[None]] = []
        self._feed_over = False
        self._generated: GeneratedInputs | None = None
        self._prepared = asyncio.Event()
        self._quiet = asyncio.Event()
        self._failures = 0
        self.candidates = Candidates(options.max_survivors)
        self.trials = Trials(problem, pool)
        self.failure: EngineError | None = None
        self.sampling_over = False
        self.finished = False
        self.out_of_time = False
        self.ran = 0
        self.passed = 0
        self.best_passed = 0
        self.version = 0

    @property
    def examples_over(self) -> bool:
        """Whether every sample there will be has run on the examples."""
        return self.sampling_over and not self._fresh and not self._examples_under_way

    def start(self) -> None:
        self._tasks.append(asyncio.create_task(self._guard(self._take_in)))
        self._tasks.append(asyncio.create_task(self._guard(self._prepare)))
        self._tasks.append(asyncio.create_task(self._guard(self._close)))
        for _ in range(jobs(self._pool)):
            self._tasks.append(asyncio.create_task(self._guard(self._run_jobs)))

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def stop(self, timeout: float) -> None:
        """Cancels the tasks (the pool kills their children) and waits for them for a while."""
        self.cancel()
        pending = [task for task in self._tasks if not task.done()]
        if pending:
            await asyncio.wait(pending, timeout=timeout)

    async def _guard(self, work: Callable[[], Awaitable[None]]) -> None:
        """Turns whatever stops a task into `failure`."""
        try:
            await work()
        except asyncio.CancelledError:
            raise
        except EngineError as error:
            self._fail(error)
        except Exception as error:
            log.exception("a task of the solve failed")
            self._fail(typed_failure(error))

    def _fail(self, error: EngineError) -> None:
        if self.failure is None:
            self.failure = error
        self._changed()

    # Samples in.

    async def _take_in(self) -> None:
        while True:
            item = await self._feed.get()
            if isinstance(item, Batch):
                for sample in item.samples:
                    await self._add(sample, item.offset)
            elif isinstance(item, Inputs):
                (await self._inputs()).complete(item.texts)
                self._add_inputs()
            elif isinstance(item, SamplingOver):
                self.sampling_over = True
                self._decide_about_inputs()
            elif isinstance(item, Failed):
                raise item.error
            else:
                self._feed_over = True
                self._step()
                return
            self._feed.done_with(item)
            self._changed()

    async def _add(self, sample: Sample, offset: int) -> None:
        if not sample.text.strip():
            self.candidates.sampled += 1
            return
        program = Program(
            sample.language, sample.text, sample.cumulative_logprob, sample.num_tokens
        )
        candidate = self.candidates.add(program, offset + sample.index)
        if candidate is None:
            return
        if candidate.count > 1:
            self.version += candidate.runs is not None  # a larger cluster
            return
        await self._room.acquire()
        self._under_way += 1
        self._fresh.append(candidate)
        self._ready.release()

    async def _prepare(self) -> None:
        """Generates inputs in a thread: some statements take long to read."""
        self._generated = await asyncio.to_thread(
            GeneratedInputs, self._problem, self._options.generated_inputs, self._seed
        )
        self._add_inputs()
        self._prepared.set()
        self._step()

    async def _inputs(self) -> GeneratedInputs:
        await self._prepared.wait()
        assert self._generated is not None
        return self._generated

    def _add_inputs(self) -> None:
        assert self._generated is not None
        new = self._generated.texts[len(self.trials.texts) :]
        self.trials.kept += self.trials.add(new)
        for candidate in self.candidates.survivors.values():
            self._queue_inputs(candidate)

    def _decide_about_inputs(self) -> None:
        """At the end of sampling: when nothing passed, the slow programs get their time; the model
        is not asked for inputs when they fail too."""
        if not self.examples_over:
            return
        slow = [] if self.candidates.survivors else self.candidates.take_slow()
        if not slow:
            self._feed.ask_for_inputs(0)
        for candidate in slow:
            self._under_way += 1
            self._fresh.append(candidate)
            self._ready.release()

    # Runs.

    async def _run_jobs(self) -> None:
        while True:
            await self._ready.acquire()
            # Both queues move: new programs, and the clusters of those that passed.
            self._turn = not self._turn
            if self._fresh and (self._turn or not self._passed):
                candidate = self._fresh.popleft()
                if not candidate.patient:
                    self._room.release()
                self._examples_under_way += 1
                await self._run_examples(candidate)
                self._examples_under_way -= 1
                self._decide_about_inputs()
            else:
                await self._run_inputs(self._passed.popleft())
            self._under_way -= 1
            self._step()

    def _step(self) -> None:
        if self._feed_over and not self._under_way and self._prepared.is_set():
            self._quiet.set()
        self._changed()

    async def _run_examples(self, candidate: Candidate) -> None:
        runs = await self._pool.run(
            RunRequest(
                self._problem,
                candidate.program,
                self._inputs_given,
                self._expected,
                stop_at_first_failure=True,
                limits=self._problem.limits if candidate.patient else self._first_pass,
            )
        )
        if any(run.verdict is Verdict.SE for run in runs):
            self._count_failure(next(run for run in runs if run.verdict is Verdict.SE))
            self.candidates.fail(candidate)
            return
        self.ran += not candidate.patient
        passed = sum(run.verdict is Verdict.AC for run in runs)
        self.best_passed = max(self.best_passed, passed)
        if passed < len(self._inputs_given):
            cut_short = any(run.verdict is Verdict.TLE for run in runs)
            if cut_short and not candidate.patient and self._first_pass != self._problem.limits:
                self.candidates.set_aside(candidate)
            else:
                self.candidates.fail(candidate)
            return
        self.passed += 1
        self.version += 1
        self.candidates.survive(candidate, runs)
        if self._options.generated_inputs:
            self._feed.ask_for_inputs(self._options.generated_inputs)
        self._queue_inputs(candidate)

    def _queue_inputs(self, candidate: Candidate) -> None:
        if candidate.busy or candidate.dropped or not self.trials.missing(candidate):
            return
        candidate.busy = True
        self._under_way += 1
        self._passed.append(candidate)
        self._ready.release()

    async def _run_inputs(self, candidate: Candidate) -> None:
        if not candidate.dropped:
            await self.trials.run(candidate)
            self.version += 1
        candidate.busy = False
        self._queue_inputs(candidate)

    # After the last sample.

    async def _close(self) -> None:
        await self._quiet.wait()
        survivors = sorted(self.candidates.survivors.values(), key=lambda each: each.first)
        await self.trials.settle(survivors)
        self.version += 1
        await self._seek(survivors)
        self.finished = True
        self._changed()

    async def _seek(self, survivors: list[Candidate]) -> None:
        """Looks for inputs that tell the leading programs apart, for a bounded time."""
        whole, left = self._time()
        allowed = min(SEEKING_SHARE * whole, SEEKING_SHARE_LEFT * left)
        if allowed < LEAST_SEEKING_S:
            return
        inputs, count = await self._inputs(), self._options.generated_inputs // 2
        seeking = asyncio.create_task(distinguish(self.trials, inputs, survivors, count))
        try:
            await asyncio.wait({seeking}, timeout=allowed)
        finally:
            seeking.cancel()
            await asyncio.wait({seeking})
        if not seeking.cancelled():
            seeking.result()
            self.version += 1

    def _count_failure(self, run: Run) -> None:
        self._failures += 1
        if self._failures > FORGIVEN_FAILURES and self._failures > self.ran:
            raise EngineError(
                "internal",
                f"Programs cannot be run: {run.detail or 'the sandbox fails'}. "
                "`shortlist doctor` shows the state of the sandbox.",
            )


def typed_failure(error: Exception) -> EngineError:
    if isinstance(error, SandboxUnavailable):
        return EngineError("sandboxUnavailable", str(error))
    if isinstance(error, MemoryError):
        return EngineError("outOfMemory", "Out of memory while running programs.")
    return EngineError(
        "internal",
        f"Running programs failed: {type(error).__name__}: {error}. See the engine's log.",
    )
