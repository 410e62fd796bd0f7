"""Models of Ollama, by its own interface: the other cannot set the window.

Ollama cuts a prompt that does not fit its window without a word unless it is told not to, so that
every request names the window and forbids it, and what was read is compared with what was sent.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.model.errors import ModelError, WindowError
from shortlist_engine.sampling.base import FinishReason
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.asking import Asking, OnStatus, Part, Way, silently
from shortlist_engine.sampling.http.connection import Exchange, Patience, Stopped, ask, never
from shortlist_engine.sampling.http.counting import fewest_tokens, most_tokens
from shortlist_engine.sampling.http.faults import Dropped, ModelGone
from shortlist_engine.sampling.http.fingerprint import ollama_model
from shortlist_engine.sampling.http.refusals import refusal
from shortlist_engine.sampling.text.model import (
    Chat,
    Completion,
    CompletionRequest,
    Fill,
    Prompt,
    TextModelFacts,
)

WINDOW, WINDOW_OF_THINKERS = 8192, 16384
"""Tokens that a solve asks for: a change reloads the model, so that it is one for a session."""
_ASK_WITHIN_S = 5.0
_LEAST_CUT = 256
_ways: dict[tuple[Address, str], Way] = {}


class OllamaModel:
    """A `TextModel` of Ollama.

    `on_status` is told, from any thread, what is waited for, such as "loading qwen …".
    """

    def __init__(
        self,
        address: Address,
        name: str,
        *,
        patience: Patience | None = None,
        on_status: OnStatus = silently,
        cancelled: threading.Event | None = None,
    ) -> None:
        """Raises ModelError when the server is not there, does not have the model, or has it
        computed elsewhere, and Cancelled."""
        self._address, self.name = address, name
        self._patience = patience or Patience()
        self.on_status = on_status
        stopped = cancelled.is_set if cancelled is not None else never
        about = self._show(stopped)
        able = about.get("capabilities") or ["completion"]
        if "completion" not in able:
            raise ModelError(
                f"{name} does not write text, it can {', '.join(able)}: take another model, see "
                "`ollama list`"
            )
        self._reasoning = "thinking" in able
        self._infills = "insert" in able
        self._chat = len(str(about.get("template") or "").split("{{")) > 2 or "messages" in str(
            about.get("template")
        )
        self._largest = _context_length(about)
        self._window = self._choose_window(stopped)
        self._read_first: set[int] = set()
        self._way = _ways.setdefault((address, name), Way(one_by_one=True))

    @property
    def facts(self) -> TextModelFacts:
        """Returns what is known of the model; how many answers it writes at a time is found out
        while it is asked."""
        return TextModelFacts(
            name=self.name,
            where=str(self._address),
            window=self._window,
            chat=self._chat,
            reasoning=self._reasoning,
            parallel=self._way.at_once,
            infills=self._infills,
        )

    def count_tokens(self, prompt: Prompt, cancelled: threading.Event | None = None) -> int:
        """Returns a number of tokens that a prompt hardly exceeds: Ollama counts none."""
        return most_tokens(prompt)

    def complete(
        self, request: CompletionRequest, cancelled: threading.Event
    ) -> Iterator[Completion]:
        """Does as `TextModel.complete` says."""

        def exchange(
            part: Part, stopped: Stopped, came: Callable[[], None]
        ) -> Iterator[Completion]:
            return self._exchange(request, part, stopped, came)

        try:
            if not self._running(cancelled.is_set):
                self.on_status(f"loading {self.name} …")
        except Cancelled:
            return iter(())
        asking = Asking(
            exchange, self._way, request.n, cancelled, self._patience, self.name, self.on_status
        )
        return asking.answers()

    def close(self) -> None:
        """There is nothing to give back: Ollama unloads the model by itself."""

    def _show(self, stopped: Stopped) -> dict[str, Any]:
        named = {"model": self.name}
        status, about = ask(
            self._address, "POST", "/api/show", named, within_s=_ASK_WITHIN_S, stopped=stopped
        )
        if status == 404:
            raise ModelGone(
                f"Ollama at {self._address} has no model {self.name}: `ollama list` has those that "
                f"it has, `ollama pull {self.name}` gets it"
            )
        if status != 200 or not isinstance(about, dict):
            raise refusal(self._address, status, about)
        remote = ollama_model({**about, "name": self.name}).remote
        if remote:
            raise ModelError(
                f"{self.name} is computed by {remote}, not on this machine, and no problem leaves "
                "it: take a model without `-cloud`, see `ollama list`"
            )
        return about

    def _running(self, stopped: Stopped) -> list[dict[str, Any]]:
        """What the server says of the model in memory, nothing where it is not there."""
        status, running = ask(
            self._address, "GET", "/api/ps", within_s=_ASK_WITHIN_S, stopped=stopped
        )
        if status != 200 or not isinstance(running, dict):
            return []
        plain = self.name.removesuffix(":latest")
        rows = running.get("models") or []
        return [row for row in rows if str(row.get("name")).removesuffix(":latest") == plain]

    def _choose_window(self, stopped: Stopped) -> int:
        """That of the model in memory where it is large enough, since another reloads it."""
        wanted = WINDOW_OF_THINKERS if self._reasoning else WINDOW
        wanted = min(wanted, self._largest or wanted)
        loaded = [int(row.get("context_length") or 0) for row in self._running(stopped)]
        return max([wanted, *(size for size in loaded if size <= 4 * wanted)])

    def _exchange(
        self, request: CompletionRequest, part: Part, stopped: Stopped, came: Callable[[], None]
    ) -> Iterator[Completion]:
        path = "/api/chat" if isinstance(request.prompt, Chat) else "/api/generate"
        text = thinking = ""
        with Exchange(self._address, stopped, self._patience.connect_s) as exchange:
            # The answer begins when the model is loaded and the prompt is read.
            exchange.wait_at_most(self._patience.first_s)
            status = exchange.send("POST", path, self._body(request, part))
            if status != 200:
                raise self._own_words(refusal(self._address, status, exchange.document()))
            for line in exchange.json_lines():
                if line.get("error"):
                    raise self._own_words(refusal(self._address, 200, line))
                message = line.get("message") or line
                piece = message.get("content") or message.get("response") or ""
                thought = message.get("thinking") or ""
                text, thinking = text + piece, thinking + thought
                if piece or thought:
                    came()
                    exchange.wait_at_most(self._patience.between_s)
                if line.get("done"):
                    why = line.get("done_reason")
                    if why in ("load", "unload") and not text:
                        raise Dropped(
                            f"Ollama unloaded {self.name} in the middle of an answer: raise its "
                            "keep-alive (OLLAMA_KEEP_ALIVE), or free memory"
                        )
                    reason: FinishReason = "length" if why in ("length", "unload") else "stop"
                    tokens = line.get("eval_count")
                    yield Completion(part.start, text, reason, thinking, tokens)
                    self._check_prompt(request, line.get("prompt_eval_count") or 0, stopped)
                    return
        raise Dropped(f"{self._address} ended the connection in the middle of an answer")

    def _check_prompt(self, request: CompletionRequest, read: int, stopped: Stopped) -> None:
        """Raises WindowError where fewer tokens of the prompt were `read` than it has."""
        prompt = hash(request.prompt)
        first_time = prompt not in self._read_first
        self._read_first.add(prompt)
        if not first_time:
            return  # what was read before is not read again, and not counted
        least = fewest_tokens(request.prompt)
        loaded: list[int] = []
        with contextlib.suppress(ModelError):  # the answer is there, whether it says this or not
            loaded = [int(row.get("context_length") or 0) for row in self._running(stopped)]
        if loaded and 0 < max(loaded) < self._window and most_tokens(request.prompt) > loaded[0]:
            raise WindowError(
                f"Ollama loaded {self.name} with a window of {loaded[0]} tokens, though "
                f"{self._window} were asked for: set OLLAMA_CONTEXT_LENGTH={self._window} for it",
                None,
                loaded[0],
            )
        if _LEAST_CUT <= read < least:
            raise WindowError(
                f"Ollama read {read} tokens of a prompt of at least {least}, so the problem was "
                f"cut: set OLLAMA_CONTEXT_LENGTH={self._window} for it, or update Ollama",
                least,
                read,
            )

    def _own_words(self, error: ModelError) -> ModelError:
        """Names what to do about a missing model in Ollama's own terms."""
        if isinstance(error, ModelGone):
            return ModelGone(f"{error}; `ollama pull {self.name}` gets it")
        return error

    def _body(self, request: CompletionRequest, part: Part) -> dict[str, Any]:
        options: dict[str, Any] = {
            "num_ctx": self._window,
            "num_predict": request.max_tokens,
            "seed": (request.seed + part.start) % 2**31,
            "temperature": request.temperature,
            "top_k": request.top_k,
            "top_p": request.top_p,
            "min_p": request.min_p,
            "repeat_penalty": request.repetition_penalty,
            "presence_penalty": 0.0,
            "frequency_penalty": 0.0,
            "stop": list(request.stop),
        }
        body: dict[str, Any] = {"model": self.name, "stream": True, "options": options}
        body |= {"truncate": False, "shift": False}
        if isinstance(request.prompt, Chat):
            turns = request.prompt.messages
            body["messages"] = [{"role": turn.role, "content": turn.content} for turn in turns]
            if self._reasoning and request.reasoning != "auto":
                body["think"] = _think(request.reasoning, self.name)
        elif isinstance(request.prompt, Fill):
            # Its template knows the marks of the model.
            body |= {"prompt": request.prompt.before, "suffix": request.prompt.after}
        else:
            body |= {"prompt": request.prompt.text, "raw": True}
        return body


def _think(reasoning: str, name: str) -> bool | str:
    """How long to think is for gpt-oss alone, which cannot be kept from it."""
    if "gpt-oss" in name:
        return "low" if reasoning == "off" else reasoning
    return reasoning != "off"


def _context_length(about: dict[str, Any]) -> int | None:
    sizes = [
        value
        for name, value in (about.get("model_info") or {}).items()
        if name.endswith(".context_length") and isinstance(value, int)
    ]
    return sizes[0] if sizes else None
