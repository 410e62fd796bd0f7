"""A text model that answers by a script: no server, no weights."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Prompt,
    TextModelFacts,
)


def text_of(prompt: Prompt) -> str:
    """All that the model is shown."""
    if isinstance(prompt, Chat):
        return "\n\n".join(message.content for message in prompt.messages)
    return prompt.text


@dataclass
class ScriptedModel:
    """Answers the n-th question with `answers[n]`, in turn, or with what `answers` makes of the
    request and the number. A text that begins with `CUT ` is one that the tokens cut, a pair has
    thoughts before the text; an exception is raised."""

    answers: Sequence[object] | Callable[[CompletionRequest, int], object]
    facts: TextModelFacts = field(
        default_factory=lambda: TextModelFacts("scripted", "here", 8192, True, parallel=4)
    )
    delay_s: float = 0.0
    requests: list[CompletionRequest] = field(default_factory=list)
    asked: int = 0
    closed: bool = False

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        return len(text_of(prompt)) // 3

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        self.requests.append(request)
        if self.delay_s and cancelled.wait(self.delay_s):
            return
        for index in range(request.n):
            if cancelled.is_set():
                return
            number, self.asked = self.asked, self.asked + 1
            if callable(self.answers):
                answer = self.answers(request, number)
            else:
                answer = self.answers[number % len(self.answers)]
            if isinstance(answer, Exception):
                raise answer
            thinking, text = answer if isinstance(answer, tuple) else ("", str(answer))
            cut = text.startswith("CUT ")
            yield Completion(
                index,
                text.removeprefix("CUT "),
                "length" if cut else "stop",
                thinking=thinking,
                num_tokens=len(text) // 3,
            )

    def close(self) -> None:
        self.closed = True


def elapsed(work: Callable[[], object]) -> float:
    """The seconds that something takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started
