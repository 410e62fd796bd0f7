"""Filling in with llama.cpp's server, which knows the marks that its model was trained with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from shortlist_engine.sampling.base import FinishReason
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.asking import Part
from shortlist_engine.sampling.http.connection import Exchange, Patience, Stopped
from shortlist_engine.sampling.http.faults import Dropped, Refused
from shortlist_engine.sampling.http.refusals import refusal
from shortlist_engine.sampling.text.model import Completion, CompletionRequest, Fill

PATH = "/infill"
_NOT_SUPPORTED = 501


class NoInfill(Refused):
    """Says that the model has no marks for filling in, or the server no such interface."""


def fill_in(
    address: Address,
    patience: Patience,
    request: CompletionRequest,
    part: Part,
    stopped: Stopped,
    came: Callable[[], None],
) -> Iterator[Completion]:
    """Yields the answer to a request whose prompt is a `Fill`. Raises ModelError; `NoInfill` where
    the model or the server cannot do it."""
    text = ""
    with Exchange(address, stopped, patience.connect_s) as exchange:
        exchange.wait_at_most(patience.first_s)
        status = exchange.send("POST", PATH, _body(request, part))
        if status != 200:
            error = refusal(address, status, exchange.document())
            if status in (404, _NOT_SUPPORTED):
                raise NoInfill(str(error))
            raise error
        for event in exchange.events():
            if "error" in event:
                raise refusal(address, 200, event)
            piece = event.get("content") or ""
            text += piece
            if piece:
                came()
                exchange.wait_at_most(patience.between_s)
            if event.get("stop"):
                reason: FinishReason = "length" if event.get("stop_type") == "limit" else "stop"
                tokens = event.get("tokens_predicted")
                yield Completion(part.start, text, reason, num_tokens=tokens)
                return
    raise Dropped(f"{address} ended the connection in the middle of an answer")


def _body(request: CompletionRequest, part: Part) -> dict[str, Any]:
    assert isinstance(request.prompt, Fill)
    return {
        "input_prefix": request.prompt.before,
        "input_suffix": request.prompt.after,
        "prompt": "",
        "stream": True,
        "n_predict": request.max_tokens,
        "temperature": request.temperature,
        "top_p": request.top_p,
        "top_k": request.top_k,
        "min_p": request.min_p,
        "repeat_penalty": request.repetition_penalty,
        "stop": list(request.stop),
        "seed": (request.seed + part.start) % 2**31,
        "cache_prompt": True,
    }
