"""The HTTP client: one connection for each request, which is cancelled by closing it.

It stands on `http.client`, which consults no proxy variables and follows no redirect. A read waits
until something came, the request was cancelled, or the time is over; the socket is then shut down,
which is how servers notice that nobody waits for the answer any more.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shortlist_engine.concurrency import Cancelled
from shortlist_engine.sampling.http.address import Address
from shortlist_engine.sampling.http.faults import Dropped, NoServer, NotOurs, Silent

LOOK_S = 0.05
SEND_WITHIN_S = 30.0
LARGEST_LINE = LARGEST_DOCUMENT = 16 * 2**20
_PIECE = 64 * 2**10

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Patience:
    """Holds how long to wait, in seconds: for a connection; for the first token, which may take as
    long as it takes to load a model; and between two pieces of an answer."""

    connect_s: float = 5.0
    first_s: float = 300.0
    between_s: float = 120.0


def never() -> bool:
    """Says that a request is not cancelled."""
    return False


class Exchange:
    """One request and its answer; a context, which closes the connection.

    `stopped` is asked many times a second; when it says yes, what waits here raises Cancelled.
    All others raise ModelError: NoServer, Silent, Dropped, NotOurs.
    """

    def __init__(self, address: Address, stopped: Stopped = never, within_s: float = 5.0) -> None:
        """Connects within `within_s`; the answer has to begin within the same time, unless
        `wait_at_most` says otherwise."""
        self._address = address
        with self._faults():
            self._socket = _connect(address, stopped, within_s)
        self._socket.wait_at_most(within_s)
        self._connection = http.client.HTTPConnection(address.host, address.port)
        self._connection.sock = self._socket
        self._response: http.client.HTTPResponse | None = None

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hangs up. The server sees it at once, whatever it was doing."""
        self._socket.hang_up()

    def wait_at_most(self, seconds: float) -> None:
        """Gives what is read next `seconds` from now to come."""
        self._socket.wait_at_most(seconds)

    def send(self, method: str, path: str, body: Any = None) -> int:
        """Sends a request with `body` as JSON, waits for the answer to begin, and returns its
        status."""
        headers = {"Connection": "close", "Accept": "*/*"}
        if self._address.key:
            headers["Authorization"] = f"Bearer {self._address.key}"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        with self._faults():
            self._connection.request(method, self._address.prefix + path, data, headers)
            self._response = self._connection.getresponse()
        if 300 <= self._response.status < 400:
            where = self._response.getheader("Location", "another place")
            raise NotOurs(
                f"{self._address} sends on to {where}, which is not followed, so that no problem "
                "goes where you did not send it: give the model's own address"
            )
        return self._response.status

    def header(self, name: str) -> str:
        """Returns a header of the answer, empty where it has none."""
        return self._answer.getheader(name, "")

    @property
    def _answer(self) -> http.client.HTTPResponse:
        assert self._response is not None, "nothing was sent"
        return self._response

    def pieces(self) -> Iterator[bytes]:
        """Yields the body as it comes."""
        with self._faults():
            while piece := self._answer.read1(_PIECE):
                yield piece
            if self._answer.length:  # bytes that were promised
                raise http.client.IncompleteRead(b"", self._answer.length)

    def body(self) -> bytes:
        """Returns the whole body."""
        found = bytearray()
        for piece in self.pieces():
            found += piece
            if len(found) > LARGEST_DOCUMENT:
                raise NotOurs(f"the answer of {self._address} does not end: check the address")
        return bytes(found)

    def document(self) -> Any:
        """Returns the whole body as JSON, None where it is none."""
        try:
            return json.loads(self.body())
        except (ValueError, RecursionError):
            return None

    def lines(self) -> Iterator[bytes]:
        """Yields the body's lines as they come, without their ends."""
        rest = b""
        for piece in self.pieces():
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.rstrip(b"\r") for line in lines)
            if len(rest) > LARGEST_LINE:
                raise self._garbage(rest)
        if rest:
            yield rest.rstrip(b"\r")

    def json_lines(self) -> Iterator[dict[str, Any]]:
        """Yields the objects of a body that has one on each line (NDJSON)."""
        for line in self.lines():
            if line.strip():
                yield self._object(line)

    def events(self) -> Iterator[dict[str, Any]]:
        """Yields the objects of a body of server-sent events, to its `[DONE]`; the whole body where
        the server sends one document instead. Raises Dropped when it ends without `[DONE]`."""
        if "json" in self.header("Content-Type"):
            yield self._object(self.body())
            return
        data: list[bytes] = []
        for line in self.lines():
            name, _, value = line.partition(b":")
            if name == b"data":
                data.append(value.removeprefix(b" "))
            elif name.startswith(b"{"):
                yield self._object(line)  # an error that comes as it is, after the events began
            elif name and name not in (b"event", b"id", b"retry"):
                raise self._garbage(line)
            if data and not line:
                text, data = b"\n".join(data), []
                if text.strip() == b"[DONE]":
                    return
                yield self._object(text)
        if b"\n".join(data).strip() != b"[DONE]":
            raise Dropped(f"{self._address} ended the connection in the middle of an answer")

    def _object(self, text: bytes) -> dict[str, Any]:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self._garbage(text)
        return found

    def _garbage(self, text: bytes) -> NotOurs:
        shown = text[:40].decode("utf-8", "backslashreplace")
        return NotOurs(
            f"{self._address} answers with what is no model's answer ({shown!r}): check the port, "
            "or restart the server"
        )

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        address = self._address
        try:
            yield
        except _NoConnection as error:
            raise NoServer(
                f"no server answers at {address} ({error}): start it, or see "
                "`shortlist model list` for those that answer"
            ) from error
        except TimeoutError as error:
            raise Silent(
                f"{address} sent nothing for {error}: the server hangs or its machine is too busy; "
                "restart it or take a smaller model"
            ) from error
        except (http.client.RemoteDisconnected, http.client.IncompleteRead) as error:
            raise Dropped(
                f"{address} ended the connection in the middle of an answer: look at the server's "
                "log; it may have run out of memory"
            ) from error
        except http.client.HTTPException as error:
            raise NotOurs(
                f"something answers at {address}, but it does not speak HTTP: check the port"
            ) from error
        except OSError as error:
            raise Dropped(
                f"the connection to {address} broke ({error.strerror or error}): look at the "
                "server's log"
            ) from error


