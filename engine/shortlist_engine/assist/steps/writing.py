"""Continuations of one step: drawn from a model, each run, the best first."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal

from shortlist_engine.assist.asking import Ask, answers
from shortlist_engine.assist.steps.document import Step, StepDocument
from shortlist_engine.assist.steps.trial import ORDER, Trial, Trials
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.languages import LANGUAGES
from shortlist_engine.problem import normalise_source
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, Sampler, Subject

MOST = 10
"""How many continuations of a step are shown."""
DoneReason = Literal["samples", "cancelled"]


@dataclass(frozen=True)
class StepOptions:
    """Says how many continuations are drawn, and how; None leaves it to the model."""

    samples: int = MOST
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0
    max_tokens: int | None = None


@dataclass(frozen=True)
class Continuation:
    """Holds the code of a step with what it did. `count` samples wrote it, the first of them at
    place `first`; `agree` counts samples, its own too, after which all values and outputs are the
    same. `logprob` is None where the model does not say."""

    code: str
    count: int
    first: int
    trial: Trial
    agree: int = 1
    logprob: float | None = None


@dataclass(frozen=True)
class StepProgress:
    """Counts what was drawn and what was run so far, with the best continuations, best first."""

    step: int
    sampled: int
    ran: int
    continuations: tuple[Continuation, ...]


@dataclass(frozen=True)
class StepDone:
    """Ends the work on a step: the continuations, best first, `MOST` at most. `empty` counts
    samples without any code; `error` is what befell the model after it had given something."""

    step: Step
    reason: DoneReason
    sampled: int
    empty: int
    continuations: tuple[Continuation, ...]
    model: str
    error: EngineError | None = None


async def write_step(
    document: StepDocument,
    step: Step,
    *,
    sampler: Sampler,
    trials: Trials,
    options: StepOptions | None = None,
    codes: Sequence[str] | None = None,
    cancelled: asyncio.Event | None = None,
) -> AsyncGenerator[StepProgress | StepDone, None]:
    """Yields progress whenever something was run, and ends with `StepDone`. `codes` are those of
    the steps before it, by default as they stand in the file; they have to be there. The steps
    below that have code are run too, up to the first that has none.

    Raises EngineError: `invalidRequest` when a step before has no code, `unsupported` for a model
    without the task, and what befell a model that gave nothing; what the pool's `run` raises.
    """
    options = options or StepOptions()
    above = list(codes) if codes is not None else _above(document, step)
    below = _below(document, step) if codes is None else []
    work = _Work(document, step, trials, above, below)
    ask = Ask(
        "continue",
        Subject(turns=document.turns(above)),
        document.language,
        options.samples,
        options.temperature,
        options.top_p,
        options.seed,
        options.max_tokens,
    )
    error: EngineError | None = None
    drawing = answers(sampler, ask, cancelled)
    try:
        try:
            async with contextlib.aclosing(drawing):
                async for sample in drawing:
                    work.take(sample)
                    await asyncio.sleep(0)
                    if work.settle():
                        yield work.progress()
        except EngineError as raised:
            if not work.sampled:
                raise
            error = raised
        while work.running:
            await unless(cancelled, work.some())
            if work.settle():
                yield work.progress()
    except Cancelled:
        pass
    finally:
        await work.stop()
    stopped = cancelled is not None and cancelled.is_set()
    yield StepDone(
        step,
        "cancelled" if stopped else "samples",
        work.sampled,
        work.empty,
        work.ranked(),
        sampler.name,
        error,
    )


class _Work:
    """The samples of one step: what came, what runs, what was found."""

    def __init__(
        self,
        document: StepDocument,
        step: Step,
        trials: Trials,
        above: Sequence[str],
        below: Sequence[str],
    ) -> None:
        self._document, self._step, self._trials = document, step, trials
        self._above, self._below = list(above), list(below)
        self._codes: dict[str, list[Sample]] = {}
        self._texts: dict[str, str] = {}
        self.running: dict[asyncio.Task[Trial], str] = {}
        self._found: dict[str, Trial] = {}
        self.sampled = self.empty = 0

    def take(self, sample: Sample) -> None:
        """Runs what the sample wrote, unless another wrote the same."""
        self.sampled += 1
        code = continuation(sample.text, self._document, self._step, self._above)
        key = normalise_source(code)
        if not any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n")):
            self.empty += 1
            return
        self._codes.setdefault(key, []).append(sample)
        if key in self._texts:
            return
        self._texts[key] = code
        task = asyncio.ensure_future(self._trials.of([*self._above, code], self._below))
        self.running[task] = key

    async def some(self) -> None:
        """Waits until something that runs has ended."""
        await asyncio.wait(self.running, return_when=asyncio.FIRST_COMPLETED)

    def settle(self) -> bool:
        """Takes the results that are there, and says whether there were any."""
        ended = [task for task in self.running if task.done()]
        for task in ended:
            self._found[self.running.pop(task)] = task.result()
        return bool(ended)

    async def stop(self) -> None:
        """Ends what still runs."""
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)

    def progress(self) -> StepProgress:
        return StepProgress(self._step.number, self.sampled, len(self._found), self.ranked())

    def ranked(self) -> tuple[Continuation, ...]:
        """The continuations that were run, best first."""
        agree: dict[str, int] = {}
        for key, trial in self._found.items():
            agree[trial.state] = agree.get(trial.state, 0) + len(self._codes[key])
        found = []
        for key, trial in self._found.items():
            samples = self._codes[key]
            first = min(samples, key=lambda sample: sample.index)
            found.append(
                Continuation(
                    self._texts[key],
                    len(samples),
                    first.index,
                    trial,
                    agree[trial.state],
                    first.cumulative_logprob,
                )
            )
        found.sort(
            key=lambda each: (
                ORDER.index(each.trial.status),
                -each.agree,
                len(each.trial.altered),
                -each.count,
                each.first,
            )
        )
        return tuple(found[:MOST])


def continuation(answer: str, document: StepDocument, step: Step, above: Sequence[str]) -> str:
    """Returns the code of a step in what a model wrote for it: what stands below the step's own
    comment where the answer repeats the program, without what was there before, and without the
    steps that follow."""
    prefix = LANGUAGES[document.language].comment
    lines = [line.rstrip() for line in answer.replace("\r\n", "\n").split("\n")]
    margin = {
        line.lstrip(f"{prefix} ").strip(): at
        for at, line in enumerate(lines)
        if line.startswith(prefix)
    }
    own = step.text.split("\n")[-1]
    if own in margin:
        lines = lines[margin[own] + 1 :]
        while lines and re.match(rf"{re.escape(prefix)}", lines[0]):
            del lines[0]
    else:
        before = [line for code in (document.before, *above) for line in code.split("\n") if line]
        written = [line for line in lines if line and not line.startswith(prefix)]
        if before and written[: len(before)] == before:
            last = [at for at, line in enumerate(lines) if line and not line.startswith(prefix)]
            lines = lines[last[len(before) - 1] + 1 :]
    following = {each.text.split("\n")[0] for each in document.steps[step.number :]}
    for at, line in enumerate(lines):
        if line.startswith(prefix) and line.lstrip(f"{prefix} ").strip() in following:
            lines = lines[:at]
            break
    return _at_the_margin("\n".join(lines).strip("\n"))


def _at_the_margin(code: str) -> str:
    """Code that is indented as a whole, since a model may have taken it for a function's body."""
    written = [line for line in code.split("\n") if line.strip()]
    if not written or not all(line[0] in " \t" for line in written):
        return code
    width = min(len(line) - len(line.lstrip()) for line in written)
    return "\n".join(line[width:] for line in code.split("\n"))


def _above(document: StepDocument, step: Step) -> list[str]:
    missing = next((s for s in document.steps[: step.number - 1] if not s.written), None)
    if missing is not None:
        raise EngineError(
            "invalidRequest",
            f"step {missing.number} (line {missing.line + 1}) has no code yet, and step "
            f"{step.number} goes on from it: write that one first, or all of them",
        )
    return [each.code for each in document.steps[: step.number - 1]]


def _below(document: StepDocument, step: Step) -> list[str]:
    found = []
    for each in document.steps[step.number :]:
        if not each.written:
            break
        found.append(each.code)
    return found
