"""All steps, one after the other: on from the best continuation of each, and back to the next one
where a later step fails."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Literal

from shortlist_engine.assist.steps.document import Step, StepDocument
from shortlist_engine.assist.steps.trial import Trial, Trials
from shortlist_engine.assist.steps.writing import (
    Continuation,
    StepDone,
    StepOptions,
    StepProgress,
    write_step,
)
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.problem import normalise_source
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler

DRAWS_PER_STEP = 3
"""How often continuations are drawn in all, for each step on average, before it is given up."""
AllReason = Literal["written", "stuck", "draws", "cancelled"]


@dataclass(frozen=True)
class WrittenStep:
    """Holds a step with the code that was taken: `chosen` is None for code of the user's, which is
    kept, and for a step that was not reached. `alternatives` are its other continuations after the
    same steps before it, best first."""

    step: Step
    code: str
    chosen: Continuation | None = None
    alternatives: tuple[Continuation, ...] = ()


@dataclass(frozen=True)
class AllProgress:
    """Says which step is being written, with what came of it so far, how often it was gone back,
    and the codes of the steps before it."""

    step: int
    steps: int
    went_back: int
    codes: tuple[str, ...]
    now: StepProgress | None = None


@dataclass(frozen=True)
class AllDone:
    """Ends the work on all steps. With the reason `written` every step has code that was run;
    otherwise those that were reached have, as far as it got at its best: `failed` is the step at
    which no continuation can be used, and `why` says what the best one did there."""

    reason: AllReason
    steps: tuple[WrittenStep, ...]
    draws: int
    went_back: int
    model: str
    failed: int = 0
    why: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Returns the codes of the steps that have one, from the first on."""
        found: list[str] = []
        for each in self.steps:
            if not each.code:
                break
            found.append(each.code)
        return tuple(found)


@dataclass
class _Level:
    """A step that has been written: its continuations, and the place of the one that is taken;
    none for code of the user's."""

    code: str
    found: tuple[Continuation, ...] = ()
    place: int = 0


async def write_all(
    document: StepDocument,
    *,
    sampler: Sampler,
    trials: Trials,
    options: StepOptions | None = None,
    cancelled: asyncio.Event | None = None,
) -> AsyncGenerator[AllProgress | AllDone, None]:
    """Yields progress, and ends with `AllDone`. Steps that have code keep it. Raises EngineError as
    `write_step` does, and `invalidRequest` when the user's own code fails before anything was
    written."""
    work = _Search(document, sampler, trials, options or StepOptions(), cancelled)
    try:
        async for progress in work.run():
            yield progress
    except Cancelled:
        work.reason = "cancelled"
    yield work.result()


