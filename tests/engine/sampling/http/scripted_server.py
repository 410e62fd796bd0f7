"""A server that speaks as llama.cpp, vLLM, LM Studio, TabbyAPI and Ollama do, by a script.

What it says is as documented for each; what it does wrong is in `faults`, of which each request for
an answer takes the next. Its answers are those of `answer(seed)`, a list of pieces.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from shortlist_engine.sampling.http.address import Address

KINDS = ("llama.cpp", "vLLM", "LM Studio", "TabbyAPI", "Ollama")
WINDOW = 4096


def numbered(seed: int) -> list[str]:
    return ["answer ", "of seed ", str(seed)]


@dataclass
class Fault:
    """What goes wrong with one request for an answer.

    `status` and `message` refuse it; `after` pieces of every answer, `drop` hangs up, `hang` sends
    nothing more until the client leaves, `garbage` sends bytes that mean nothing, `error` an error
    within the stream. `finish` answers with these finish reasons instead of `stop`. `empty` leaves
    out all pieces and `nothing` all choices. `redirect` sends on.
    """

    status: int = 0
    message: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    after: int = 0
    drop: bool = False
    hang: bool = False
    garbage: bool = False
    error: str = ""
    finish: str = "stop"
    empty: bool = False
    nothing: bool = False
    redirect: str = ""
    whole: int = 0  # this many answers of a request are whole before the fault


@dataclass
class Script:
    kind: str
    answer: Callable[[int], Sequence[str]] = numbered
    thoughts: Sequence[str] = ()
    slots: int = 4
    takes_n: bool = True
    loading: int = 0  # this many requests are answered with "Loading model"
    first_s: float = 0.0  # before the first piece
    delay_s: float = 0.0  # between two pieces
    at_once: int = 8  # further requests wait
    key: str = ""
    window: int = WINDOW
    has_window: bool = True
    models: Sequence[str] = ("coder",)
    in_memory: bool = True
    cloud: Sequence[str] = ()
    context: int | None = None  # Ollama's window, whatever it is asked for
    evaluated: int | None = None  # how long Ollama says that the prompt was
    faults: list[Fault] = field(default_factory=list)
    health_fault: bytes = b""  # what every GET gets instead
    template: str = "{{ messages }}"
    deaf: Sequence[str] = ()  # requests to these paths get no answer
    infills: bool = False  # the model has marks for filling in


class ScriptedServer(ThreadingHTTPServer):
    """`requests` are the paths and bodies of the requests for answers; `left` is set when a client
    hung up before its answer was whole; `most_at_once` counts answers written at the same time."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.left = threading.Event()
        self.began = threading.Event()
        self.lock = threading.Lock()
        self.places = threading.Semaphore(script.at_once)
        self.working = self.most_at_once = 0

    @property
    def address(self) -> Address:
        return Address("127.0.0.1", self.server_port, key=self.script.key)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def asked(self) -> list[dict[str, Any]]:
        return [body for _, body in self.requests]