def ask(
    address: Address,
    method: str,
    path: str,
    body: Any = None,
    *,
    within_s: float = 5.0,
    stopped: Stopped = never,
) -> tuple[int, Any]:
    """Returns the status and the document of a short answer, None where it is no JSON. Raises
    ModelError as Exchange does, and Cancelled."""
    with Exchange(address, stopped, within_s) as exchange:
        status = exchange.send(method, path, body)
        return status, exchange.document()


class _NoConnection(Exception):
    """The connection was not accepted."""


def _connect(address: Address, stopped: Stopped, within_s: float) -> _Socket:
    """Connects to the first of the address's hosts that accepts."""
    deadline = time.monotonic() + within_s
    why = "no such host"
    for host in address.hosts:
        try:
            found = socket.getaddrinfo(host, address.port, type=socket.SOCK_STREAM)
        except OSError as error:
            why = error.strerror or str(error)
            continue
        for family, kind, protocol, _, place in found:
            plain = socket.socket(family, kind, protocol)
            try:
                plain.setblocking(False)
                plain.connect_ex(place)
                _wait(plain, selectors.EVENT_WRITE, stopped, deadline)
                failure = plain.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if failure:
                    raise OSError(failure, os.strerror(failure))
                plain.settimeout(SEND_WITHIN_S)
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _Socket(plain, stopped)
            except TimeoutError:
                why = f"nothing within {within_s:g} s"
                plain.close()
            except OSError as error:
                why = error.strerror or str(error)
                plain.close()
            except BaseException:
                plain.close()
                raise
    raise _NoConnection(why)


def _wait(plain: socket.socket, what: int, stopped: Stopped, deadline: float) -> None:
    """Waits until the socket is ready. Raises Cancelled and TimeoutError."""
    with selectors.DefaultSelector() as selector:
        selector.register(plain, what)
        while not stopped():
            left = deadline - time.monotonic()
            if selector.select(max(0.0, min(left, LOOK_S))):
                return
            if left <= 0:
                raise TimeoutError
    raise Cancelled


class _Socket:
    """What `http.client` needs of a socket, with reads that can be cancelled.

    `http.client` closes a socket whose answer it has not read yet and leaves that to the file made
    of it; so `close` does nothing here, and `hang_up` does.
    """

    def __init__(self, plain: socket.socket, stopped: Stopped) -> None:
        self._plain, self._stopped = plain, stopped
        self.wait_at_most(0.0)

    def wait_at_most(self, seconds: float) -> None:
        self._seconds, self._deadline = seconds, time.monotonic() + seconds

    def sendall(self, data: bytes) -> None:
        try:
            self._plain.sendall(data)
        except TimeoutError:
            raise TimeoutError(f"{SEND_WITHIN_S:g} s") from None

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def read_into(self, buffer: Any) -> int:
        try:
            _wait(self._plain, selectors.EVENT_READ, self._stopped, self._deadline)
        except TimeoutError:
            raise TimeoutError(f"{self._seconds:.3g} s") from None
        return self._plain.recv_into(buffer)

    def close(self) -> None:
        pass

    def hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self._plain.shutdown(socket.SHUT_RDWR)
        self._plain.close()


class _Reader(io.RawIOBase):
    def __init__(self, source: _Socket) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._source.read_into(buffer)
