"""A small client of the engine protocol for tests, over pipes or a socket."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fakes import DOUBLE

from shortlist_engine import protocol
from shortlist_engine.protocol import EngineError, to_wire

SCRIPT = Path(__file__).with_name("engine_with_fakes.py")
PROBLEM = to_wire(DOUBLE)


class Client:
    """Sends requests and keeps what comes back: `answers` by id, `notes` in order with the time
    at which each came."""

    def __init__(self, read, write, close) -> None:
        self._read = read
        self._write = write
        self.close = close
        self._ids = itertools.count(1)
        self._unpacker = protocol.unpacker()
        self.answers: dict[int | None, list[Any]] = {}
        self.notes: list[tuple[float, str, dict[str, Any]]] = []
        self.ended = False

    def send(self, method: str, **params: Any) -> int:
        number = next(self._ids)
        self.send_bytes(protocol.request(number, method, params))
        return number

    def send_bytes(self, data: bytes) -> None:
        self._write(data)

    def read_some(self) -> None:
        data = self._read()
        if not data:
            self.ended = True
            return
        self._unpacker.feed(data)
        for message in self._unpacker:
            if message[0] == protocol.RESPONSE:
                self.answers[message[1]] = message[2:]
            else:
                self.notes.append((time.monotonic(), message[1], message[2][0]))

    def wait(self, number: int | None) -> Any:
        """The result of a request; raises its EngineError."""
        while number not in self.answers:
            if self.ended:
                raise EOFError("the engine closed the connection")
            self.read_some()
        error, result = self.answers[number]
        if error is not None:
            raise EngineError.from_wire(error)
        return result

    def wait_for_note(self, method: str, **fields: Any) -> dict[str, Any]:
        """The first notification with these fields, waiting for it."""
        seen = 0
        while True:
            for _, name, params in self.notes[seen:]:
                if name == method and all(params.get(k) == v for k, v in fields.items()):
                    return params
            seen = len(self.notes)
            if self.ended:
                raise EOFError("the engine closed the connection")
            self.read_some()

    def ask(self, method: str, **params: Any) -> Any:
        return self.wait(self.send(method, **params))

    def hello(self, version: int = protocol.PROTOCOL_VERSION) -> Any:
        return self.ask(protocol.HELLO, protocol=version, client="test 1")

    def solve(
        self, solve_id: str = "one", samples: int = 100, model: str | None = None, **options: Any
    ) -> int:
        budget = {"samples": samples, "seconds": 60.0}
        return self.send(
            protocol.SOLVE,
            solve_id=solve_id,
            problem=PROBLEM,
            budget=budget,
            options={"seed": 1, **options},
            model=model,
        )


def start(options: dict[str, Any], **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(SCRIPT), json.dumps(options)], **more)


@contextlib.contextmanager
def stdio_engine(**options: Any) -> Iterator[tuple[Client, subprocess.Popen[bytes]]]:
    process = start(
        options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdin is not None
    assert process.stdout is not None
    client = Client(lambda: process.stdout.read(65536), process.stdin.write, process.stdin.close)
    try:
        yield client, process
    finally:
        end(process)


@contextlib.contextmanager
def socket_engine(path: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = start({"socket": str(path), **options}, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: can_connect(path))
        yield process
    finally:
        end(process)


def connect(path: Path) -> Client:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(60)
    connection.connect(str(path))
    return Client(lambda: connection.recv(65536), connection.sendall, connection.close)


def can_connect(path: Path) -> bool:
    with contextlib.suppress(OSError):
        connect(path).close()
        return True
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait(30)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def wait_until(condition, timeout: float = 60.0) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)
