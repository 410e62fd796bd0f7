"""A shared engine: TLS, one line with a token, and then the protocol of any engine."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from shortlist_engine.concurrency import within
from shortlist_engine.execution.isolation.layers import USABLE_LEVELS
from shortlist_engine.host.resources import Resources, WorkerPool
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.rpc.process import stopping, until_stopped
from shortlist_engine.rpc.service import Service
from shortlist_engine.rpc.sharing.limits import Limits, UserGate
from shortlist_engine.rpc.sharing.users import Users
from shortlist_engine.sampling.backend import Backend, ModelChoice

log = logging.getLogger(__name__)

GREETING = "SHORTLIST-1"
LONGEST_LINE = 256
KNOCK_WITHIN_S = 5.0
KNOCKING = 64
"""So many may be at the door at a time, before they have shown a token."""


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Returns TLS 1.3 with this certificate. Raises EngineError `invalidRequest` when it cannot be
    used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise EngineError(
            "invalidRequest", f"--certificate {certificate} with --key {key}: {error}"
        ) from error
    return context


def for_a_group(resources: Resources) -> Resources:
    """Returns the same without what belongs to whoever runs the engine: no library, no other
    models, no compilers or flags of theirs, and nothing without isolation. Raises EngineError
    `sandboxUnavailable` where programs cannot be isolated; it may block."""
    found = resources.probe()
    if found.get("level") not in USABLE_LEVELS:
        raise EngineError(
            "sandboxUnavailable",
            "Programs of others are run in a sandbox only: " + "; ".join(found.get("problems", ())),
        )

    def other_model(choice: ModelChoice) -> Backend:
        raise EngineError("unsupported", f"This shared engine has one model: {choice_name}.")

    def unisolated() -> WorkerPool:
        _refuse_unisolated()

    choice_name = resources.model_name
    return replace(
        resources,
        open_library=None,
        find_backend=other_model,
        make_plain=unisolated,
        own_tools=dict,
    )


def _refuse_unisolated() -> NoReturn:
    raise EngineError("sandboxUnavailable", "A shared engine runs programs in a sandbox only.")


class SharedService(Service):
    """Serves users within their limits."""

    def __init__(self, resources: Resources, limits: Limits) -> None:
        super().__init__(resources)
        self._limits = limits
        self._gates: dict[str, UserGate] = {}
        self._gate_of: dict[Connection, UserGate] = {}

    async def serve_user(
        self, user: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Serves one connection of a user until it ends."""
        gate = self.gate(user)
        connection = Connection(reader, writer, self.handle, most_bytes=self._limits.message_bytes)
        self._gate_of[connection] = gate
        gate.connections += 1
        try:
            await self.attend(connection)
        finally:
            gate.connections -= 1
            del self._gate_of[connection]

    def gate(self, user: str) -> UserGate:
        """Returns what bounds a user, on all connections."""
        return self._gates.setdefault(user, UserGate(self._limits))

    async def handle(self, connection: Connection, method: str, params: dict[str, Any]) -> Any:
        """Does as `Service.handle` says, for what is within the user's limits."""
        gate = self._gate_of[connection]
        gate.enter(method, params)
        try:
            return await super().handle(connection, method, params)
        finally:
            gate.leave(method)


class Door:
    """Lets in who has a token, and nobody before that."""

    def __init__(self, service: SharedService, users: Users, limits: Limits) -> None:
        self._service, self._users, self._limits = service, users, limits
        self._knocking = 0
        self._inside: set[asyncio.Task[None]] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves a connection, or says why not and ends it."""
        task = asyncio.current_task()
        assert task is not None
        self._inside.add(task)
        try:
            user = await self._user(reader, writer)
            if user is not None:
                log.info("%s joined", user)
                await self._service.serve_user(user, reader, writer)
        except (OSError, ssl.SSLError) as error:
            log.info("a connection ended: %s", error)
        finally:
            self._inside.discard(task)
            writer.close()
            with contextlib.suppress(Exception):
                await within(1.0, writer.wait_closed())

    async def _user(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str | None:
        if self._knocking >= KNOCKING:
            return None
        self._knocking += 1
        try:
            line = await within(KNOCK_WITHIN_S, reader.readuntil(b"\n"))
        except (asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return None
        finally:
            self._knocking -= 1
        words = line.decode("utf-8", "replace").split() if len(line) <= LONGEST_LINE else []
        user = self._users.name_of(words[1]) if words[:1] == [GREETING] and words[1:] else None
        refusal = ""
        if user is None:
            log.warning("refused %s: no token of a user", writer.get_extra_info("peername"))
            refusal = "the token is not one of a user of this engine"
        elif self._service.gate(user).connections >= self._limits.connections:
            refusal = f"each user has {self._limits.connections} connections at most"
        writer.write(f"no {refusal}\n".encode() if refusal else b"ok\n")
        await within(KNOCK_WITHIN_S, writer.drain())
        return None if refusal else user

    async def empty(self) -> None:
        """Waits a moment for those inside to go."""
        if self._inside:
            await asyncio.wait(self._inside, timeout=2.0)


def serve_shared(
    resources: Resources,
    address: tuple[str, int],
    context: ssl.SSLContext,
    users: Users,
    limits: Limits,
    *,
    idle_seconds: float,
) -> None:
    """Serves the users at `address` until SIGTERM or SIGINT. Raises EngineError
    `engineUnavailable` when nothing can listen there, and what `for_a_group` raises."""
    asyncio.run(_serve(for_a_group(resources), address, context, users, limits, idle_seconds))


async def _serve(
    resources: Resources,
    address: tuple[str, int],
    context: ssl.SSLContext,
    users: Users,
    limits: Limits,
    idle_seconds: float,
) -> None:
    service = SharedService(resources, limits)
    door = Door(service, users, limits)
    async with stopping(service):
        try:
            server = await asyncio.start_server(
                door.accept, *address, ssl=context, ssl_handshake_timeout=KNOCK_WITHIN_S
            )
        except OSError as error:
            raise EngineError(
                "engineUnavailable", f"Nothing can listen on {address[0]}:{address[1]}: {error}"
            ) from error
        places: Sequence[Any] = [each.getsockname()[:2] for each in server.sockets]
        log.info("shared on %s with %d users", places, len(users))
        print(f"Shared on {', '.join(f'{host}:{port}' for host, port in places)}", flush=True)
        try:
            await until_stopped(service, idle_seconds)
        finally:
            server.close()
            await service.close()
            await door.empty()
