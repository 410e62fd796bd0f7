"""A sampler and an execution pool with a script in place of a model and a sandbox.

A fake program is the Python expression of its answer, such as `x + 1`, where `x` is the integer
that the input holds; the fake pool evaluates it. Words in the source make it misbehave:
`FAIL` (runtime error), `SE` (the sandbox fails), `SLOW` (takes a second), `FLAKY` (on generated
inputs it depends on the variation).
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.host import Resources
from shortlist_engine.problem import Example, Problem, Run, Verdict
from shortlist_engine.sampling.backend import Backend, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import (
    Capabilities,
    Sample,
    Sampler,
    SamplingParams,
    check_supported,
)
from shortlist_engine.statement.prompt import Metadata, Task

DOUBLE = Problem(
    "Double",
    "Print twice the number.",
    (Example("1\n", "2\n"), Example("4\n", "8\n")),
)


class FakeSampler:
    """Yields `source(seed, index)` for each sample, `batch` at a time with `delay_s` between.

    `stop_after` raises `error` after that many samples. `inputs` answers the test-input task. Its
    samples are in `language`; `writes`, `tasks` and `logprobs` say what it can do.
    """

    name = "fake"

    def __init__(
        self,
        source: Callable[[int, int], str] | Sequence[str],
        *,
        batch: int = 8,
        delay_s: float = 0.0,
        inputs: Sequence[str] = ("7\n", "12\n", "not a number\n"),
        language: str = "python",
        error: Exception | None = None,
        stop_after: int | None = None,
        deaf_s: float = 0.0,
        writes: Sequence[str] = ("python", "cpp"),
        tasks: Sequence[Task] = ("solve", "inputs"),
        logprobs: bool = True,
    ) -> None:
        self.capabilities = Capabilities(tuple(writes), tuple(tasks), True, logprobs, batch)
        sources = source if callable(source) else (lambda _, i, s=tuple(source): s[i % len(s)])
        self._source: Callable[[int, int], str] = sources
        self._batch = batch
        self._delay_s = delay_s
        self._inputs = tuple(inputs)
        self._language = language
        self._error = error
        self._stop_after = stop_after
        self._deaf_s = deaf_s
        self._drawn = 0
        self.calls: list[SamplingParams] = []
        self.active = 0
        self.most_active = 0
        self.closed = False
        self.cancelled_at: float | None = None
        self.stopped = threading.Event()

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        check_supported(self, params)
        self.calls.append(params)
        self.active += 1
        self.most_active = max(self.most_active, self.active)
        try:
            yield from self._batches(params, cancelled)
        finally:
            self.active -= 1
            self.stopped.set()

    def _batches(
        self, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        if params.task == "inputs":
            texts = itertools.islice(itertools.cycle(self._inputs), params.num_samples)
            yield [self._sample(i, text) for i, text in enumerate(texts)]
            return
        for start in range(0, params.num_samples, self._batch):
            if self._delay_s and cancelled.wait(self._delay_s):
                time.sleep(self._deaf_s)
                return
            if cancelled.is_set():
                return
            count = min(self._batch, params.num_samples - start)
            batch = []
            for index in range(start, start + count):
                if self._error is not None and self._drawn == self._stop_after:
                    raise self._error
                batch.append(self._sample(index, self._source(params.seed or 0, self._drawn)))
                self._drawn += 1
            yield batch

    def _sample(self, index: int, text: str) -> Sample:
        return Sample(
            index,
            text,
            self._language,
            -float(len(text)) if self.capabilities.logprobs else None,
            len(text),
            "stop",
            Metadata(self._language, 800),
        )

    def close(self) -> None:
        self.closed = True


def announcing_backend(name: str, sampler: Callable[[], FakeSampler]) -> Backend:
    """The backend of a model that says what is waited for: when it is loaded, and at the first
    sample, which comes a moment later."""

    def load(choice: ModelChoice) -> FakeSampler:
        tell = choice.on_status or (lambda text: None)
        tell(f"loading {name} …")
        loaded = sampler()
        loaded.name = name
        draw = loaded._batches

        def batches(params: SamplingParams, cancelled: threading.Event) -> Iterator[list[Sample]]:
            tell(f"waiting for {name} …")
            cancelled.wait(0.1)
            yield from draw(params, cancelled)

        loaded._batches = batches  # type: ignore[method-assign]
        return loaded

    return Backend(
        name,
        owns=lambda asked: asked == name,
        describe=lambda choice: ModelInfo(name, "cpu"),
        identify=lambda choice: name,
        load=load,
    )


def loading_backend(name: str, *, deaf: bool) -> Backend:
    """The backend of a model that is loaded for a minute, or until that is cancelled, which one
    that is `deaf` does not notice."""

    def load(choice: ModelChoice) -> FakeSampler:
        (choice.on_status or (lambda text: None))(f"loading {name} …")
        assert choice.cancelled is not None
        if deaf:
            time.sleep(60)
        elif choice.cancelled.wait(60):
            raise Cancelled
        return FakeSampler(["x"])

    return replace(fake_resources(lambda: FakeSampler(["x"]), FakePool).backend, load=load)


class FakePool:
    """Evaluates fake programs; `delay_s` for each input. Counts what runs and what was killed."""

    def __init__(
        self,
        *,
        workers: int = 2,
        delay_s: float = 0.0,
        error: Exception | None = None,
        languages: Sequence[str] = ("python", "cpp"),
    ) -> None:
        self.workers = workers
        self._languages = tuple(languages)
        self._delay_s = delay_s
        self._error = error
        self.running = 0
        self.runs = 0
        self.killed = 0
        self.open = False

    async def __aenter__(self) -> FakePool:
        if self._error is not None:
            raise self._error
        self.open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self.open = False

    async def languages(self, among: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in among if name in self._languages)

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        program, expected, limits = request.program, request.expected, request.limits
        runs: list[Run] = []
        self.running += 1
        try:
            for index, text in enumerate(request.inputs):
                if request.stop_at_first_failure and runs and runs[-1].verdict is not Verdict.AC:
                    runs.append(Run(Verdict.SK))
                    continue
                delay = 1.0 if "SLOW" in program.source else self._delay_s
                await asyncio.sleep(delay)
                self.runs += 1
                if self._error is not None:
                    raise self._error
                if "HEAVY" in program.source and limits is not None and limits.time_s < 1:
                    runs.append(Run(Verdict.TLE))
                    continue
                right = expected[index] if expected else None
                runs.append(self._one(program.source, text, right, request.variation))
        except asyncio.CancelledError:
            self.killed += 1
            raise
        finally:
            self.running -= 1
        return tuple(runs)

    def _one(self, source: str, text: str, expected: str | None, variation: int) -> Run:
        if "SE" in source:
            return Run(Verdict.SE, detail="the zygote died")
        if "FAIL" in source:
            return Run(Verdict.RE, detail="ValueError")
        expression = source.replace("SLOW", "").replace("FLAKY", "").replace("HEAVY", "")
        try:
            value = eval(expression, {"__builtins__": {}}, {"x": int(text)})
        except Exception as error:
            return Run(Verdict.RE, detail=repr(error))
        output = f"{value}\n"
        if expected is None:
            output = f"{variation}\n" if "FLAKY" in source else output
            return Run(Verdict.OK, 1.0, 1.0, 100, output)
        verdict = Verdict.AC if output.split() == expected.split() else Verdict.WA
        return Run(verdict, 1.0, 1.0, 100, output)


def fake_resources(load: Callable[[], Sampler], pool: Callable[[], FakePool]) -> Resources:
    """A model `fake` that `load` loads, and pools that `pool` makes."""
    backend = Backend(
        "fake",
        owns=lambda name: name == "fake",
        describe=lambda choice: ModelInfo("fake", "cpu"),
        identify=lambda choice: "fake",
        load=lambda choice: load(),
    )
    probe = {"level": "A", "problems": []}
    return Resources(ModelChoice("fake"), backend, pool, lambda: probe)
