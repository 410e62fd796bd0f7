"""A search for an input on which two programs differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shortlist_engine.practice.differential import Comparing, StressError, Trial
from shortlist_engine.practice.input_sources import GeneratedInput, InputSource
from shortlist_engine.problem import Verdict

_FIRST_BATCH, _LARGEST_BATCH = 1, 64
_BATCH_S = 0.5
_SEEN = 60
_MOST_REFUSALS = 40


@dataclass
class Search:
    """Searches for a failing input. Its state is complete at any moment: it may be cancelled at any
    await.

    `tried` counts inputs that both programs were run on, `refused` those on which the other program
    did not end well; `refusal` is the first of these. `found` is the first failing trial, from the
    generator's seed `seed`. `seen` are inputs that the other program took.
    """

    tried: int = 0
    refused: int = 0
    seconds: float = 0.0
    refusal: Trial | None = None
    found: Trial | None = None
    seed: int | None = None
    exhausted: bool = False
    seen: list[str] = field(default_factory=list)

    async def run(
        self,
        test: Comparing,
        source: InputSource,
        *,
        count: int | None,
        seconds: float | None,
        first: Sequence[str] = (),
        on_progress: Callable[[], None] = lambda: None,
    ) -> None:
        """Goes on until a difference, `count` inputs, `seconds`, or the end of `source`. The inputs
        `first` go ahead.

        Raises StressError when the generator fails, when a program does not compile, or when the
        other program takes none of many inputs.
        """
        started = time.monotonic()
        size = _FIRST_BATCH
        if first:
            self._take(test, [GeneratedInput(text) for text in first], await test.judge(first))
        while self.found is None and not self.exhausted:
            if count is not None:
                size = min(size, count - self.tried)
            if size <= 0 or (seconds is not None and self.seconds >= seconds):
                return
            began = time.monotonic()
            inputs = await source.batch(size)
            if not inputs:
                self.exhausted = True
                return
            trials = await test.judge([item.text for item in inputs])
            self._take(test, inputs, trials)
            now = time.monotonic()
            self.seconds = now - started
            if now - began < _BATCH_S:
                size = min(2 * size, _LARGEST_BATCH)
            elif now - began > 2 * _BATCH_S:
                size = max(1, size // 2)
            on_progress()

    def _take(self, test: Comparing, inputs: list[GeneratedInput], trials: list[Trial]) -> None:
        for item, trial in zip(inputs, trials, strict=True):
            self.tried += 1
            _check_compiled(test, trial)
            if trial.refused:
                self.refused += 1
                self.refusal = self.refusal or trial
                continue
            if len(self.seen) < _SEEN:
                self.seen.append(trial.input)
            if trial.failed:
                self.found, self.seed = trial, item.seed
                return
        if self.refused == self.tried >= _MOST_REFUSALS and self.refusal is not None:
            raise StressError(
                f"There is nothing to compare with: {test.refused(self.refusal, self.tried)}.",
                test.other,
                self.refusal.reference,
            )


def _check_compiled(test: Comparing, trial: Trial) -> None:
    if trial.run.verdict is Verdict.CE:
        raise StressError("The program does not compile.", test.program, trial.run)
    if trial.reference.verdict is Verdict.CE:
        raise StressError(f"{test.other_name} does not compile.", test.other, trial.reference)
