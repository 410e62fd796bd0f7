"""The methods of the engine, for any number of connections."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from shortlist_engine import __version__, protocol
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources
from shortlist_engine.practice.examples import (
    CANCELLED,
    check_language,
    examples_of,
    run_tests,
)
from shortlist_engine.problem import (
    Budget,
    Done,
    Problem,
    Program,
    Progress,
    Ranking,
    Run,
    Verdict,
)
from shortlist_engine.protocol import EngineError, from_wire, to_wire
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.solve import SolveOptions, solve
from shortlist_engine.solve.options import check
from shortlist_engine.solve.work import typed_failure

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """`SolveOptions` as a client may send them."""

    count: int = 10
    languages: tuple[str, ...] | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    generated_inputs: int = 50


@dataclass(eq=False)
class Job:
    """One solve, from its request to its answer. `moved` is set when the line in front changed."""

    connection: Connection
    solve_id: str
    options: SolveOptions
    moved: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False)
class ExampleRun:
    """One run of a user's program on the examples, from its request to its answer."""

    connection: Connection
    run_id: str | None
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)


class Service:
    """One solve samples at a time, the first of `_line`; the others wait in order."""

    def __init__(self, resources: Resources, *, log_path: str = "") -> None:
        self._resources = resources
        self._log_path = log_path
        self._host = Host(resources)
        self._line: list[Job] = []
        self._runs: set[ExampleRun] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._started = time.monotonic()
        self._last_used = time.monotonic()
        self._about: dict[str, Any] | None = None
        self._methods = {
            protocol.HELLO: self._hello,
            protocol.SOLVE: self._solve,
            protocol.RUN: self._run,
            protocol.CANCEL: self._cancel,
            protocol.STATUS: self._status,
            protocol.UNLOAD: self._unload,
            protocol.SHUTDOWN: self._shutdown,
        }
        self.connections: set[Connection] = set()
        self.stop = asyncio.Event()

    @property
    def busy(self) -> bool:
        return bool(self._line or self._runs or self._host.loading)

    @property
    def idle_s(self) -> float:
        """Seconds since the last work ended or the last client left."""
        return 0.0 if self.busy else time.monotonic() - self._last_used

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one client until it leaves."""
        connection = Connection(reader, writer, self.handle)
        self.connections.add(connection)
        try:
            await connection.serve()
        except Exception:
            log.exception("a connection ended badly")
        finally:
            self.connections.discard(connection)
            self._last_used = time.monotonic()

    async def handle(self, connection: Connection, method: str, params: dict[str, Any]) -> Any:
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
        if self._host.holds_anything and self.idle_s >= seconds:
            await self._host.unload()
            await self._host.close_pool()

    async def close(self) -> None:
        """Cancels all work, lets the clients have their answers, and gives everything back."""
        for job in self._line:
            job.options.cancelled.set()
            job.moved.set()
        for run in self._runs:
            run.cancelled.set()
        deadline = time.monotonic() + 1.0
        while (self._line or self._runs) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            await connection.flush(0.2)
            connection.drop()
        if self._ending:
            await asyncio.wait(self._ending, timeout=2.0)
        await self._host.close_pool()
        if not self._ending:
            await self._host.unload()

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
        solve_id = _field(params, "solve_id", str)
        problem = from_wire(Problem, _field(params, "problem", dict))
        budget = from_wire(Budget, params.get("budget", {}))
        wire = from_wire(Options, params.get("options", {}))
        if any(self._is(job, connection, solve_id) for job in self._line):
            raise EngineError("invalidRequest", f"A solve {solve_id!r} is already under way.")
        options = SolveOptions(
            count=wire.count,
            languages=wire.languages,
            temperature=wire.temperature,
            top_p=wire.top_p,
            seed=wire.seed,
            generated_inputs=wire.generated_inputs,
        )
        check(problem, budget, options)
        job = Job(connection, solve_id, options)
        self._line.append(job)
        log.info("solve %s: %s examples, %s", problem.digest, len(problem.examples), budget)
        try:
            done = await self._solve_in_turn(job, problem, budget)
            log.info("solved %s: %s, %s", problem.digest, done.reason, done.progress)
            return dict(to_wire(done))
        finally:
            self._line.remove(job)
            self._last_used = time.monotonic()
            for other in self._line:
                other.moved.set()

    async def _solve_in_turn(self, job: Job, problem: Problem, budget: Budget) -> Done:
        cancelled = job.options.cancelled
        while (ahead := self._line.index(job)) and not cancelled.is_set():
            self._progress(job, Progress("queued"), ahead=ahead)
            job.moved.clear()
            await job.moved.wait()
        if cancelled.is_set():
            return Done("cancelled", Progress("queued"), ())
        if not self._host.loaded:
            self._progress(job, Progress("loading"))
        opening = asyncio.gather(self._host.sampler(), self._host.pool())
        try:
            sampler, pool = await unless(cancelled, opening, let_go=True)
        except Cancelled:
            return Done("cancelled", Progress("loading"), ())
        events = solve(problem, sampler=sampler, pool=pool, budget=budget, options=job.options)
        try:
            async for event in events:
                if isinstance(event, Progress):
                    self._progress(job, event)
                elif isinstance(event, Ranking):
                    job.connection.notify(
                        protocol.SOLVE_RANKING,
                        {"solve_id": job.solve_id, **to_wire(event)},
                        merge=(job.solve_id,),
                    )
                else:
                    # The answer goes out now; the sampler stops behind it, and the next solve
                    # waits for it in `ExclusiveSampler`.
                    ending = asyncio.create_task(events.aclose())
                    self._ending.add(ending)
                    ending.add_done_callback(self._ending.discard)
                    return event
        except EngineError as error:
            if error.kind in ("sandboxUnavailable", "internal"):
                await self._host.close_pool()
            raise
        raise EngineError("internal", "The solve ended without a result. Please report it.")

    def _progress(self, job: Job, progress: Progress, **more: int) -> None:
        params = {"solve_id": job.solve_id, **to_wire(progress), **more}
        job.connection.notify(protocol.SOLVE_PROGRESS, params, merge=(job.solve_id,))

    @staticmethod
    def _is(job: Job, connection: Connection, solve_id: str) -> bool:
        return job.connection is connection and job.solve_id == solve_id

    async def _cancel(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        if "run_id" in params:
            run = self._find_run(connection, _field(params, "run_id", str))
            if run is not None:
                run.cancelled.set()
            return {"cancelled": run is not None}
        solve_id = _field(params, "solve_id", str)
        found = [job for job in self._line if self._is(job, connection, solve_id)]
        for job in found:
            job.options.cancelled.set()
            job.moved.set()
        return {"cancelled": bool(found)}

    def _find_run(self, connection: Connection, run_id: str) -> ExampleRun | None:
        return next(
            (r for r in self._runs if r.connection is connection and r.run_id == run_id), None
        )

    async def _run(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        problem = from_wire(Problem, _field(params, "problem", dict))
        program = from_wire(Program, _field(params, "program", dict))
        run_id = _field(params, "run_id", str) if "run_id" in params else None
        if run_id is not None and self._find_run(connection, run_id) is not None:
            raise EngineError("invalidRequest", f"A run {run_id!r} is already under way.")
        check(problem, Budget(), SolveOptions())
        run = ExampleRun(connection, run_id)
        self._runs.add(run)
        try:
            available = await self._host.languages()
            check_language(problem, program.language, available)
            runs = await self._run_examples(run, problem, program)
        except (EngineError, asyncio.CancelledError):
            raise
        except Exception as error:
            log.exception("a run failed")
            await self._host.close_pool()
            raise typed_failure(error) from error
        finally:
            self._runs.discard(run)
            self._last_used = time.monotonic()
        passed = sum(each.verdict is Verdict.AC for each in runs)
        return {
            "runs": to_wire(runs),
            "passed": passed,
            "total": len(runs),
            "cancelled": run.cancelled.is_set(),
        }

    async def _run_examples(
        self, run: ExampleRun, problem: Problem, program: Program
    ) -> tuple[Run, ...]:
        """Tells a client that named the run of each example as it ends."""

        def on_run(index: int, result: Run) -> None:
            # A compile error is the same for all, and the answer follows at once.
            if run.run_id is not None and result.verdict is not Verdict.CE:
                wire = to_wire(replace(result, output=""))
                run.connection.notify(
                    protocol.RUN_RESULT, {"run_id": run.run_id, "index": index, "run": wire}
                )

        tests = examples_of(problem)
        try:
            pool = await unless(run.cancelled, self._host.pool(), let_go=True)
        except Cancelled:
            return (CANCELLED,) * len(tests)
        return await run_tests(
            pool, problem, program, tests, cancelled=run.cancelled, on_run=on_run
        )

    async def _status(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        loading = self._host.loading
        return {
            "protocol": protocol.PROTOCOL_VERSION,
            "version": __version__,
            "pid": os.getpid(),
            "state": "loading" if loading else "solving" if self._line else "idle",
            "model": self._resources.model_name,
            "model_loaded": self._host.loaded,
            "clients": len(self.connections),
            "solving": min(len(self._line), 1),
            "queued": max(len(self._line) - 1, 0),
            "uptime_s": round(time.monotonic() - self._started, 3),
        }

    async def _unload(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        if self._line or self._host.loading:
            return {"unloaded": False}
        return {"unloaded": await self._host.unload()}

    async def _shutdown(self, connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
        asyncio.get_running_loop().call_soon(self.stop.set)
        return {}


def version_mismatch(theirs: int, client: str) -> EngineError:
    ours = protocol.PROTOCOL_VERSION
    older = "Shortlist in the editor" if theirs < ours else "the engine"
    return EngineError(
        "engineVersion",
        f"The engine {__version__} speaks protocol {ours} and {client} speaks protocol {theirs}: "
        f"update {older} (pip install --upgrade shortlist) and restart the editor.",
        engine_protocol=ours,
        client_protocol=theirs,
    )


def _field(params: dict[str, Any], name: str, kind: type[T]) -> T:
    value = params.get(name)
    if type(value) is not kind:
        missing = "is missing" if name not in params else f"must be of type {kind.__name__}"
        raise EngineError("invalidRequest", f"{name} {missing}.")
    return value
