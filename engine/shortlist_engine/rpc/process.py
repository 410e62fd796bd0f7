"""The life of the engine process: transports, the one engine per user, signals, idling."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

from shortlist_engine import locks, protocol
from shortlist_engine.concurrency import end_process_within, on_signal, set_within
from shortlist_engine.host.resources import Resources
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.service import Service
from shortlist_engine.rpc.thread_pipes import open_streams

log = logging.getLogger(__name__)

DEFAULT_IDLE_S = 600.0
HAS_SOCKETS = hasattr(socket, "AF_UNIX") and hasattr(asyncio, "start_unix_server")
_HAS_PIPES = sys.platform != "win32"  # that the event loop can wait for
LEAVE_WITHIN_S = 1.0


class EngineRunning(Exception):
    """Says that another engine of this user serves the socket."""


def serve_stdio(
    resources: Resources, *, idle_seconds: float = DEFAULT_IDLE_S, log_path: str = ""
) -> None:
    """Serves one client over standard input and output until it closes its end. Whatever else
    prints to standard output goes to standard error, so that no message is torn.

    Raises EngineError `engineUnavailable` when these are not pipes, sockets or terminals.
    """
    asyncio.run(_stdio(resources, idle_seconds, log_path))


def serve_socket(
    resources: Resources,
    *,
    path: Path | None = None,
    idle_seconds: float = DEFAULT_IDLE_S,
    log_path: str = "",
) -> None:
    """Serves any number of clients at `path` (default: the user's private socket). Ends when the
    last client has gone and `idle_seconds` have passed, or at `shutdown`, SIGTERM or SIGINT.

    Raises EngineRunning when another engine serves `path`, and EngineError `engineUnavailable`
    when the socket cannot be made.
    """
    if not HAS_SOCKETS:
        raise EngineError(
            "engineUnavailable",
            "This system has no private sockets: start the engine with --stdio, as editors do.",
        )
    where = path or protocol.socket_path()
    with _only_engine(where):
        asyncio.run(_socket(resources, where, idle_seconds, log_path))


@contextlib.contextmanager
def _only_engine(path: Path) -> Iterator[None]:
    """Holds the lock beside the socket. The lock file stays: removing it would let a third engine
    lock a new file while a second waits on the old one. The kernel releases the lock of an engine
    that died, and its socket is then stale and removed."""
    beside = path.with_suffix(".lock")
    with contextlib.ExitStack() as stack:
        try:
            lock = stack.enter_context(locks.locked_file(beside, wait=False))
        except BlockingIOError:
            owner = beside.read_bytes()[:32].decode("ascii", "replace").strip()
            raise EngineRunning(
                f"An engine already runs (process {owner or 'unknown'}) and serves {path}."
            ) from None
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        try:
            yield
        finally:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def _listen(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        server.bind(str(path))
    except OSError as error:
        server.close()
        raise EngineError(
            "engineUnavailable",
            f"The socket {path} cannot be made: {error.strerror or error}. Set XDG_RUNTIME_DIR to "
            "a directory of yours with a shorter path.",
        ) from error
    finally:
        os.umask(mask)
    server.setblocking(False)
    return server


async def _socket(resources: Resources, path: Path, idle_seconds: float, log_path: str) -> None:
    async with _service(resources, idle_seconds, log_path) as service:
        clients: set[asyncio.Task[None]] = set()

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            clients.add(task)
            try:
                await service.serve(reader, writer)
            finally:
                clients.discard(task)

        server = await asyncio.start_unix_server(accept, sock=_listen(path))
        log.info("serving %s", path)

        def leave_when_idle() -> None:
            if not service.connections and service.idle_s >= idle_seconds:
                log.info("idle for %s s without clients: leaving", idle_seconds)
                service.stop.set()

        try:
            await until_stopped(service, idle_seconds, leave_when_idle)
        finally:
            server.close()
            await service.close()
            if clients:
                await asyncio.wait(clients, timeout=2.0)


async def _stdio(resources: Resources, idle_seconds: float, log_path: str) -> None:
    reader, writer = await open_stdio()
    async with _service(resources, idle_seconds, log_path) as service:

        async def client() -> None:
            await service.serve(reader, writer)
            service.stop.set()

        serving = asyncio.create_task(client())

        await until_stopped(service, idle_seconds)
        await service.close()
        await asyncio.wait({serving}, timeout=2.0)


async def open_stdio() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Returns standard input and output as streams; whatever else prints goes to standard error.
    Raises EngineError `engineUnavailable` when these are not pipes, sockets or terminals."""
    return await _streams(*_take_stdio())


async def _streams(
    incoming: int, outgoing: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if not _HAS_PIPES:
        return open_streams(incoming, outgoing)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    try:
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(incoming, "rb", 0)
        )
        transport, flow = await loop.connect_write_pipe(
            asyncio.streams.FlowControlMixin, os.fdopen(outgoing, "wb", 0)
        )
    except ValueError as error:
        raise EngineError(
            "engineUnavailable",
            "`shortlist engine --stdio` talks to a program through pipes; standard input and "
            "output are files here.",
        ) from error
    return reader, asyncio.StreamWriter(transport, flow, None, loop)


def _take_stdio() -> tuple[int, int]:
    """Private copies of descriptors 0 and 1, which then lead to nothing and to standard error."""
    sys.stdout.flush()
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing


@contextlib.asynccontextmanager
async def _service(
    resources: Resources, idle_seconds: float, log_path: str
) -> AsyncIterator[Service]:
    service = Service(resources, log_path=log_path)
    async with stopping(service):
        yield service


@contextlib.asynccontextmanager
async def stopping(service: Service) -> AsyncIterator[None]:
    """Within, signals stop the service; after, the process ends though a model still loads."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            on_signal(getattr(signal, name), service.stop.set)
    try:
        yield
    finally:
        if service.loading:  # nothing stops it
            end_process_within(LEAVE_WITHIN_S, 0, when_done=True)
        log.info("engine %s ends", os.getpid())


async def until_stopped(
    service: Service, idle_seconds: float, on_look: Callable[[], None] = lambda: None
) -> None:
    """Waits for `service.stop`; looks now and then whether the model has been idle, and calls
    `on_look` each time."""
    interval = min(max(idle_seconds / 4, 0.05), 15.0)
    while not await set_within(service.stop, interval):
        await service.unload_if_idle(idle_seconds)
        on_look()