@contextlib.contextmanager
def scripted(kind: str = "llama.cpp", **script: Any) -> Iterator[ScriptedServer]:
    server = ScriptedServer(Script(kind, **script))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def unused_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class _Left(Exception):
    """The client hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer
    protocol_version = "HTTP/1.1"

    # What there is

    def do_GET(self) -> None:
        script = self.server.script
        self.server.paths.append(self.path)
        if script.health_fault:
            self.wfile.write(script.health_fault)
            self.close_connection = True
            return
        if self._kept_out():
            return
        found = getattr(self, "_get_" + script.kind.lower().replace(" ", "_").replace(".", "_"))()
        if found is None:
            self._refuse(404, "File Not Found")
        elif isinstance(found, str):
            self._send(200, found.encode(), "text/plain")
        else:
            self._json(200, found)

    def _get_llama_cpp(self) -> Any:
        script = self.server.script
        if self.path == "/v1/models":
            meta = {"n_ctx": script.window, "n_params": 7_000_000_000, "size": 4_000_000_000}
            return {"data": [{"id": script.models[0], "owned_by": "llamacpp", "meta": meta}]}
        if self.path == "/props":
            settings = {"n_ctx": script.window}
            return {
                "total_slots": script.slots,
                "default_generation_settings": settings,
                "chat_template": script.template,
            }
        return {"status": "ok"} if self.path == "/health" else None

    def _get_vllm(self) -> Any:
        script = self.server.script
        if self.path == "/v1/models":
            rows = [
                {"id": name, "owned_by": "vllm", "max_model_len": script.window, "root": name}
                for name in script.models
            ]
            return {"object": "list", "data": rows}
        return None

    def _get_lm_studio(self) -> Any:
        script = self.server.script
        if self.path == "/v1/models":
            return {"data": [{"id": n, "owned_by": "organization_owner"} for n in script.models]}
        if self.path == "/api/v1/models":
            instances = [{"id": "1", "config": {"context_length": script.window}}]
            rows = [
                {
                    "type": "llm",
                    "key": name,
                    "size_bytes": 4_000_000_000,
                    "params_string": "7B",
                    "max_context_length": 32768,
                    "loaded_instances": instances if script.in_memory and place == 0 else [],
                }
                for place, name in enumerate(script.models)
            ]
            return {"models": [*rows, {"type": "embedding", "key": "embedder"}]}
        return None

    def _get_tabbyapi(self) -> Any:
        script = self.server.script
        if self.path == "/v1/models":
            return {"data": [{"id": "coder-exl3", "owned_by": "tabbyAPI"}]}
        if self.path == "/v1/model":
            return {"id": "coder-exl3", "parameters": {"max_seq_len": script.window}}
        return None

    def _get_ollama(self) -> Any:
        script = self.server.script
        if self.path == "/":
            return "Ollama is running"
        if self.path == "/api/version":
            return {"version": "0.33.0"}
        if self.path == "/v1/models":
            return {"data": [{"id": name, "owned_by": "library"} for name in script.models]}
        if self.path == "/api/tags":
            rows: list[dict[str, Any]] = [
                {
                    "name": name,
                    "size": 4_000_000_000,
                    "digest": "abc",
                    "details": {"parameter_size": "7.6B"},
                }
                for name in script.models
            ]
            rows += [{"name": n, "remote_host": "https://ollama.com:443"} for n in script.cloud]
            return {"models": rows}
        if self.path == "/api/ps":
            asked = [body["options"]["num_ctx"] for _, body in self.server.requests]
            window = script.context or (asked[-1] if asked else 0)
            if not asked and not script.in_memory:
                return {"models": []}
            row = {"name": script.models[0], "context_length": window or script.window}
            return {"models": [row]}
        return None

    # What is asked

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        self.server.paths.append(self.path)
        self.server.headers.append(dict(self.headers.items()))
        if self._kept_out():
            return
        script = self.server.script
        if self.path in script.deaf:
            with contextlib.suppress(_Left):
                self._pause(60.0)
            self.close_connection = True
            return
        if self.path == "/apply-template" and script.kind == "llama.cpp":
            text = "".join(f"<|{turn['role']}|>{turn['content']}\n" for turn in body["messages"])
            self._json(200, {"prompt": text})
        elif self.path == "/tokenize" and script.kind in ("llama.cpp", "vLLM"):
            text = body.get("content") or body.get("prompt")
            text = text or "".join(turn["content"] + " " for turn in body["messages"])
            tokens = list(range(len(text.split())))
            self._json(200, {"tokens": tokens, "count": len(tokens)})
        elif self.path == "/api/show" and script.kind == "Ollama":
            self._show(body)
        elif self.path in ("/v1/chat/completions", "/v1/completions"):
            self._answer(body, _Events(self, "chat" in self.path))
        elif self.path == "/infill" and script.kind == "llama.cpp":
            if script.infills:
                self._answer(body, _Pieces(self, chat=False))
            else:
                self._refuse(501, "Infill is not supported by this model: prefix token is missing.")
        elif self.path in ("/api/chat", "/api/generate") and script.kind == "Ollama":
            self._answer(body, _Lines(self, "chat" in self.path))
        else:
            self._refuse(404, "File Not Found")

    def _show(self, body: dict[str, Any]) -> None:
        script = self.server.script
        if body["model"] in script.cloud:
            self._json(200, {"remote_host": "https://ollama.com:443", "capabilities": []})
        elif body["model"] not in script.models:
            self._json(404, {"error": f"model '{body['model']}' not found"})
        else:
            able = ["completion"]
            able += ["thinking"] if script.thoughts else []
            able += ["insert"] if script.infills else []
            info = {"general.architecture": "qwen2", "qwen2.context_length": 32768}
            show = {"capabilities": able, "model_info": info, "template": "{{ .Prompt }}"}
            self._json(200, show)

    def _kept_out(self) -> bool:
        """Whether the key is wrong, or the model is still being loaded."""
        script = self.server.script
        if script.key and self.headers.get("Authorization") != f"Bearer {script.key}":
            self._refuse(401, "Invalid API Key")
            return True
        if script.loading > 0:
            script.loading -= 1
            self._refuse(503, "Loading model", {"type": "unavailable_error"})
            return True
        return False

    def _answer(self, body: dict[str, Any], form: _Form) -> None:
        server, script = self.server, self.server.script
        with server.lock:
            fault = script.faults.pop(0) if script.faults else Fault()
            server.requests.append((self.path, body))
        count = body.get("n", 1)
        if fault.redirect:
            self.send_response(307)
            self.send_header("Location", fault.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif fault.status:
            self._refuse(fault.status, fault.message, fault.details)
        elif count > 1 and script.kind == "llama.cpp" and count > script.slots:
            self._refuse(
                400, f"Field 'n': Value must be between 1 <= value <= {script.slots}, got {count}"
            )
        elif count > 1 and not script.takes_n and script.kind != "LM Studio":
            self._refuse(400, "n > 1 is not supported")
        else:
            if not script.takes_n or form.name == "lines":
                count = 1
            with server.places:
                self._write_answers(body, form, fault, count)

    def _write_answers(self, body: dict[str, Any], form: _Form, fault: Fault, count: int) -> None:
        server, script = self.server, self.server.script
        with server.lock:
            server.working += 1
            server.most_at_once = max(server.most_at_once, server.working)
        try:
            self.send_response(200)
            self.send_header("Content-Type", form.content_type)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._stream(body, form, fault, count)
            form.end()
            self._chunk(b"")
        except (_Left, OSError):
            server.left.set()
            self.close_connection = True
        finally:
            with server.lock:
                server.working -= 1
        script.in_memory = True

    def _stream(self, body: dict[str, Any], form: _Form, fault: Fault, count: int) -> None:
        script = self.server.script
        seed = body["seed"] if "seed" in body else body["options"]["seed"]
        if fault.nothing:
            return
        answers = {
            place: [] if fault.empty else list(script.answer(seed + place))
            for place in range(count)
        }
        for place in range(fault.whole):
            self._one(form, place, answers.pop(place), fault.finish)
        longest = max(map(len, answers.values()), default=0)
        for thought in script.thoughts:
            for place in answers:
                form.thought(place, thought)
        self._pause(script.first_s)
        for step in range(longest + 1):
            if step == fault.after and self._goes_wrong(form, fault):
                return
            for place, pieces in answers.items():
                if step < len(pieces):
                    form.piece(place, pieces[step])
                    self.server.began.set()
            self._pause(script.delay_s)
        for place, pieces in answers.items():
            form.finish(place, fault.finish, len(pieces))

    def _one(self, form: _Form, place: int, pieces: Sequence[str], reason: str) -> None:
        for piece in pieces:
            form.piece(place, piece)
        form.finish(place, reason, len(pieces))

    def _goes_wrong(self, form: _Form, fault: Fault) -> bool:
        if fault.drop:
            self.connection.shutdown(socket.SHUT_RDWR)
            raise OSError
        if fault.hang:
            self._pause(60.0)
        if fault.garbage:
            self._chunk(b"\x00\xff\x13garbage\n\n")
        if fault.error:
            form.error(fault.error)
            return True
        return False

    def _pause(self, seconds: float) -> None:
        """Waits; a client that hung up meanwhile is noticed at once, as servers do."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            readable, _, _ = select.select([self.connection], [], [], left)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise _Left
            if not left:
                return

    def _refuse(self, status: int, message: str, details: dict[str, Any] | None = None) -> None:
        if self.server.script.kind == "Ollama":
            self._json(status, {"error": message})
        else:
            self._json(status, {"error": {"message": message, "code": status, **(details or {})}})

    def _json(self, status: int, document: Any) -> None:
        self._send(status, json.dumps(document).encode(), "application/json")

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def log_message(self, *_: object) -> None:
        """Tests are silent."""


