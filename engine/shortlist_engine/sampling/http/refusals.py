"""What servers refuse, from their statuses and their own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.places import config_dir
from shortlist_engine.sampling.http.address import SERVERS_FILE, Address
from shortlist_engine.sampling.http.faults import (
    Busy,
    CacheFull,
    KeyWanted,
    Loading,
    ModelGone,
    Refused,
)

_WINDOW = re.compile(
    r"context (size|length|window)|maximum (model|context)|input length|prompt (is )?too long|"
    r"max_tokens.*too large|exceeds.*(context|window)",
    re.I,
)
_GONE = re.compile(
    r"model.*(not found|not loaded|unloaded|does not exist|no longer|evicted|unknown)|"
    r"(no|unknown|invalid) model|failed to load",
    re.I,
)
_LOADING = re.compile(r"loading model|model is (being )?load", re.I)
_TEMPLATE = re.compile(r"chat.?template", re.I)
_PROMPT_TOKENS = (
    re.compile(r"(\d+) (?:in the (?:messages|prompt)|input tokens|prompt tokens)"),
    re.compile(r"(?:request|prompt|input)[^.\d]{0,40}\(?(\d+) tokens"),
)
_WINDOW_TOKENS = (
    re.compile(r"(?:context (?:size|length|window)|n_ctx)[^\d.]{0,30}(\d+)", re.I),
    re.compile(r"limit[^\d.]{0,10}(\d+)", re.I),
)


def refusal(address: Address, status: int, document: Any) -> ModelError:
    """Returns the error that a server's answer means. `document` is its body, or the object in a
    stream; `status` is then 200."""
    text, details = _words(document)
    shown = f": {text}" if text else ""
    if status in (401, 403):
        return KeyWanted(
            f"{address} demands a key{shown}: add the line {address.host}:{address.port} "
            f"key=VARIABLE to {config_dir() / SERVERS_FILE} and set VARIABLE to the key"
        )
    full = status in (200, 500) and "exceeded" in text.lower()
    if details.get("type") == "exceed_context_size_error" or (_WINDOW.search(text) and not full):
        prompt = _number(details.get("n_prompt_tokens"), _PROMPT_TOKENS, text)
        window = _number(details.get("n_ctx"), _WINDOW_TOKENS, text)
        return WindowError(_window_words(address, prompt, window, text), prompt, window)
    if full and _WINDOW.search(text):
        return CacheFull(
            f"{address} ran out of room for its answers{shown}: start the server with a larger "
            "context (-c), or with fewer slots (-np)"
        )
    if _LOADING.search(text):
        return Loading(f"{address} is still loading its model: wait, and try again")
    if _GONE.search(text):
        return ModelGone(
            f"{address} does not have the model, or unloaded it{shown}: load it in the server, or "
            "choose one of `shortlist model list`"
        )
    if status in (429, 503):
        return Busy(
            f"{address} is too busy{shown}: wait for its other users, or give it more slots"
        )
    if _TEMPLATE.search(text):
        return Refused(
            f"the model at {address} takes no chats{shown}: it is a base model; ask it as one "
            "(--prompt base), or start the server with a chat template"
        )
    if status == 404:
        return Refused(
            f"{address} has no such interface{shown}: it is another kind of server, or a wrong port"
        )
    return Refused(f"{address} refused the request ({status}){shown}: look at the server's log")


def _words(document: Any) -> tuple[str, dict[str, Any]]:
    """What a server said, in the layouts that servers use, and the details beside it."""
    if not isinstance(document, dict):
        return "", {}
    inner = document.get("error", document.get("detail", document))
    if isinstance(inner, dict):
        return _short(inner.get("message", "")), inner
    return _short(inner), document


def _short(text: Any) -> str:
    words = " ".join(str(text).split()).rstrip(".")
    return words if len(words) <= 300 else words[:297] + "..."


def _number(given: Any, patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    if isinstance(given, int):
        return given
    found = (pattern.search(text) for pattern in patterns)
    return next((int(match[1]) for match in found if match), None)


def _window_words(address: Address, prompt: int | None, window: int | None, text: str) -> str:
    fix = "start the server with a larger context, or shorten the problem"
    if prompt is not None and window is not None:
        return (
            f"the prompt has {prompt} tokens, and the window of the model at {address} has "
            f"{window}: {fix}"
        )
    return f"the prompt does not fit the window of the model at {address} ({text}): {fix}"