class _Search:
    def __init__(
        self,
        document: StepDocument,
        sampler: Sampler,
        trials: Trials,
        options: StepOptions,
        cancelled: asyncio.Event | None,
    ) -> None:
        self._document, self._sampler, self._trials = document, sampler, trials
        self._options, self._cancelled = options, cancelled
        self._levels: list[_Level] = []
        self._best: list[_Level] = []
        self._known: dict[tuple[str, ...], tuple[Continuation, ...]] = {}
        self._draws = self._went_back = 0
        self._failed, self._why = 0, ""
        self.reason: AllReason = "stuck"

    async def run(self) -> AsyncGenerator[AllProgress, None]:
        steps = self._document.steps
        most = DRAWS_PER_STEP * len(steps)
        while len(self._levels) < len(steps):
            step = steps[len(self._levels)]
            codes = tuple(level.code for level in self._levels)
            if step.written:
                went_on = await self._given(step, codes)
            elif codes in self._known:
                went_on = self._take(step, self._known[codes])
            else:
                if self._draws == most:
                    self.reason = "draws"
                    return
                async for progress in self._draw(step, codes):
                    yield progress
                went_on = self._take(step, self._known[codes])
            if not went_on and not self._back():
                return
        self.reason = "written"

    async def _draw(self, step: Step, codes: tuple[str, ...]) -> AsyncGenerator[AllProgress, None]:
        options = replace(self._options, seed=self._options.seed + self._draws)
        self._draws += 1
        events = write_step(
            self._document,
            step,
            sampler=self._sampler,
            trials=self._trials,
            options=options,
            codes=codes,
            cancelled=self._cancelled,
        )
        async with contextlib.aclosing(events):
            async for event in events:
                now = event if isinstance(event, StepProgress) else None
                if isinstance(event, StepDone):
                    self._known[codes] = event.continuations
                    if event.reason == "cancelled":
                        raise Cancelled
                    if event.error is not None and not event.continuations:
                        raise event.error
                yield AllProgress(
                    step.number, len(self._document.steps), self._went_back, codes, now
                )

    async def _given(self, step: Step, codes: tuple[str, ...]) -> bool:
        """Whether the user's own code of the step can be gone on from."""
        trial = await unless(self._cancelled, self._trials.of([*codes, step.code]))
        if trial.usable:
            self._add(_Level(step.code))
            return True
        self._note(step, trial)
        if not any(level.found for level in self._levels):
            raise EngineError(
                "invalidRequest",
                f"the code of step {step.number} (line {step.below + 1}) cannot be gone on from: "
                f"{told(trial)}",
            )
        return False

    def _take(self, step: Step, found: tuple[Continuation, ...], place: int = 0) -> bool:
        """Goes on from the first usable continuation from `place` on."""
        for at in range(place, len(found)):
            if found[at].trial.usable:
                self._add(_Level(found[at].code, found, at))
                return True
        if found:
            self._note(step, found[0].trial)
        elif step.number > self._failed:
            self._failed, self._why = step.number, "the model wrote no code for it"
        return False

    def _back(self) -> bool:
        """Takes the next continuation of the last step that has one, and says whether there is
        one."""
        while self._levels:
            level = self._levels.pop()
            step = self._document.steps[len(self._levels)]
            if level.found and self._take(step, level.found, level.place + 1):
                self._went_back += 1
                return True
        return False

    def _add(self, level: _Level) -> None:
        self._levels.append(level)
        if len(self._levels) > len(self._best):
            self._best = list(self._levels)

    def _note(self, step: Step, trial: Trial) -> None:
        if step.number >= self._failed:
            self._failed, self._why = step.number, told(trial)

    def result(self) -> AllDone:
        levels = self._levels if self.reason == "written" else self._best
        steps = []
        for place, step in enumerate(self._document.steps):
            if place >= len(levels):
                steps.append(WrittenStep(step, step.code))
                continue
            level = levels[place]
            chosen = level.found[level.place] if level.found else None
            others = tuple(
                each
                for each in level.found
                if normalise_source(each.code) != normalise_source(level.code)
            )
            steps.append(WrittenStep(step, level.code, chosen, others))
        stuck = self.reason in ("stuck", "draws")
        return AllDone(
            self.reason,
            tuple(steps),
            self._draws,
            self._went_back,
            self._sampler.name,
            self._failed if stuck else 0,
            self._why if stuck else "",
        )


def told(trial: Trial) -> str:
    """Returns what is wrong with a continuation, in a few words; empty when nothing is."""
    if trial.error:
        return f"{trial.error}{f' (line {trial.line} of the step)' if trial.line else ''}"
    if trial.failed:
        first = trial.failed[0]
        if not first.check.expected:
            return f"{first.check.expression} does not hold ({first.got})"
        return f"{first.check.expression} is {first.got} instead of {first.check.expected}"
    if trial.passed < trial.total:
        return f"the program gives {trial.passed} of {trial.total} examples"
    if trial.later:
        return trial.later
    if trial.status == "idle":
        return "it makes no value and prints nothing"
    if trial.broken:
        first = trial.broken[0]
        return f"{first.check.expression} of step {first.step} is {first.got} then"
    if trial.changes:
        names = ", ".join(change.name for change in trial.changes)
        return f"it changes {names} of an earlier step"
    return ""
