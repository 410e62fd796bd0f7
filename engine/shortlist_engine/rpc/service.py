"""The methods of the engine, for any number of connections."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from shortlist_engine import __version__, protocol
from shortlist_engine.concurrency import within
from shortlist_engine.host.attention import read_attention
from shortlist_engine.host.consent import consent_file, write_consent
from shortlist_engine.host.host import Host
from shortlist_engine.host.models import list_models
from shortlist_engine.host.resources import Resources
from shortlist_engine.protocol import (
    AttentionRequest,
    EngineError,
    ExamplesRequest,
    LargestRequest,
    SolveRequest,
    StressRequest,
    from_wire,
    to_wire,
)
from shortlist_engine.rpc import assists
from shortlist_engine.rpc.companion import CompanionBroker
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.rpc.example_runs import run_examples
from shortlist_engine.rpc.pending import PendingRuns, RunWork
from shortlist_engine.rpc.practice import Practice, request_of
from shortlist_engine.rpc.solves import SolveQueue
from shortlist_engine.rpc.stress_runs import largest, stress

log = logging.getLogger(__name__)

T = TypeVar("T")
# How long clients are waited for at the end: for their last work to stop, then for each to read.
STOP_WORK_WITHIN_S, FLUSH_WITHIN_S, STOP_SAMPLERS_WITHIN_S = 1.0, 0.2, 2.0
UNLOAD_WITHIN_S = 2.0


class Service:
    """Answers the requests of all clients. `stop` is set when the engine is to end."""

    def __init__(self, resources: Resources, *, log_path: str = "") -> None:
        self._resources = resources
        self._log_path = log_path
        self._host = Host(resources)
        self._solves = SolveQueue(self._host)
        self._companion = CompanionBroker()
        self._runs = PendingRuns(self._host)
        self._practice = Practice(self._runs)
        self._started = time.monotonic()
        self._last_used = time.monotonic()
        self._about: dict[str, Any] | None = None
        self._reading = asyncio.Lock()  # each loads the model for itself
        self._methods = {
            protocol.HELLO: self._hello,
            protocol.SOLVE: self._solve,
            protocol.RUN: self._run,
            protocol.STRESS: self._stress,
            protocol.LARGEST: self._largest,
            protocol.ATTENTION: self._attention,
            protocol.PRACTICE: self._practise,
            protocol.ASSIST: self._assist,
            protocol.COMPANION_LISTEN: self._companion.listen,
            protocol.COMPANION_FOCUS: self._companion_focus,
            protocol.COMPANION_TOOK: self._companion_took,
            protocol.CANCEL: self._cancel,
            protocol.STATUS: self._status,
            protocol.MODELS: self._models,
            protocol.UNLOAD: self._unload,
            protocol.SHUTDOWN: self._shutdown,
            protocol.CONSENT: self._consent,
        }
        self.connections: set[Connection] = set()
        self.stop = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Says whether anything is under way for a client."""
        work = self._solves or self._runs or self._practice or self._host.loading
        return bool(work or self._reading.locked())

    @property
    def loading(self) -> bool:
        """Says whether a model is being loaded."""
        return self._host.loading

    @property
    def idle_s(self) -> float:
        """Returns the seconds since the last work ended or the last client left."""
        return 0.0 if self.busy else time.monotonic() - self._last_used

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one client until it leaves."""
        await self.attend(Connection(reader, writer, self.handle))

    async def attend(self, connection: Connection) -> None:
        """Serves the client of a connection until it leaves."""
        self.connections.add(connection)
        try:
            await connection.serve()
        except Exception:
            log.exception("a connection ended badly")
        finally:
            self.connections.discard(connection)
            self._companion.left(connection)
            self._last_used = time.monotonic()

    async def handle(self, connection: Connection, method: str, params: dict[str, Any]) -> Any:
        """Returns the result of a request. Raises EngineError."""
        handler = self._methods.get(method)
        if handler is None:
            raise EngineError(
                "invalidRequest",
                f"There is no method {method!r}; the engine has {', '.join(self._methods)}.",
            )
        if not connection.greeted and method != protocol.HELLO:
            raise EngineError("invalidRequest", f"Say {protocol.HELLO} before {method}.")
        return await handler(connection, params)

    async def unload_if_idle(self, seconds: float) -> None:
        """Gives model and sandbox back when nothing was done for so many `seconds`."""
        if self._host.holds_anything and self.idle_s >= seconds:
            await self._host.unload()
            await self._host.close_pool()

    async def close(self) -> None:
        """Cancels all work, lets the clients have their answers, and gives everything back."""
        await self._companion.close()
        self._solves.cancel_all()
        self._runs.cancel_all()
        deadline = time.monotonic() + STOP_WORK_WITHIN_S
        while (self._solves or self._runs or self._practice) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            await connection.flush(FLUSH_WITHIN_S)
            connection.drop()
        stopped = await self._solves.wait_for_samplers(STOP_SAMPLERS_WITHIN_S)
        await self._host.close_pool()
        if stopped:
            with contextlib.suppress(asyncio.TimeoutError):
                await within(UNLOAD_WITHIN_S, self._host.unload())

    # Methods.

    async def _hello(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        theirs = _field(params, "protocol", int)
        client = params.get("client")
        connection.client = str(client)[:200] if client else "unknown"
        if theirs != protocol.PROTOCOL_VERSION:
            raise version_mismatch(theirs, connection.client)
        if self._about is None:
            device, probe, languages = await asyncio.gather(
                asyncio.to_thread(self._resources.device),
                asyncio.to_thread(self._probe),
                self._host.languages(),
            )
            self._about = {"device": device, "languages": list(languages), "sandbox": probe}
        connection.greeted = True
        log.info("hello from %s", connection.client)
        return {
            "protocol": protocol.PROTOCOL_VERSION,
            "version": __version__,
            "model": self._resources.model_name,
            "pid": os.getpid(),
            "log": self._log_path,
            **self._about,
        }

    def _probe(self) -> dict[str, Any]:
        try:
            return self._resources.probe()
        except Exception as error:
            log.exception("the sandbox could not be probed")
            return {"level": "E", "problems": [f"The sandbox could not be probed: {error}."]}

    async def _solve(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        try:
            done = await self._solves.run(connection, from_wire(SolveRequest, params, "solve"))
            return dict(to_wire(done))
        finally:
            self._last_used = time.monotonic()

    async def _run(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asked = from_wire(ExamplesRequest, params, "run")
        return await self._work(connection, asked.run_id, partial(run_examples, request=asked))

    async def _stress(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asked = from_wire(StressRequest, params, "stress")
        return await self._work(connection, asked.run_id, partial(stress, request=asked))

    async def _largest(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asked = from_wire(LargestRequest, params, "largest")
        return await self._work(connection, asked.run_id, partial(largest, request=asked))

    async def _work(
        self, connection: Connection, run_id: str | None, work: RunWork
    ) -> dict[str, Any]:
        try:
            return await self._runs.do(connection, run_id, work)
        finally:
            self._last_used = time.monotonic()

    async def _attention(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asked = from_wire(AttentionRequest, params, "attention")
        resources = self._resources.with_model(asked.model)
        try:
            async with self._reading:
                return dict(to_wire(await read_attention(resources, asked.problem, asked.program)))
        finally:
            self._last_used = time.monotonic()

    async def _practise(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        try:
            return await self._practice.perform(connection, request_of(params))
        finally:
            self._last_used = time.monotonic()

    async def _assist(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asked = assists.request_of(params)
        return await self._work(connection, asked.run_id, partial(assists.assist, request=asked))

    async def _companion_focus(
        self, connection: Connection, params: dict[str, Any]
    ) -> dict[str, Any]:
        return self._companion.focus(connection)

    async def _companion_took(
        self, connection: Connection, params: dict[str, Any]
    ) -> dict[str, Any]:
        return self._companion.took(connection, params)

    async def _cancel(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        if "run_id" in params:
            found = self._runs.cancel(connection, _field(params, "run_id", str))
        else:
            found = self._solves.cancel(connection, _field(params, "solve_id", str))
        return {"cancelled": found}

    async def _status(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        loading = self._host.loading
        return {
            "protocol": protocol.PROTOCOL_VERSION,
            "version": __version__,
            "pid": os.getpid(),
            "state": "loading" if loading else "solving" if self._solves else "idle",
            "model": self._host.model_name,
            "model_loaded": self._host.loaded,
            "clients": len(self.connections),
            "solving": min(len(self._solves), 1),
            "queued": max(len(self._solves) - 1, 0),
            "uptime_s": round(time.monotonic() - self._started, 3),
        }

    async def _models(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        models = await asyncio.to_thread(list_models)
        return {
            "models": [
                to_wire(replace(each, loaded=True) if self._host.has_model(each.name) else each)
                for each in models
            ]
        }

    async def _unload(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        if self._solves or self._host.loading:
            return {"unloaded": False}
        return {"unloaded": await self._host.unload()}

    async def _consent(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        allowed = _field(params, "allowed", bool)
        try:
            await asyncio.to_thread(write_consent, allowed)
        except OSError as error:
            where = error.filename or consent_file()
            raise EngineError(
                "internal",
                f"The answer cannot be kept in {where}: {error.strerror or error}.",
            ) from error
        log.info(
            "%s: programs of the user's own %s run without isolation",
            connection.client,
            "may be" if allowed else "are not",
        )
        return {"allowed": allowed}

    async def _shutdown(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asyncio.get_running_loop().call_soon(self.stop.set)
        return {}


def version_mismatch(theirs: int, client: str) -> EngineError:
    """Returns the error that says which side is to be updated."""
    ours = protocol.PROTOCOL_VERSION
    older = "Shortlist in the editor" if theirs < ours else "the engine"
    return EngineError(
        "engineVersion",
        f"The engine {__version__} speaks protocol {ours} and {client} speaks protocol {theirs}: "
        f"update {older} (make install in its checkout) and restart the editor.",
        engine_protocol=ours,
        client_protocol=theirs,
    )


def _field(params: dict[str, Any], name: str, kind: type[T]) -> T:
    value = params.get(name)
    if type(value) is not kind:
        missing = "is missing" if name not in params else f"must be of type {kind.__name__}"
        raise EngineError("invalidRequest", f"{name} {missing}.")
    return value
