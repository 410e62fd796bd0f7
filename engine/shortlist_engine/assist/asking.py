"""Drawing answers to a task of `sampling.ASSISTING`, in a thread of their own, as they come."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from shortlist_engine.concurrency import Cancelled, set_within, unless
from shortlist_engine.host.failures import sampling_failure
from shortlist_engine.languages import LANGUAGES, runnable, written
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import (
    AnyTask,
    Sample,
    Sampler,
    SamplingParams,
    Subject,
    UnsupportedError,
    check_supported,
)
from shortlist_engine.statement.prompt import conversation, program_text

STOP_WITHIN_S = 0.2
"""How long a cancelled sampler is waited for; its thread ends by itself after that."""


@dataclass(frozen=True)
class Ask:
    """Says what a model is asked: `samples` answers to `task` about `subject`, in `language` where
    an answer is a program. The others are as `SamplingParams` has them; with one sample, or
    `greedy_first`, the likeliest answer comes first, where the model can say which that is."""

    task: AnyTask
    subject: Subject
    language: str
    samples: int = 1
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0
    max_tokens: int | None = None
    greedy_first: bool = True

    def params(self) -> SamplingParams:
        """Returns what a sampler is asked for."""
        return SamplingParams(
            num_samples=self.samples,
            temperature=self.temperature,
            top_p=self.top_p,
            seed=self.seed,
            languages=(self.language if self.language in runnable() else written()[0],),
            max_tokens=self.max_tokens,
            task=self.task,
            greedy_first=self.greedy_first,
            subject=self.subject,
        )

    def problem(self) -> Problem:
        """Returns what our own models read: the steps, the program, or the problem."""
        subject = self.subject
        if self.task == "continue":
            return conversation(subject.turns, self.language)
        program = subject.program
        if program is not None and LANGUAGES[program.language].syntax.line:
            return program_text(program.source, program.language)
        return subject.problem or Problem("", "")


def refusal(sampler: Sampler, ask: Ask) -> str:
    """Returns why the model cannot be asked this, and what to do instead; empty where it can."""
    try:
        check_supported(sampler, ask.params())
    except UnsupportedError as error:
        return EngineError.caused_by("unsupported", error).message
    return ""


async def answers(
    sampler: Sampler, ask: Ask, cancelled: asyncio.Event | None = None
) -> AsyncGenerator[Sample, None]:
    """Yields each answer as it is complete, in no particular order of `index`. It ends at once when
    `cancelled` is set, and so does the model when the generator is closed.

    Raises EngineError: `unsupported` for what the model cannot do, else as
    `host.failures.sampling_failure` types what befell it. What came before a fault has been yielded
    then.
    """
    loop = asyncio.get_running_loop()
    came: asyncio.Queue[Sample | EngineError | None] = asyncio.Queue()
    over, stop = asyncio.Event(), threading.Event()

    def tell(what: Sample | EngineError | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(came.put_nowait, what)

    def draw() -> None:
        try:
            for batch in sampler.sample(ask.problem(), ask.params(), stop):
                for sample in batch:
                    tell(sample)
            tell(None)
        except BaseException as error:
            tell(sampling_failure(error))
        finally:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(over.set)

    threading.Thread(target=draw, name="shortlist-asking", daemon=True).start()
    try:
        while (what := await unless(cancelled, came.get())) is not None:
            if isinstance(what, EngineError):
                raise what
            yield what
    except Cancelled:
        return
    finally:
        stop.set()
        await set_within(over, STOP_WITHIN_S)
