"""Asking a text model, in the words of the tests."""

from __future__ import annotations

import threading
from typing import Any

from tests.engine.sampling.http.scripted_server import ScriptedServer

from shortlist_engine.sampling.http.connection import Patience
from shortlist_engine.sampling.http.fingerprint import fingerprint
from shortlist_engine.sampling.http.openai import OpenAIModel
from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Message,
    Prompt,
    Raw,
    TextModel,
)

CHAT = Chat((Message("system", "Write Python."), Message("user", "Print twice the number.")))
RAW = Raw("# print twice the number\n")
QUICK = Patience(connect_s=2.0, first_s=5.0, between_s=5.0)


def request(n: int, prompt: Prompt = CHAT, **more: Any) -> CompletionRequest:
    fields: dict[str, Any] = {"max_tokens": 64, "temperature": 0.8, "top_p": 0.95, "seed": 7}
    return CompletionRequest(prompt, n, **{**fields, **more})


def model_of(server: ScriptedServer, **more: Any) -> OpenAIModel:
    found = fingerprint(server.address, 2.0)
    return OpenAIModel(found, found.model(), **{"patience": QUICK, **more})


def answers(model: TextModel, asked: CompletionRequest) -> list[Completion]:
    got = list(model.complete(asked, threading.Event()))
    return sorted(got, key=lambda each: each.index)


def texts(got: list[Completion]) -> list[str]:
    return [each.text for each in got]
