"""What `shortlist doctor MODEL` tries of any text model: it is loaded, asked, measured, and
cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.backend import Finding, PromptKind
from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Message,
    Prompt,
    Raw,
    TextModel,
)

ANSWER_TOKENS = 64
SMALL_WINDOW = 4096
CANCEL_WITHIN_S = 0.25
_CANCEL_AFTER_S = 0.5
_TASK = "Write a Python program that reads a number and prints twice that number. Only the program."


def try_model(
    load: Callable[[], TextModel],
    prompt: PromptKind = "auto",
    on_status: Callable[[str], None] | None = None,
) -> list[Finding]:
    """Returns what was found: the model, its window, one answer, several at the same time, and how
    soon it stops. `prompt` says how it is asked, and `on_status` is told what is tried. Raises
    ModelError and MemoryError when it cannot be loaded."""
    began = time.monotonic()
    model = load()
    seconds = time.monotonic() - began
    facts = model.facts
    found = [Finding("Model", "ok", f"{facts.name} at {facts.where}, ready in {seconds:.1f} s")]
    try:
        found.append(_window(model))
        chat = facts.chat if prompt == "auto" else prompt == "chat"
        asked: Prompt = Chat((Message("user", _TASK),)) if chat else Raw(f"# {_TASK}\n")
        for what, step in _STEPS:
            if on_status is not None:
                on_status(f"asking {facts.name} for {what} …")
            found.append(step(model, asked))
    except (ModelError, MemoryError) as error:
        found.append(Finding.of_error("Answer", error))
    finally:
        model.close()
    return found


def _window(model: TextModel) -> Finding:
    window = model.facts.window
    if window is None:
        return Finding(
            "Window",
            "warning",
            "it does not say how long a prompt may be",
            "Start it with a window of at least 8192 tokens.",
        )
    text = f"{window} tokens for a problem and its answer"
    if window < SMALL_WINDOW:
        advice = "Start it with a larger window (llama.cpp: -c 16384), or take another model."
        return Finding("Window", "warning", f"only {text}", advice)
    return Finding("Window", "ok", text)


def _answer(model: TextModel, prompt: Prompt) -> Finding:
    got, seconds = _asked(model, prompt, 1)
    shown = " ".join(got[0].text.split())[:60] if got else ""
    if not shown and not (got and got[0].thinking):
        return Finding(
            "Answer",
            "warning",
            "the answer was empty",
            "Look at its chat template, try --prompt base, or take an instruct model.",
        )
    what = f"“{shown}”" if shown else "only thoughts, so far"
    return Finding("Answer", "ok", f"{what} in {seconds:.1f} s")


def _several(model: TextModel, prompt: Prompt) -> Finding:
    count = max(1, min(4, model.facts.parallel))
    got, seconds = _asked(model, prompt, count)
    tokens = sum(_tokens(each) for each in got)
    speed = tokens / max(seconds, 1e-3)
    minute = int(60 * speed / 400)
    samples = "1 sample" if minute == 1 else f"{minute} samples"
    text = f"{count} at the same time, {speed:.0f} tokens/s: about {samples} in 60 s"
    if minute < 4:
        advice = "Take a smaller model or a GPU, or give the solve more time."
        return Finding("Speed", "warning", text, advice)
    return Finding("Speed", "ok", text)


def _cancel(model: TextModel, prompt: Prompt) -> Finding:
    cancelled = threading.Event()
    timer = threading.Timer(_CANCEL_AFTER_S, cancelled.set)
    timer.start()
    try:
        began = time.monotonic()
        list(model.complete(_request(model, prompt, 1, 4096), cancelled))
        late = time.monotonic() - began - _CANCEL_AFTER_S
    finally:
        timer.cancel()
    if not cancelled.is_set():
        return Finding("Cancelling", "ok", "not tried, since the answer ended before")
    if late > CANCEL_WITHIN_S:
        advice = "The machine is very busy; close other programs."
        return Finding("Cancelling", "warning", f"only after {late:.2f} s", advice)
    return Finding("Cancelling", "ok", f"stopped after {max(late, 0):.2f} s")


_STEPS = (
    ("an answer", _answer),
    ("several answers at the same time", _several),
    ("one that is cancelled", _cancel),
)


def _asked(model: TextModel, prompt: Prompt, count: int) -> tuple[list[Completion], float]:
    began = time.monotonic()
    asked = _request(model, prompt, count, ANSWER_TOKENS)
    got = list(model.complete(asked, threading.Event()))
    return got, time.monotonic() - began


def _request(model: TextModel, prompt: Prompt, count: int, tokens: int) -> CompletionRequest:
    window = model.facts.window
    if window is not None:
        tokens = max(1, min(tokens, window - model.count_tokens(prompt)))
    return CompletionRequest(prompt, count, tokens, temperature=0.8, top_p=0.95, seed=1)


def _tokens(completion: Completion) -> int:
    if completion.num_tokens is not None:
        return completion.num_tokens
    return len(completion.text) // 4
