"""What a text model is: something on this machine that continues a prompt, or answers a chat."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from shortlist_engine.sampling.base import FinishReason

Reasoning = Literal["auto", "off", "low", "medium", "high"]


@dataclass(frozen=True)
class Message:
    """Holds one turn of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Chat:
    """A prompt of turns, which the model's own template makes into text."""

    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Raw:
    """A prompt that is continued as it stands, for base models."""

    text: str


@dataclass(frozen=True)
class Fill:
    """A prompt whose answer belongs between two texts, for models that were trained to fill in
    ("fill in the middle", Bavarian et al. 2022)."""

    before: str
    after: str

    @property
    def text(self) -> str:
        """Returns what the model reads of both, without its own marks."""
        return self.before + self.after


Prompt = Chat | Raw | Fill


@dataclass(frozen=True)
class CompletionRequest:
    """Asks for `n` answers to one prompt. Every field is sent to the model, since defaults differ
    between servers and their versions.

    `top_k` 0 and `min_p` 0 mean none; `repetition_penalty` 1 is none. Answer i has the seed
    `seed + i` where the model takes seeds. `max_tokens` bounds each answer, its thoughts included.
    `stop` are texts at which an answer ends; they are not part of it.
    """

    prompt: Prompt
    n: int
    max_tokens: int
    temperature: float
    top_p: float
    seed: int
    top_k: int = 0
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    stop: tuple[str, ...] = ()
    reasoning: Reasoning = "auto"


@dataclass(frozen=True)
class Completion:
    """Holds one answer. `index` counts from 0 within the request; `thinking` is what the model said
    to itself, apart from `text`. `finish_reason` is `length` where the tokens or the window ran
    out. `num_tokens` and `logprob` (the sum of natural logarithms over the tokens) are None where
    the model does not say."""

    index: int
    text: str
    finish_reason: FinishReason
    thinking: str = ""
    num_tokens: int | None = None
    logprob: float | None = None


@dataclass(frozen=True)
class TextModelFacts:
    """Says what is known of a model that is ready to answer.

    `name` is what users see and `where` the address, file or folder. `window` is the number of
    tokens that prompt and answer may have together, None where nobody says. `chat` is whether it
    has a template for chats, `reasoning` whether it thinks before it answers. `parallel` is how
    many answers it writes at the same time. `infills` is whether it may be asked to fill in
    (`Fill`); whether it can is known once it was asked.
    """

    name: str
    where: str
    window: int | None
    chat: bool
    reasoning: bool = False
    logprobs: bool = False
    parallel: int = 1
    infills: bool = False


class TextModel(Protocol):
    """Answers prompts. Each runs one `complete` at a time."""

    @property
    def facts(self) -> TextModelFacts:
        """Returns what is known of the model."""
        ...

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        """Returns how many tokens the prompt has: counted by the model where it can, else estimated
        from above. Raises ModelError, and Cancelled once `cancelled` is set."""
        ...

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        """Blocks, and yields answers as they finish, in any order of `index`. It returns within
        250 ms after `cancelled` is set, and the model has stopped working on it then. What had
        come before a fault is yielded before the fault is raised.

        Raises ModelError, which names the fix; `WindowError` when the prompt does not fit.
        """
        ...

    def close(self) -> None:
        """Gives everything back."""
        ...
