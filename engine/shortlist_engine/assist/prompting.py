"""Asking a model with a prompt of the user's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from shortlist_engine.assist.asking import Ask, answers, refusal
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sampler, Subject


@dataclass(frozen=True)
class PromptAnswer:
    """Holds an answer as the model gave it, without its thoughts. `cut` says that the limit of
    tokens ended it; `index` counts answers from 0."""

    index: int
    text: str
    cut: bool


async def prompt(
    request: str,
    *,
    sampler: Sampler,
    samples: int = 1,
    temperature: float | None = None,
    seed: int = 0,
    max_tokens: int | None = None,
    cancelled: asyncio.Event | None = None,
) -> AsyncGenerator[PromptAnswer, None]:
    """Yields answers to `request`, as they are complete. Raises EngineError: `invalidRequest` where
    it is empty, `unsupported` for a model that does not follow instructions, and what befalls the
    model."""
    if not request.strip():
        raise EngineError("invalidRequest", "The prompt is empty.")
    ask = Ask(
        "prompt",
        Subject(request=request),
        "python",
        samples,
        temperature=temperature,
        seed=seed,
        max_tokens=max_tokens,
    )
    if why := refusal(sampler, ask):
        raise EngineError("unsupported", why)
    async for sample in answers(sampler, ask, cancelled):
        yield PromptAnswer(sample.index, sample.text, sample.finish_reason == "length")
