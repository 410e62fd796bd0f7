"""A backend that talks HTTP, as small as one can be, and the server that it talks to.

It follows the recipe of docs/architecture.md: this module and its line in the registry are all that
the engine would need. The names of its models are `http://127.0.0.1:PORT#MODEL`.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from shortlist_engine.model.errors import ModelError
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.backend import Backend, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_supported
from shortlist_engine.statement.prompt import encoder_prompt

TIMEOUT_S = 5.0
LANGUAGES = ("python",)


class ToySampler:
    """Asks a server for one sample after another, which come as lines of one answer."""

    def __init__(self, address: str) -> None:
        """Raises ModelError when no server answers there, or when it does not have the model."""
        where = urlsplit(address)
        self.name = where.fragment
        self._host, self._port = where.hostname or "", where.port or 80
        about = json.loads(self._answer("GET", "/models").read())
        if self.name not in about:
            raise ModelError(f"{address} has no model {self.name!r}, only {', '.join(about)}")
        self.capabilities = Capabilities(LANGUAGES, ("solve",), False, False, batch_size=1)

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        check_supported(self, params)
        asked = {"prompt": encoder_prompt(problem), "n": params.num_samples, "seed": params.seed}
        answer = self._answer("POST", "/sample", json.dumps(asked))
        try:
            for index in range(params.num_samples):
                text = self._line(answer)
                if cancelled.is_set():
                    return
                yield [Sample(index, text, LANGUAGES[0], None, len(text.split()), "stop")]
        finally:
            answer.close()

    def close(self) -> None:
        """There is nothing to give back: each request has its own connection."""

    def _answer(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, body)
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise ModelError(
                f"no server answers at {self._host}:{self._port} ({error}): start it"
            ) from error

    def _line(self, answer: http.client.HTTPResponse) -> str:
        try:
            return str(json.loads(answer.readline())["text"])
        except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
            raise ModelError(f"the server of {self.name} left off in the middle") from error


def describe(choice: ModelChoice) -> ModelInfo:
    return ModelInfo(urlsplit(choice.name).fragment, "server", LANGUAGES)


BACKEND = Backend(
    "toy",
    owns=lambda name: name.startswith("http://"),
    describe=describe,
    identify=lambda choice: choice.name,
    load=lambda choice: ToySampler(choice.name),
)


@contextlib.contextmanager
def toy_server(texts: Sequence[str], *, lines: int | None = None) -> Iterator[ToyServer]:
    """A server on a free port of this machine whose samples are `texts` in turn. It hangs up after
    `lines` of an answer."""
    server = ToyServer(texts, lines)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class ToyServer(ThreadingHTTPServer):
    """`requests` are the bodies that it was sent."""

    daemon_threads = True

    def __init__(self, texts: Sequence[str], lines: int | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts, self.lines = texts, lines
        self.requests: list[dict[str, Any]] = []

    @property
    def model(self) -> str:
        return f"http://127.0.0.1:{self.server_port}#toy"


class _Handler(BaseHTTPRequestHandler):
    server: ToyServer

    def do_GET(self) -> None:
        self._begin()
        self.wfile.write(b'["toy"]')

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self._begin()
        for index in range(asked["n"])[: self.server.lines]:
            text = self.server.texts[index % len(self.server.texts)]
            self.wfile.write(json.dumps({"text": text}).encode() + b"\n")

    def _begin(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests are silent."""
