"""The sampler in its thread: batches cross to the event loop a few at a time."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, Sampler, SamplingParams, UnsupportedError
from shortlist_engine.solve.options import SolveOptions

FIRST_ROUND = 64
LAST_ROUND = 4096
BATCHES_AHEAD = 4


@dataclass(frozen=True)
class Batch:
    """Programs; `offset` is added to a sample's index to number it within the whole solve."""

    samples: Sequence[Sample]
    offset: int


@dataclass(frozen=True)
class Inputs:
    """The model's test inputs, as it wrote them."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class SamplingOver:
    """No more programs will come; `Inputs` may."""


@dataclass(frozen=True)
class Failed:
    error: EngineError


@dataclass(frozen=True)
class End:
    """The thread is over."""


Item = Batch | Inputs | SamplingOver | Failed | End


class SampleFeed:
    """Samples in rounds of growing, fixed sizes, so that the model's test inputs can be drawn
    between two rounds without changing any program: the programs depend on the seed only, never on
    when the first survivor was found.

    `get` and `done_with` belong to the event loop. At most `BATCHES_AHEAD` batches wait; a sampler
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
    ) -> None:
        self._sampler = sampler
        self._problem = problem
        self._samples = samples
        self._languages = languages
        self._options = options
        self._seed = seed
        self._loop = asyncio.get_running_loop()
        self._items: asyncio.Queue[Item] = asyncio.Queue()
        self._ahead = threading.Semaphore(BATCHES_AHEAD)
        self._inputs_count = 0
        self._inputs_asked = threading.Event()
        self._inputs_known = threading.Event()  # whether inputs are wanted has been decided
        self._over = asyncio.Event()
        self.cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="shortlist-sampler", daemon=True)

    def start(self) -> None:
        self._thread.start()

    async def get(self) -> Item:
        return await self._items.get()

    def done_with(self, item: Item) -> None:
        """Lets the sampler go on by one batch."""
        if isinstance(item, Batch):
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
        """Whether the thread is over within `timeout` seconds."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._over.wait(), timeout)
        return self._over.is_set()

    # In the thread.

    def _work(self) -> None:
        try:
            self._sample_programs()
            self._put(SamplingOver())
            self._inputs_known.wait()
            self._sample_inputs()
        except _Closed:
            pass
        except BaseException as error:
            with contextlib.suppress(_Closed):
                self._put(Failed(_typed(error)))
        finally:
            with contextlib.suppress(_Closed):
                self._put(End())
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
                self._put(Batch(samples, offset))
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
            self._put(Inputs(tuple(text for _, text in sorted(texts))))

    def _params(self, task: str, count: int, part: str) -> SamplingParams:
        overrides = {
            name: value
            for name, value in (
                ("temperature", self._options.temperature if task == "solve" else None),
                ("top_p", self._options.top_p if task == "solve" else None),
            )
            if value is not None
        }
        return SamplingParams(
            num_samples=count,
            seed=derive_seed(self._seed, part),
            languages=self._languages,
            task=task,  # type: ignore[arg-type]
            **overrides,  # type: ignore[arg-type]
        )

    def _put(self, item: Item) -> None:
        self._call(self._items.put_nowait, item)

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError:  # the loop is closed: nobody listens any more
            raise _Closed from None


class _Closed(Exception):
    pass


def derive_seed(seed: int, part: str) -> int:
    """31 bits that depend on both: rounds of one solve, and solves of neighbouring seeds, draw
    unrelated samples."""
    digest = hashlib.blake2b(f"{seed}/{part}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1


def _typed(error: BaseException) -> EngineError:
    if isinstance(error, EngineError):
        return error
    if isinstance(error, UnsupportedError):
        return EngineError.caused_by("unsupported", error)
    if isinstance(error, ModelError):
        return EngineError.caused_by("modelNotFound", error)
    if isinstance(error, MemoryError):
        return EngineError(
            "outOfMemory",
            "The model ran out of memory while sampling: close other programs or use a smaller "
            "model.",
        )
    return EngineError(
        "engineCrashed",
        f"Sampling failed: {type(error).__name__}: {error}. The engine's log has the details.",
    )
