"""Models behind OpenAI's interface: llama.cpp's server, vLLM, LM Studio, TabbyAPI and others."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shortlist_engine.model.errors import ModelError
from shortlist_engine.sampling.base import FinishReason, UnsupportedError
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.asking import (
    MOST_AT_ONCE,
    Asking,
    OnStatus,
    Part,
    Way,
    silently,
)
from shortlist_engine.sampling.http.connection import Exchange, Patience, Stopped, ask, never
from shortlist_engine.sampling.http.counting import most_tokens
from shortlist_engine.sampling.http.fingerprint import Served, Server
from shortlist_engine.sampling.http.infill import NoInfill, fill_in
from shortlist_engine.sampling.http.refusals import refusal
from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Fill,
    Prompt,
    TextModelFacts,
)

_COUNT_WITHIN_S = 10.0
_ways: dict[tuple[Address, str, int | None], Way] = {}
"""What was found out about each server in this process: trying costs a request."""
_without_infill: set[tuple[Address, str, int | None]] = set()
"""Models that were asked to fill in, and cannot."""


class OpenAIModel:
    """A `TextModel` behind OpenAI's interface.

    `on_status` is told, from any thread, what is waited for, such as "loading qwen …".
    """

    def __init__(
        self,
        server: Server,
        served: Served,
        *,
        patience: Patience | None = None,
        on_status: OnStatus = silently,
    ) -> None:
        self._server, self._served = server, served
        self._address = server.address
        self._patience = patience or Patience()
        self.on_status = on_status
        self._known = (server.address, served.id, server.slots)
        self._way = _ways.setdefault(self._known, _first_way(server))

    @property
    def facts(self) -> TextModelFacts:
        """Returns what is known of the model; how many answers it writes at a time is found out
        while it is asked."""
        return TextModelFacts(
            name=self._served.id,
            where=str(self._address),
            window=self._served.window,
            chat=self._served.chat,
            reasoning=self._served.reasoning,
            logprobs=self._server.kind in ("llama.cpp", "vLLM"),
            parallel=self._way.at_once if self._way.one_by_one else self._server.slots or 8,
            infills=self._server.kind == "llama.cpp" and self._known not in _without_infill,
        )

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        """Returns how many tokens a prompt has, as llama.cpp and vLLM count them; of others a
        number that it hardly exceeds."""
        stopped = cancelled.is_set if cancelled is not None else never
        with contextlib.suppress(KeyError, TypeError):
            if self._server.kind == "llama.cpp":
                return self._count_in_llama_cpp(prompt, stopped)
            if self._server.kind == "vLLM":
                asked = {"model": self._served.id, **_prompt_field(prompt)}
                return int(self._post("/tokenize", asked, stopped)["count"])
        return most_tokens(prompt)

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        """Does as `TextModel.complete` says."""

        fills = isinstance(request.prompt, Fill)

        def exchange(
            part: Part, stopped: Stopped, came: Callable[[], None]
        ) -> Iterator[Completion]:
            ask_for = self._fill_in if fills else self._exchange
            return ask_for(request, part, stopped, came)

        about = self._served.id
        # To fill in, llama.cpp gives one answer to a request.
        way = Way(one_by_one=True, at_once=self._way.at_once) if fills else self._way
        asking = Asking(exchange, way, request.n, cancelled, self._patience, about, self.on_status)
        return asking.answers()

    def close(self) -> None:
        """There is nothing to give back: each request has its own connection."""

    def _count_in_llama_cpp(self, prompt: Prompt, stopped: Stopped) -> int:
        if isinstance(prompt, Chat):
            text = self._post("/apply-template", _prompt_field(prompt), stopped)["prompt"]
        else:
            text = prompt.text
        # A template writes the mark of the beginning itself.
        special = not isinstance(prompt, Chat)
        asked = {"content": text, "add_special": special, "parse_special": True}
        return len(self._post("/tokenize", asked, stopped)["tokens"])

    def _post(self, path: str, body: Any, stopped: Stopped) -> Any:
        status, document = ask(
            self._address, "POST", path, body, within_s=_COUNT_WITHIN_S, stopped=stopped
        )
        if status == 404:
            raise KeyError(path)
        if status != 200:
            raise refusal(self._address, status, document)
        return document

    def _exchange(
        self,
        request: CompletionRequest,
        part: Part,
        stopped: Stopped,
        came: Callable[[], None],
    ) -> Iterator[Completion]:
        chat = isinstance(request.prompt, Chat)
        path = "/v1/chat/completions" if chat else "/v1/completions"
        writing = {place: _Writing() for place in range(part.count)}
        unfinished = set(writing)
        with Exchange(self._address, stopped, self._patience.connect_s) as exchange:
            exchange.wait_at_most(self._patience.first_s)
            status = exchange.send("POST", path, self._body(request, part))
            if status != 200:
                raise refusal(self._address, status, exchange.document())
            try:
                for event in exchange.events():
                    if "error" in event:
                        raise refusal(self._address, 200, event)
                    for choice in event.get("choices") or ():
                        place = choice.get("index", 0)
                        if place not in unfinished:
                            continue
                        if writing[place].add(choice):
                            came()
                            exchange.wait_at_most(self._patience.between_s)
                        if writing[place].finish and (part.count > 1 or writing[place].counted):
                            unfinished.discard(place)
                            yield writing[place].completion(part.start + place)
                    if part.count == 1 and event.get("usage"):
                        writing[0].tokens = event["usage"].get("completion_tokens")
            except ModelError:
                # One that is whole lacks nothing but its number of tokens.
                if not (part.count == 1 and writing[0].finish):
                    raise
            if part.count == 1 and unfinished and writing[0].finish:
                yield writing[0].completion(part.start)

    def _fill_in(
        self,
        request: CompletionRequest,
        part: Part,
        stopped: Stopped,
        came: Callable[[], None],
    ) -> Iterator[Completion]:
        try:
            yield from fill_in(self._address, self._patience, request, part, stopped, came)
        except NoInfill as error:
            _without_infill.add(self._known)
            raise UnsupportedError(f"the model {self._served.id} cannot fill in: {error}") from None

    def _body(self, request: CompletionRequest, part: Part) -> dict[str, Any]:
        kind = self._server.kind
        body: dict[str, Any] = {
            "model": self._served.id,
            **_prompt_field(request.prompt),
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "top_p": request.top_p,
            # vLLM means none by -1, others by 0.
            "top_k": -1 if kind == "vLLM" and request.top_k == 0 else request.top_k,
            "min_p": request.min_p,
            "presence_penalty": 0.0,
            "frequency_penalty": 0.0,
            "seed": (request.seed + part.start) % 2**31,
        }
        if kind != "vLLM":
            body["repeat_penalty"] = request.repetition_penalty
        if kind != "llama.cpp":
            body["repetition_penalty"] = request.repetition_penalty
        if kind == "llama.cpp":
            body["cache_prompt"] = True
        if request.stop:
            body["stop"] = list(request.stop)
        if part.count > 1:
            body["n"] = part.count
        if self.facts.logprobs:
            chat = isinstance(request.prompt, Chat)
            body |= {"logprobs": True, "top_logprobs": 1} if chat else {"logprobs": 1}
        if isinstance(request.prompt, Chat):
            body |= _reasoning_fields(request)
        return body


def _first_way(server: Server) -> Way:
    way = Way(most=server.slots or 64)
    if server.slots:
        way.at_once, way.settled = min(server.slots, MOST_AT_ONCE), True
    if server.slots == 1:
        way.one_by_one = True
    return way


def _prompt_field(prompt: Prompt) -> dict[str, Any]:
    if isinstance(prompt, Chat):
        turns = [{"role": turn.role, "content": turn.content} for turn in prompt.messages]
        return {"messages": turns}
    return {"prompt": prompt.text}


def _reasoning_fields(request: CompletionRequest) -> dict[str, Any]:
    if request.reasoning == "auto":
        return {}
    thinks = request.reasoning != "off"
    fields: dict[str, Any] = {"chat_template_kwargs": {"enable_thinking": thinks}}
    fields["reasoning_effort"] = request.reasoning if thinks else "none"
    return fields


@dataclass
class _Writing:
    """One answer while it is written."""

    text: str = ""
    thinking: str = ""
    finish: str = ""
    tokens: int | None = None
    logprob: float | None = None

    @property
    def counted(self) -> bool:
        """Whether its tokens are known, so that nothing more has to come."""
        return self.logprob is not None

    def add(self, choice: dict[str, Any]) -> bool:
        """Adds a piece of a stream; says whether it brought anything."""
        piece = choice.get("delta") or choice.get("message") or choice
        text = piece.get("content") or piece.get("text") or ""
        thought = piece.get("reasoning_content") or piece.get("reasoning") or ""
        self.text += text
        self.thinking += thought
        self.finish = self.finish or choice.get("finish_reason") or ""
        self._count(choice.get("logprobs"))
        return bool(text or thought)

    def _count(self, logprobs: Any) -> None:
        """Each token's, in the layout of chats or that of plain completions."""
        if not isinstance(logprobs, dict):
            return
        if isinstance(logprobs.get("content"), list):
            each = [token.get("logprob") for token in logprobs["content"]]
        else:
            each = logprobs.get("token_logprobs") or []
        known = [float(value) for value in each if value is not None]
        if known:
            self.logprob = (self.logprob or 0.0) + sum(known)
            self.tokens = (self.tokens or 0) + len(known)

    def completion(self, index: int) -> Completion:
        reason: FinishReason = "length" if self.finish == "length" else "stop"
        return Completion(index, self.text, reason, self.thinking, self.tokens, self.logprob)