class _Form:
    """How a server writes answers."""

    name = content_type = ""

    def __init__(self, handler: _Handler, chat: bool) -> None:
        self.handler, self.chat = handler, chat

    def piece(self, place: int, text: str) -> None: ...

    def thought(self, place: int, text: str) -> None: ...

    def finish(self, place: int, reason: str, tokens: int) -> None: ...

    def error(self, message: str) -> None: ...

    def end(self) -> None: ...


class _Events(_Form):
    """OpenAI's: server-sent events."""

    name, content_type = "events", "text/event-stream"

    def _event(self, document: Any) -> None:
        self.handler._chunk(b"data: " + json.dumps(document).encode() + b"\n\n")

    def piece(self, place: int, text: str) -> None:
        choice: dict[str, Any] = {"index": place, "finish_reason": None}
        choice |= {"delta": {"content": text}} if self.chat else {"text": text}
        if self.handler.server.script.kind == "llama.cpp":
            choice["logprobs"] = {"content": [{"token": text, "logprob": -0.5}]}
        self._event({"choices": [choice]})

    def thought(self, place: int, text: str) -> None:
        self._event({"choices": [{"index": place, "delta": {"reasoning_content": text}}]})

    def finish(self, place: int, reason: str, tokens: int) -> None:
        choice: dict[str, Any] = {"index": place, "finish_reason": reason}
        choice |= {"delta": {}} if self.chat else {"text": ""}
        self._event({"choices": [choice]})
        self._event({"choices": [], "usage": {"completion_tokens": tokens}})

    def error(self, message: str) -> None:
        self._event({"error": {"message": message, "code": 500}})

    def end(self) -> None:
        self.handler._chunk(b": a comment\n\ndata: [DONE]\n\n")


