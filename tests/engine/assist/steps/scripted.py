"""A model that writes given continuations of given steps."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence

from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_supported


class ScriptedSteps:
    """Answers the step whose text begins with a key by the codes given for it, in turn; `asked`
    are the texts that our own model would read. With `pause_s` it waits before each sample."""

    name = "scripted"

    def __init__(
        self,
        answers: Mapping[str, Sequence[str]],
        *,
        pause_s: float = 0.0,
        tasks: Sequence[str] = ("solve", "continue"),
        fault: Exception | None = None,
        after: int = 0,
    ) -> None:
        self.capabilities = Capabilities(("python",), tuple(tasks), True, False, 8)  # type: ignore[arg-type]
        self._answers, self._pause_s = answers, pause_s
        self._fault, self._after = fault, after
        self.asked: list[str] = []

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        check_supported(self, params)
        self.asked.append(problem.statement)
        assert params.subject is not None
        text = params.subject.turns[-1].text
        codes = next((c for key, c in self._answers.items() if text.startswith(key)), ("",))
        for index in range(params.num_samples):
            if self._fault is not None and index == self._after:
                raise self._fault
            if cancelled.wait(self._pause_s) if self._pause_s else cancelled.is_set():
                return
            code = codes[index % len(codes)]
            yield [Sample(index, code, "python", None, len(code), "stop")]

    def close(self) -> None:
        time.sleep(0)
