"""Translating a program: candidates of a model, each run against the original, the proof with it.

As CodeGeeX translates (Zheng et al. 2023), except that nothing is taken on trust: a candidate is
shown with how many inputs it gave the same outputs on, and those that differ come last.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.assist.reference import INPUTS, Reference, make_reference
from shortlist_engine.assist.tools import check_runnable
from shortlist_engine.assist.translation import (
    Mismatch,
    Translation,
    compared,
    in_order,
    shown_end,
    told_apart,
)
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.failures import execution_failure
from shortlist_engine.languages import called, display_name
from shortlist_engine.problem import Problem, Program, Run
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample, Sampler, Subject

CHEAP, COSTLY = 64, 8
"""How many candidates are drawn when nobody says: of a model that is cheap to ask, and of one whose
answers cost seconds each."""
_MADE_SMALL = 3
Smaller = Callable[
    [Problem, Program, Program, str, Sequence[str]], Awaitable["tuple[str, Run, Run, bool] | None"]
]
"""Makes the input small on which two programs differ: given the problem, the original, the other
program, the input, and inputs that are known to be valid, it returns the smaller input, what both
did with it, and whether nothing smaller was found near it; None where it cannot be made smaller.
`practice.smaller.smaller_difference` is one."""


@dataclass(frozen=True)
class TranslateRequest:
    """Asks for translations of `program` into `language`. `problem` is the one that it solves,
    where that is known, and `given` are further inputs of the user's to compare on; `inputs` is how
    many there are to be with the generated ones. `signature` is the head that a function is to have
    in the other language. `samples` None is as many as the model's speed suggests. The other fields
    are as in `asking.Ask`."""

    program: Program
    language: str
    problem: Problem | None = None
    given: tuple[str, ...] = ()
    inputs: int = INPUTS
    signature: str = ""
    samples: int | None = None
    temperature: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class TranslateProgress:
    """Says what goes on: `answered` of `samples` answers came, and `compared` programs have run."""

    stage: Literal["running", "asking"]
    samples: int = 0
    answered: int = 0
    compared: int = 0


@dataclass(frozen=True)
class Translations:
    """Holds the translations so far, best first; later ones replace them."""

    translations: tuple[Translation, ...]


@dataclass(frozen=True)
class TranslateDone:
    """Ends a translation as its last event. `notes` are sentences for the user; `lacking` counts
    answers that held no program. `inputs` is how many were compared on, `examples` how many of them
    were given."""

    reason: Literal["samples", "cancelled"]
    translations: tuple[Translation, ...]
    inputs: int
    examples: int
    notes: tuple[str, ...] = ()
    lacking: int = 0
    model: str = ""


TranslateEvent = TranslateProgress | Translations | TranslateDone


async def translate(
    request: TranslateRequest,
    *,
    sampler: Sampler,
    pool: Runner,
    cancelled: asyncio.Event | None = None,
    smaller: Smaller | None = None,
) -> AsyncGenerator[TranslateEvent, None]:
    """Yields how it goes, translations as they are compared, and at the end `TranslateDone`, also
    when `cancelled` is set, with what there is.

    Raises EngineError: `invalidRequest`, `unsupported` for a language or a model that cannot do
    it, and what befalls the model when it gave nothing before.
    """
    samples = request.samples or _usual_samples(sampler)
    wanted = _wanted(request)
    ask = Ask(
        "translate",
        Subject(request.program, wanted),
        request.language,
        samples,
        temperature=request.temperature,
        seed=request.seed,
    )
    if why := refusal(sampler, ask):
        raise EngineError("unsupported", why)
    await check_runnable(pool, request.program.language, request.language)
    problem = request.problem or Problem("", "")
    yield TranslateProgress("running", samples)
    try:
        reference = await unless(
            cancelled,
            make_reference(
                pool,
                problem,
                request.program,
                given=request.given,
                count=request.inputs,
                seed=request.seed,
            ),
        )
    except Cancelled:
        yield TranslateDone("cancelled", (), 0, 0, model=sampler.name)
        return
    except Exception as error:
        raise execution_failure(error) from error
    candidates = _Candidates(reference, pool, request.language)
    yield TranslateProgress("asking", samples)
    failure: EngineError | None = None
    drawing = asyncio.ensure_future(candidates.take(answers(sampler, ask, cancelled)))
    try:
        while True:
            try:
                going = await unless(cancelled, candidates.news(drawing))
            except Cancelled:
                break
            yield TranslateProgress(
                "asking", samples, candidates.answered, len(candidates.compared)
            )
            if candidates.compared:
                yield Translations(candidates.in_order())
            if not going:
                break
        if drawing.done() and not drawing.cancelled():
            befell = drawing.exception()
            failure = execution_failure(befell) if isinstance(befell, Exception) else None
    finally:
        drawing.cancel()
        await asyncio.gather(drawing, return_exceptions=True)
        await candidates.end()
    if failure is None:
        failure = candidates.failure
    found = candidates.in_order()
    if failure is not None and not found:
        raise failure
    notes = list(reference.notes)
    if failure is not None:
        notes.append(f"It ended early: {failure.message}")
    stopped = cancelled is not None and cancelled.is_set()
    if not stopped:
        with contextlib.suppress(Cancelled):
            work = told_apart(pool, reference, found, request.seed)
            found = await unless(cancelled, work)
        stopped = cancelled is not None and cancelled.is_set()
    if smaller is not None and not stopped:
        found = await _made_small(found, reference, smaller, cancelled)
    yield TranslateDone(
        "cancelled" if stopped else "samples",
        found,
        max((each.total for each in found), default=reference.usual),
        reference.examples,
        (*notes, *_about(candidates, found, request.language)),
        candidates.lacking,
        sampler.name,
    )


def _usual_samples(sampler: Sampler) -> int:
    return CHEAP if sampler.capabilities.round_size is None else COSTLY


def _wanted(request: TranslateRequest) -> Problem | None:
    """The problem as a program in the other language is to solve it. Raises EngineError."""
    problem, language = request.problem, request.language
    if language == request.program.language:
        raise EngineError(
            "invalidRequest",
            f"The program is in {display_name(language)} already; name another language.",
        )
    if not request.program.source.strip():
        raise EngineError("invalidRequest", "There is no program to translate: it is empty.")
    if problem is None or problem.kind != "function":
        return problem
    if language not in called():
        able = " and ".join(map(display_name, called()))
        raise EngineError(
            "unsupported",
            f"Functions in {display_name(language)} cannot be called, so that they cannot be "
            f"compared; only those in {able}.",
        )
    return replace(problem, language=language, signature=request.signature)


def _about(candidates: _Candidates, found: Sequence[Translation], language: str) -> tuple[str, ...]:
    notes = []
    if candidates.lacking:
        which = "1 answer" if candidates.lacking == 1 else f"{candidates.lacking} answers"
        notes.append(f"{which} held no program.")
    if candidates.elsewhere:
        which = (
            "1 answer was" if candidates.elsewhere == 1 else f"{candidates.elsewhere} answers were"
        )
        notes.append(f"{which} not in {display_name(language)} and left out.")
    if found and all(each.error for each in found):
        notes.append("No translation compiles.")
    return tuple(notes)


async def _made_small(
    found: tuple[Translation, ...],
    reference: Reference,
    smaller: Smaller,
    cancelled: asyncio.Event | None,
) -> tuple[Translation, ...]:
    """The same with the differences of the first ones made small; as far as it came when it is
    cancelled."""
    shown = list(found)
    for place, each in enumerate(found[:_MADE_SMALL]):
        if each.mismatch is None or each.mismatch.example:
            continue
        work = smaller(
            reference.problem,
            reference.program,
            each.program,
            each.mismatch.input,
            reference.inputs[: reference.examples],
        )
        try:
            small = await unless(cancelled, work)
        except Cancelled:
            break
        if small is not None:
            text, mine, other, minimal = small
            mismatch = Mismatch(text, mine.output, shown_end(other), minimal=minimal)
            shown[place] = replace(each, mismatch=mismatch)
    return tuple(shown)


@dataclass
class _Candidates:
    """The distinct programs that were drawn, compared as they come."""

    reference: Reference
    pool: Runner
    language: str
    answered: int = 0
    lacking: int = 0
    elsewhere: int = 0
    compared: dict[str, Translation] = field(default_factory=dict)
    failure: EngineError | None = None
    _counts: dict[str, int] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, samples: AsyncGenerator[Sample, None]) -> None:
        """Takes answers in to their end. Raises what drawing them raises."""
        try:
            async for sample in samples:
                self._add(sample)
                self._changed.set()
        finally:
            await samples.aclose()

    async def news(self, drawing: asyncio.Future[None]) -> bool:
        """Waits until something has changed; returns whether anything is still going on."""
        watched = asyncio.ensure_future(self._changed.wait())
        try:
            waited: list[asyncio.Future[Any]] = [watched, *self._tasks]
            if not drawing.done():
                waited.append(drawing)
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watched.cancel()
        self._changed.clear()
        self._tasks = {task for task in self._tasks if not task.done()}
        return not drawing.done() or bool(self._tasks) or self._changed.is_set()

    async def end(self) -> None:
        """Ends what runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def in_order(self) -> tuple[Translation, ...]:
        """The programs that were compared, best first; of the readings of an answer only what is as
        good as its best one."""
        counted = [replace(each, samples=self._counts[id]) for id, each in self.compared.items()]
        best: dict[int, Translation] = {}
        for each in in_order(counted):
            best.setdefault(each.first, each)
        return in_order(list(best.values()))

    def _add(self, sample: Sample) -> None:
        self.answered += 1
        readings = [Program(sample.language, sample.text, sample.cumulative_logprob)]
        readings += sample.alternatives
        readings = [each for each in readings if each.source.strip()]
        if not readings:
            self.lacking += 1
            return
        right = [each for each in readings if each.language == self.language]
        if not right:
            self.elsewhere += 1
        for program in right:
            if program.id in self._counts:
                self._counts[program.id] += 1
                continue
            self._counts[program.id] = 1
            task = asyncio.create_task(self._compare(Translation(program, 1, sample.index)))
            self._tasks.add(task)

    async def _compare(self, translation: Translation) -> None:
        try:
            done = await compared(self.pool, self.reference, translation)
            self.compared[translation.program.id] = done
        except Exception as error:
            self.failure = self.failure or execution_failure(error)
        self._changed.set()
