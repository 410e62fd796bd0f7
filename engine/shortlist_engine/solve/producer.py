"""Draws samples in a thread of their own; batches cross to the event loop a few at a time."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.concurrency import set_within
from shortlist_engine.problem import Problem, SolveOptions
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, Sampler, SamplingParams
from shortlist_engine.solve.failures import sampling_failure
from shortlist_engine.statement.prompt import ContextProgram, Task

FIRST_ROUND = 64
LAST_ROUND = 4096
BATCHES_AHEAD = 4


@dataclass(frozen=True)
class ProgramBatch:
    """Holds programs; `offset` is added to a sample's index to number it within the whole solve."""

    samples: Sequence[Sample]
    offset: int


@dataclass(frozen=True)
class InputBatch:
    """Holds the model's test inputs, as it wrote them."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class EndOfPrograms:
    """No more programs will come; an `InputBatch` may."""


@dataclass(frozen=True)
class SamplingFailed:
    """The sampler raised; nothing but `EndOfStream` will come."""

    error: EngineError


@dataclass(frozen=True)
class EndOfStream:
    """The thread has ended."""


Produced = ProgramBatch | InputBatch | EndOfPrograms | SamplingFailed | EndOfStream


class SampleProducer:
    """Draws samples in rounds of growing, fixed sizes, so that the model's test inputs can be drawn
    between two rounds without changing any program: the programs depend on the seed only, never on
    when the first survivor was found.

    `get` and `release` belong to the event loop. At most `BATCHES_AHEAD` batches wait; a sampler
    faster than the execution pauses.
    """

    def __init__(
        self,
        sampler: Sampler,
        problem: Problem,
        samples: int,
        languages: tuple[str, ...],
        options: SolveOptions,
        seed: int,
        context: tuple[ContextProgram, ...] = (),
    ) -> None:
        self._sampler = sampler
        self._problem = problem
        self._samples = samples
        self._languages = languages
        self._options = options
        self._seed = seed
        self._context = context
        self._loop = asyncio.get_running_loop()
        self._produced: asyncio.Queue[Produced] = asyncio.Queue()
        self._ahead = threading.Semaphore(BATCHES_AHEAD)
        self._inputs_count = 0
        self._inputs_asked = threading.Event()
        self._inputs_known = threading.Event()  # whether inputs are wanted has been decided
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

    async def wait(self, timeout: float) -> bool:
        """Says whether the thread is over within `timeout` seconds."""
        return await set_within(self._over, timeout)

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
        offset, number, size = 0, 0, FIRST_ROUND
        while offset < self._samples and not self.cancelled.is_set():
            size = min(size, self._samples - offset)
            params = self._params("solve", size, f"round {number}")
            for samples in self._sampler.sample(self._problem, params, self.cancelled):
                while not self._ahead.acquire(timeout=0.05):
                    if self.cancelled.is_set():
                        return
                if self.cancelled.is_set():
                    return
                self._put(ProgramBatch(samples, offset))
            self._sample_inputs()
            offset, number, size = offset + size, number + 1, min(size * 2, LAST_ROUND)

    def _sample_inputs(self) -> None:
        if not self._inputs_asked.is_set() or self.cancelled.is_set():
            return
        self._inputs_asked.clear()
        texts: list[tuple[int, str]] = []
        # Of a model without this task, mutations take the place.
        if "inputs" in self._sampler.capabilities.tasks:
            params = self._params("inputs", self._inputs_count, "inputs")
            for samples in self._sampler.sample(self._problem, params, self.cancelled):
                texts += [(sample.index, sample.text) for sample in samples]
        if not self.cancelled.is_set():
            self._put(InputBatch(tuple(text for _, text in sorted(texts))))

    def _params(self, task: Task, count: int, part: str) -> SamplingParams:
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


def derive_seed(seed: int, part: str) -> int:
    """Returns 31 bits that depend on both: rounds of one solve, and solves of neighbouring seeds,
    draw unrelated samples."""
    digest = hashlib.blake2b(f"{seed}/{part}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1
