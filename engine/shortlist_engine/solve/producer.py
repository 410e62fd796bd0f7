"""Draws samples in a thread of their own; batches cross to the event loop a few at a time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace

from shortlist_engine.concurrency import set_within
from shortlist_engine.host.failures import sampling_failure
from shortlist_engine.problem import Program
from shortlist_engine.sampling.base import AnyTask, Failure, SamplingParams
from shortlist_engine.solve.job import Job
from shortlist_engine.solve.model_tests import LEAST_SAMPLES, PROGRAMS_OF_EACH, TestPrograms
from shortlist_engine.solve.produced import (
    EndOfPrograms,
    EndOfStream,
    InputBatch,
    Produced,
    ProgramBatch,
    RepairsWanted,
    SamplingFailed,
    TestProgramBatch,
)
from shortlist_engine.solve.repair import repairs_due
from shortlist_engine.solve.seeds import derive_seed
from shortlist_engine.statement.prompt import ContextProgram

FIRST_ROUND = 64
LAST_ROUND = 4096
BATCHES_AHEAD = 4


class SampleProducer:
    """Draws samples in rounds of growing, fixed sizes, so that the model's test inputs can be drawn
    between two rounds without changing any program: the programs depend on the seed only, never on
    when the first survivor was found.

    `get` and `release` belong to the event loop. At most `BATCHES_AHEAD` batches wait; a sampler
    faster than the execution pauses.
    """

    def __init__(self, job: Job, context: tuple[ContextProgram, ...] = ()) -> None:
        self._sampler = job.sampler
        self._problem = job.problem
        self._samples, self._seconds = job.budget.samples, job.budget.seconds
        self._languages = job.languages
        self._options = job.options
        self._seed = job.seed
        self._costly = self._round_size()
        self._first_round = FIRST_ROUND if self._costly is None else self._costly
        self._repaired = 0
        self._context = context
        self._loop = asyncio.get_running_loop()
        self._produced: asyncio.Queue[Produced] = asyncio.Queue()
        self._ahead = threading.Semaphore(BATCHES_AHEAD)
        self._inputs_count = 0
        self._inputs_asked = threading.Event()
        self._inputs_known = threading.Event()  # whether inputs are wanted has been decided
        self._failures: tuple[Failure, ...] = ()
        self._failures_known = threading.Event()
        self._over = asyncio.Event()
        self.cancelled = threading.Event()
        self._thread = threading.Thread(target=self._produce, name="shortlist-sampler", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    async def get(self) -> Produced:
        """Waits for what the thread makes next and returns it."""
        return await self._produced.get()

    def release(self) -> None:
        """Lets the sampler go on by one batch, when one of programs has been taken in."""
        self._ahead.release()

    def ask_for_inputs(self, count: int) -> None:
        """Has `count` test inputs drawn at the next end of a round; only the first call counts."""
        if not self._inputs_known.is_set():
            self._inputs_count = count
            if count:
                self._inputs_asked.set()
            self._inputs_known.set()

    def cancel(self) -> None:
        """Stops the sampler at its next token; `wait` tells when it has stopped."""
        self.cancelled.set()
        self._inputs_known.set()
        self._failures_known.set()

    def repair(self, failures: tuple[Failure, ...]) -> None:
        """Answers `RepairsWanted`; with no failures there is nothing to repair."""
        self._failures = failures
        self._failures_known.set()

    async def wait(self, timeout: float) -> bool:
        """Says whether the thread is over within `timeout` seconds."""
        return await set_within(self._over, timeout)

    def _round_size(self) -> int | None:
        """A round of samples that cost seconds each fills the backend once, in one language; a
        small budget is shared by all languages still."""
        size = self._sampler.capabilities.round_size
        share = -(-self._samples // len(self._languages))
        return None if size is None else max(1, min(size, share))

    # In the thread.

    def _produce(self) -> None:
        try:
            self._sample_programs()
            self._put(EndOfPrograms())
            self._inputs_known.wait()
            self._sample_inputs()
        except _Closed:
            pass
        except BaseException as error:
            with contextlib.suppress(_Closed):
                self._put(SamplingFailed(sampling_failure(error)))
        finally:
            with contextlib.suppress(_Closed):
                self._put(EndOfStream())
                self._call(self._over.set)

    def _sample_programs(self) -> None:
        offset, number, repairs, size = 0, 0, 0, self._first_round
        while offset < self._samples and not self.cancelled.is_set():
            size = min(size, self._samples - offset)
            params = self._params("solve", size, f"round {number}")
            if self._costly is not None:
                language = self._languages[number % len(self._languages)]
                params = replace(params, languages=(language,), greedy_first=number == 0)
            if not self._draw(params, offset):
                return
            self._sample_inputs()
            offset, number = offset + size, number + 1
            if self._costly is None:
                size = min(size * 2, LAST_ROUND)
            else:
                due = self._repairs_due(offset - self._repaired, repairs)
                if due:
                    repairs += 1
                    offset = self._sample_repairs(min(due, self._samples - offset), offset, repairs)
                size = self._costly

    def _draw(self, params: SamplingParams, offset: int) -> bool:
        """Hands on what the sampler draws; returns whether it was left to end."""
        for samples in self._sampler.sample(self._problem, params, self.cancelled):
            while not self._ahead.acquire(timeout=0.05):
                if self.cancelled.is_set():
                    return False
            if self.cancelled.is_set():
                return False
            self._put(ProgramBatch(samples, offset))
        return not self.cancelled.is_set()

    def _repairs_due(self, fresh: int, rounds: int) -> int:
        able = "repair" in self._sampler.capabilities.tasks
        if not (self._options.repair and able):
            return 0
        return repairs_due(fresh, self._samples, rounds)

    def _sample_repairs(self, count: int, offset: int, number: int) -> int:
        """Has `count` programs repaired where no sample passes yet; returns the offset behind
        them."""
        if count < 1:
            return offset
        self._failures_known.clear()
        if self.cancelled.is_set():  # what `cancel` set may just have been cleared
            return offset
        self._put(RepairsWanted())
        self._failures_known.wait()
        for place, failure in enumerate(self._failures):
            if self.cancelled.is_set():
                break
            share = len(range(place, count, len(self._failures)))
            if share:
                params = replace(
                    self._params("solve", share, f"repair {number}/{place}"),
                    task="repair",
                    failure=failure,
                )
                self._draw(params, offset)
                self._repaired += share
                offset += share
        return offset

    def _sample_inputs(self) -> None:
        if not self._inputs_asked.is_set() or self.cancelled.is_set():
            return
        self._inputs_asked.clear()
        if self._writes_tests():
            self._put(TestProgramBatch(self._test_programs()))
            return
        texts: list[tuple[int, str]] = []
        # Of a model without this task, mutations take the place.
        if "inputs" in self._sampler.capabilities.tasks:
            params = self._params("inputs", self._inputs_count, "inputs")
            for samples in self._sampler.sample(self._problem, params, self.cancelled):
                texts += [(sample.index, sample.text) for sample in samples]
        if not self.cancelled.is_set():
            self._put(InputBatch(tuple(text for _, text in sorted(texts))))

    def _writes_tests(self) -> bool:
        """Whether answers about inputs are worth their place in the budget."""
        able = self._sampler.capabilities
        if not self._options.model_tests or self._problem.kind != "stdin":
            return False
        if "generator" not in able.tasks:
            return False
        pace = able.samples_per_second
        expected = self._samples if pace is None else int(pace * self._seconds)
        return min(self._samples, expected) >= LEAST_SAMPLES

    def _test_programs(self) -> TestPrograms:
        found: dict[AnyTask, tuple[Program, ...]] = {}
        tasks: tuple[AnyTask, ...] = ("generator", "validator", "brute_force")
        for task in tasks:
            params = self._params(task, PROGRAMS_OF_EACH, task)
            samples = [
                sample
                for batch in self._sampler.sample(self._problem, params, self.cancelled)
                for sample in batch
                if sample.text.strip()
            ]
            samples.sort(key=lambda sample: sample.index)
            found[task] = tuple(Program(each.language, each.text) for each in samples)
        return TestPrograms(found["generator"], found["validator"], found["brute_force"])

    def _params(self, task: AnyTask, count: int, part: str) -> SamplingParams:
        programs = task == "solve"
        return SamplingParams(
            num_samples=count,
            temperature=self._options.temperature if programs else None,
            top_p=self._options.top_p if programs else None,
            seed=derive_seed(self._seed, part),
            languages=self._languages,
            task=task,
            context=self._context if programs else (),
        )

    def _put(self, produced: Produced) -> None:
        self._call(self._produced.put_nowait, produced)

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError:  # the loop is closed: nobody listens any more
            raise _Closed from None


class _Closed(Exception):
    pass