class _Pieces(_Events):
    """llama.cpp's own, which gives one answer to a request."""

    name = "lines"

    def piece(self, place: int, text: str) -> None:
        self._event({"content": text, "stop": False})

    def finish(self, place: int, reason: str, tokens: int) -> None:
        last = {"content": "", "stop": True, "tokens_predicted": tokens}
        self._event({**last, "stop_type": "limit" if reason == "length" else "eos"})

    def end(self) -> None:
        """The last event says that it is the last."""


class _Lines(_Form):
    """Ollama's: an object on each line."""

    name, content_type = "lines", "application/x-ndjson"

    def _line(self, document: Any) -> None:
        self.handler._chunk(json.dumps(document).encode() + b"\n")

    def piece(self, place: int, text: str) -> None:
        self._line({"message": {"content": text}} if self.chat else {"response": text})

    def thought(self, place: int, text: str) -> None:
        self._line({"message": {"thinking": text}} if self.chat else {"thinking": text})

    def finish(self, place: int, reason: str, tokens: int) -> None:
        script, body = self.handler.server.script, self.handler.server.requests[-1][1]
        words = json.dumps(body.get("messages") or body.get("prompt"))
        evaluated = script.evaluated or len(words) // 4
        last = {"done": True, "done_reason": reason, "eval_count": tokens}
        self._line({**last, "prompt_eval_count": evaluated})

    def error(self, message: str) -> None:
        self._line({"error": message})
