"""What a sampler is: a source of programs for a problem.

Names follow vLLM: `num_samples` is its `n`, and a sample carries `index`, `finish_reason` and
`cumulative_logprob`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from shortlist_engine.languages import written
from shortlist_engine.problem import Problem
from shortlist_engine.statement.prompt import TASKS, Metadata, Task

FinishReason = Literal["stop", "length"]


@dataclass(frozen=True)
class SamplingParams:
    """`temperature` 0 takes the likeliest token; `top_p` keeps the smallest set of tokens with
    that much probability; None is the model's own default, chosen on validation. `max_tokens`
    counts the tokens of the program; the model's decoder length bounds it as well. Languages
    take turns, so two share the samples half and half. `batch_size` samples decode together; None
    leaves it to the sampler.

    Raises ValueError, naming the field, when a value is out of range.
    """

    num_samples: int = 1000
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0
    languages: tuple[str, ...] = field(default_factory=written)
    max_tokens: int | None = None
    batch_size: int | None = None
    task: Task = "solve"

    def __post_init__(self) -> None:
        if self.num_samples < 0:
            raise ValueError("num_samples must not be negative")
        if self.temperature is not None and not 0 <= self.temperature <= 10:
            raise ValueError("temperature must be between 0 and 10")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise ValueError("top_p must be above 0 and at most 1")
        if not 0 <= self.seed < 2**63:
            raise ValueError("seed must be between 0 and 2**63 - 1")
        if self.max_tokens is not None and self.max_tokens < 1:
            raise ValueError("max_tokens must be at least 1")
        if self.batch_size is not None and self.batch_size < 1:
            raise ValueError("batch_size must be at least 1")
        unknown = [name for name in self.languages if name not in written()]
        if unknown or not self.languages:
            known = ", ".join(written())
            raise ValueError(f"languages must be among {known}; got {self.languages!r}")
        if self.task not in TASKS:
            raise ValueError(f"task must be one of {', '.join(TASKS)}, not {self.task!r}")


@dataclass(frozen=True)
class Sample:
    """One drawn text: a program, or a test input when the task was `inputs`.

    `finish_reason` is `length` when the tokens ran out before the model ended the text.
    `cumulative_logprob` is the sum of the natural log-probabilities of its tokens and the end
    under the model at temperature 1.
    """

    index: int
    text: str
    language: str
    cumulative_logprob: float
    num_tokens: int
    finish_reason: FinishReason
    metadata: Metadata


class Sampler(Protocol):
    name: str

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Blocking; yields samples as they finish, in no particular order of `index`, and returns
        within one decoder step after `cancelled` is set."""
        ...

    def close(self) -> None: ...
