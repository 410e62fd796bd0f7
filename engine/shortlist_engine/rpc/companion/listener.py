"""What Competitive Companion talks to: as much HTTP as it takes, on the loopback addresses only.

The extension posts each problem as JSON, waits for half a second, and does not look at the answer.
Any page that the user opens could post here too, so the origin has to be an extension's or none (a
program on this machine), and the host one of this machine's names: no page can say so (RFC 6454,
Fetch), not even one whose name leads to this machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import re
from collections.abc import Callable

from shortlist_engine.concurrency import within

log = logging.getLogger(__name__)

MOST_BYTES = 8 * 1024 * 1024
MOST_AT_ONCE = 64
READ_WITHIN_S = 10.0
DRAIN_WITHIN_S = 2.0
_MOST_HEAD = 32 * 1024
_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.I)
_EXTENSION = re.compile(r"(?:[a-z]+-)*extension://[\w-]+", re.I)
_ADDRESSES = ("127.0.0.1", "::1")
_REASONS = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    403: "Forbidden",
    405: "Method Not Allowed",
    411: "Length Required",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
}


class PortTaken(Exception):
    """Says that nothing can be listened to at a port, and why."""


class Refused(Exception):
    """Says with which status and words a request is refused."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


OnBody = Callable[[bytes], None]
"""Takes what was posted. Raises Refused."""


class Listener:
    """Listens at a port until it is closed. `on_body` is called with what was posted, and has to
    return at once: the answer waits for it."""

    def __init__(self, port: int, on_body: OnBody) -> None:
        self.port = port
        self._on_body = on_body
        self._servers: list[asyncio.Server] = []
        self._open: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listens at both loopback addresses, or at the one that this machine has. Raises
        PortTaken."""
        for address in _ADDRESSES:
            try:
                server = await asyncio.start_server(
                    self._accept, address, self.port, limit=_MOST_HEAD
                )
            except OSError as error:
                if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    continue
                self.close()
                raise PortTaken(_why(self.port, error)) from error
            self._servers.append(server)
        if not self._servers:
            raise PortTaken("This machine has no loopback address to listen at.")

    def close(self) -> None:
        """Listens no more, and ends what is under way."""
        for server in self._servers:
            server.close()
        for task in self._open:
            task.cancel()
        self._servers = []

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        if len(self._open) >= MOST_AT_ONCE:
            writer.transport.abort()
            return
        self._open.add(task)
        try:
            await within(READ_WITHIN_S, self._answer(reader, writer))
        except (asyncio.TimeoutError, asyncio.IncompleteReadError, OSError):
            log.debug("a request was not finished")
        except asyncio.CancelledError:
            pass  # the listener is closed
        except Exception:
            log.exception("a request of Competitive Companion failed")
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        origin, text = "", ""
        try:
            method, headers = await _read_head(reader)
            origin = _check(headers)
            if headers.get("cph-submit"):  # cph's helper asks every second what to submit
                status, text = 200, '{"empty":true}'
            elif method == "OPTIONS" and origin:
                status = 204
            elif method != "POST":
                raise Refused(405, "Problems are posted here by Competitive Companion.")
            else:
                self._on_body(await _read_body(reader, headers))
                status = 200
        except Refused as refused:
            status, text = refused.status, str(refused)
            log.info("refused a request (%s): %s", status, text)
        await _write(writer, status, text, origin)
        if status >= 400:
            await _drain(reader, writer)


async def _read_head(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    """The method and the headers, their names in small letters."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise Refused(431, "The headers are too long.") from None
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise Refused(400, "This is not HTTP/1.1.")
    headers: dict[str, str] = {}
    for line in filter(None, lines):
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or name != name.strip() or (name in ("host", "origin") and name in headers):
            raise Refused(400, "A header cannot be read.")
        headers[name] = value.strip()
    return parts[0], headers


def _check(headers: dict[str, str]) -> str:
    """The origin, empty without one. Raises Refused for what a page sent."""
    if not _HOST.fullmatch(headers.get("host", "")):
        raise Refused(403, "Only localhost is listened to.")
    origin = headers.get("origin", "")
    if origin and not _EXTENSION.fullmatch(origin):
        raise Refused(403, "Pages may not send problems, only extensions.")
    return origin


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        raise Refused(411, "The length of the problem is not said.")
    if len(length) > 12 or int(length) > MOST_BYTES:
        raise Refused(413, f"A problem has at most {MOST_BYTES >> 20} MiB.")
    return await reader.readexactly(int(length))


async def _write(writer: asyncio.StreamWriter, status: int, text: str, origin: str) -> None:
    body = text.encode()
    lines = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        "Connection: close",
        f"Content-Length: {len(body)}",
        "Content-Type: text/plain; charset=utf-8",
        "X-Content-Type-Options: nosniff",
    ]
    if origin:  # an extension's, or it would have been refused
        lines += [
            f"Access-Control-Allow-Origin: {origin}",
            "Access-Control-Allow-Methods: POST",
            "Access-Control-Allow-Headers: Content-Type",
        ]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()


async def _drain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads on for a moment: who still sends would not see the answer to a closed connection."""
    if writer.can_write_eof():
        writer.write_eof()

    async def read_on() -> None:
        while await reader.read(_MOST_HEAD):
            pass

    with contextlib.suppress(asyncio.TimeoutError, OSError):
        await within(DRAIN_WITHIN_S, read_on())


def _why(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program, such as cph. It is tried again every few "
            "seconds; shortlist.companion.port names another."
        )
    return f"Port {port} cannot be listened to: {error.strerror or error}."
