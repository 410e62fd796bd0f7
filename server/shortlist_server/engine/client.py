"""The engine as the server sees it: started on first need, and again when it has ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from shortlist_engine import __version__, protocol
from shortlist_engine.problem import Done, Problem, Program, Progress, Ranking, Run
from shortlist_engine.protocol import (
    AssistRequest,
    AttentionMap,
    AttentionRequest,
    EngineError,
    ExamplesRequest,
    LargestRequest,
    LargestResult,
    ListedModel,
    PracticeRequest,
    SolveRequest,
    StressProgress,
    StressRequest,
    StressResult,
    TestRun,
)
from shortlist_server.configuration import Settings
from shortlist_server.engine.connection import EngineConnection, EngineLost, Listener
from shortlist_server.engine.process import (
    EngineProcess,
    engine_command,
    how_it_ended,
    open_engine,
)
from shortlist_server.signals import Signal

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Engine:
    """What the engine said about itself."""

    version: str
    model: str
    device: str
    log: str
    pid: int
    languages: tuple[str, ...]


class EngineClient:
    """Talks to the engine. Every method raises EngineError; `changed` is emitted when the engine
    comes, goes, or cannot be reached."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self.changed: Signal[[]] = Signal()
        self.ask_consent: Callable[[EngineError], Awaitable[bool | None]] | None = None
        """Asks the user whether programs of their own may run without isolation, when the engine
        needs to know; None when there is no answer."""
        self._lock = asyncio.Lock()
        self._asking: asyncio.Task[bool] | None = None
        self._process: EngineProcess | None = None
        self._stopping: set[asyncio.Future[bool]] = set()
        self.engine: Engine | None = None
        self.starting = False
        self.failure: EngineError | None = None
        self._left = False

    async def solve(
        self,
        request: SolveRequest,
        on_progress: Callable[[Progress, int], None],
        on_ranking: Callable[[Ranking], None],
        is_cancelled: Callable[[], bool],
    ) -> Done:
        """Run one solve to its end; returns its last event.

        `on_progress` gets the counts and how many solves are ahead. `is_cancelled` is asked before
        the request goes out; after that, `cancel` stops it. Raises EngineLost when the engine ends
        on the way (`resumed.py` goes on with the next).
        """

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.SOLVE_PROGRESS:
                progress = protocol.from_wire(Progress, params)
                on_progress(progress, int(params.get("ahead") or 0))
            elif method == protocol.SOLVE_RANKING:
                on_ranking(protocol.from_wire(Ranking, params))

        async def once(connection: EngineConnection) -> Done:
            if is_cancelled():
                return Done("cancelled", Progress("queued"), ())
            connection.listen(request.solve_id, listener)
            try:
                result = await connection.request(protocol.SOLVE, protocol.to_wire(request))
            finally:
                connection.forget(request.solve_id)
            return protocol.from_wire(Done, result)

        process = await self._ensure()
        try:
            return await once(process.connection)
        except EngineLost as error:
            raise await self._describe_loss(process) from error

    async def left(self, patience_s: float) -> bool:
        """Wait a little whether the engine ends; True when it has."""
        process = self._process
        if process is None:
            return True
        try:
            await asyncio.wait_for(process.connection.lost.wait(), patience_s)
        except asyncio.TimeoutError:
            return False
        return True

    async def cancel(self, solve_id: str) -> bool:
        """Ask the engine to stop a solve. False when there is nothing to stop."""
        return await self._cancel({"solve_id": solve_id})

    async def _cancel(self, params: dict[str, Any]) -> bool:
        if self._process is None or self._process.connection.lost.is_set():
            return False
        try:
            result = await self._process.connection.request(protocol.CANCEL, params)
        except EngineError as error:
            logger.info("cancel: %s", error)
            return False
        return bool(isinstance(result, dict) and result.get("cancelled"))

    async def run(
        self,
        run_id: str,
        problem: Problem,
        program: Program,
        on_result: Callable[[int, Run], None] = lambda index, run: None,
        *,
        proposed: bool = False,
    ) -> tuple[Run, ...]:
        """Run a program on the problem's examples; `on_result` gets each as it ends, without its
        output. One that a model `proposed` runs isolated or not at all. Cancelling the caller ends
        the program in the engine too, which knows the run by `run_id`."""
        request = ExamplesRequest(problem, program, run_id, proposed=proposed)
        return await self.run_tests(request, lambda ran: on_result(ran.index, ran.run))

    async def run_tests(
        self, request: ExamplesRequest, on_result: Callable[[TestRun], None] = lambda ran: None
    ) -> tuple[Run, ...]:
        """Run a program as `request` says; see `run`."""

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.RUN_RESULT:
                on_result(protocol.from_wire(TestRun, params))

        result = await self._work(protocol.RUN, request.run_id or "", request, listener)
        runs = result.get("runs") if isinstance(result, dict) else None
        return tuple(protocol.from_wire(Run, run) for run in runs or ())

    async def stress(
        self, request: StressRequest, on_progress: Callable[[StressProgress], None]
    ) -> StressResult:
        """Look for an input on which programs differ; `on_progress` gets what is known so far.
        Cancelling the caller ends it in the engine, too."""

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.STRESS_PROGRESS:
                on_progress(protocol.from_wire(StressProgress, params))

        result = await self._work(protocol.STRESS, request.run_id, request, listener)
        return protocol.from_wire(StressResult, result)

    async def largest(
        self, request: LargestRequest, on_result: Callable[[int, Run], None]
    ) -> LargestResult:
        """Run a program on inputs as large as the statement allows; `on_result` gets each run as it
        ends. Cancelling the caller ends it in the engine, too."""

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.RUN_RESULT:
                on_result(int(params.get("index") or 0), protocol.from_wire(Run, params.get("run")))

        result = await self._work(protocol.LARGEST, request.run_id, request, listener)
        return protocol.from_wire(LargestResult, result)

    async def _work(
        self, method: str, run_id: str, request: Any, listener: Listener, *, again: bool = True
    ) -> Any:
        """Have the engine do something with a user's program. Cancelling the caller ends it in the
        engine too, which knows it by `run_id`. `again` is as for `_with_one_restart`."""

        async def once(connection: EngineConnection) -> Any:
            connection.listen(run_id, listener)
            try:
                return await connection.request(method, protocol.to_wire(request))
            except asyncio.CancelledError:
                stop = asyncio.ensure_future(self._cancel({"run_id": run_id}))
                self._stopping.add(stop)
                stop.add_done_callback(self._stopping.discard)
                raise
            finally:
                connection.forget(run_id)

        try:
            return await self._with_one_restart(once, again=again)
        except EngineError as error:
            if error.kind != "invalidRequest" or not error.message.startswith("There is no method"):
                raise
            raise EngineError(
                "unsupported",
                "The engine is older than this server and cannot do this: update and restart it.",
            ) from error

    async def models(self) -> tuple[ListedModel, ...]:
        """Returns the models that may be chosen where the engine is."""

        async def once(connection: EngineConnection) -> tuple[ListedModel, ...]:
            result = await connection.request(protocol.MODELS, {})
            listed = result.get("models") if isinstance(result, dict) else None
            return tuple(protocol.from_wire(ListedModel, model) for model in listed or ())

        return await self._with_one_restart(once)

    async def attention(self, problem: Problem, program: Program, model: str) -> AttentionMap:
        """Returns which words of the statement a model of ours reads for each line of a program."""
        request = AttentionRequest(problem, program, model or None)

        async def once(connection: EngineConnection) -> AttentionMap:
            result = await connection.request(protocol.ATTENTION, protocol.to_wire(request))
            return protocol.from_wire(AttentionMap, result)

        try:
            return await self._with_one_restart(once)
        except EngineError as error:
            if error.kind != "invalidRequest":
                raise
            raise EngineError(
                "unsupported",
                "The engine is older than this server and cannot tell what the model reads: update "
                "and restart it.",
            ) from error

    async def practice(
        self,
        request: PracticeRequest,
        on_group: Callable[[dict[str, Any]], None] = lambda group: None,
        *,
        again: bool,
    ) -> dict[str, Any]:
        """Have something done of practice; returns the document that it is answered with.
        `on_group` gets each group of hidden tests of a program as it ends. Cancelling the caller
        ends the judging in the engine too, which knows it by the request's `run_id`. `again` says
        that it may be asked twice, of the next engine, when this one ends before it answers."""
        run_id = request.run_id or ""

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.PRACTICE_GROUP and isinstance(params.get("group"), dict):
                on_group(params["group"])

        result = await self._work(protocol.PRACTICE, run_id, request, listener, again=again)
        return result if isinstance(result, dict) else {}

    async def assist(
        self,
        request: AssistRequest,
        on_progress: Callable[[dict[str, Any]], None],
        on_candidates: Callable[[dict[str, Any]], None],
    ) -> dict[str, Any]:
        """Have a model do a task with a file; returns its document. `on_progress` gets how far it
        is, `on_candidates` the document as it is so far. Cancelling the caller ends it in the
        engine too, which knows it by the request's `run_id`."""

        def listener(method: str, params: dict[str, Any]) -> None:
            if method == protocol.ASSIST_PROGRESS:
                on_progress(params)
            elif method == protocol.ASSIST_CANDIDATES and isinstance(params.get("document"), dict):
                on_candidates(params["document"])

        result = await self._work(protocol.ASSIST, request.run_id or "", request, listener)
        return result if isinstance(result, dict) else {}

    async def listen_to_companion(
        self, port: int | None, focused_s: float, listener: Listener
    ) -> tuple[dict[str, Any], asyncio.Event]:
        """Have the engine tell `listener(method, params)` of problems that Competitive Companion
        sends to a port, None for no more; `focused_s` seconds ago this window was looked at.
        Returns whether it listens, and what is set when the engine ends, and with it that."""
        process = await self._ensure()
        connection = process.connection
        for method in (protocol.COMPANION_PROBLEMS, protocol.COMPANION_STATUS):
            connection.subscribe(method, listener)
        params = {"port": port, "focused_s": focused_s}
        result = await connection.request(protocol.COMPANION_LISTEN, params)
        return (result if isinstance(result, dict) else {}), connection.lost

    async def tell_companion(self, method: str, params: dict[str, Any]) -> None:
        """Tell the engine, if there is one, what became of problems, or that this window is looked
        at. Never raises: the next engine has what nobody took."""
        if self._process is None or self._process.connection.lost.is_set():
            return
        try:
            await self._process.connection.request(method, params)
        except EngineError as error:
            logger.info("%s: %s", method, error)

    async def unload(self) -> bool:
        """Give the model's memory back. False when no engine runs or it is in use."""
        if self._process is None or self._process.connection.lost.is_set():
            return False
        result = await self._process.connection.request(protocol.UNLOAD, {})
        return bool(isinstance(result, dict) and result.get("unloaded"))

    async def restart(self, *, only_if_idle: bool = False) -> bool:
        """End the engine; the next need starts a new one. With `only_if_idle` an engine that
        works for another window is left alone, and False is returned."""
        async with self._lock:
            process = self._process
            if process is None:
                self.failure = None
                return True
            try:
                if only_if_idle:
                    status = await process.connection.request(protocol.STATUS, {})
                    if status.get("solving") or status.get("queued"):
                        return False
                await process.connection.request(protocol.SHUTDOWN, {})
            except EngineError as error:
                logger.info("restart: %s", error)
            await self._drop()
            self.failure = None
        self.changed.emit()
        return True

    async def close(self) -> None:
        """Leave the engine, for good. A shared one goes on for other windows and ends by itself."""
        self._left = True
        async with self._lock:
            await self._drop()

    async def _with_one_restart(
        self, action: Callable[[EngineConnection], Awaitable[T]], *, again: bool = True
    ) -> T:
        """For what can be asked again as it is: when the engine ends, and when it needs a consent
        that the user then gives. Without `again` only the loss of the engine is described."""
        try:
            return await self._restarting(action, again=again)
        except EngineError as error:
            if error.kind != "needsConsent" or not await self._has_consent(error):
                raise
        return await self._restarting(action, again=again)

    async def _has_consent(self, error: EngineError) -> bool:
        """Asks once for all who wait for the answer; one who gives up leaves it to the others."""
        if self.ask_consent is None or error.data.get("denied"):
            return False
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._asked(error))
            self._asking.add_done_callback(self._was_asked)
        return await asyncio.shield(self._asking)

    def _was_asked(self, asking: asyncio.Task[bool]) -> None:
        self._asking = None
        if not asking.cancelled() and (error := asking.exception()) is not None:
            logger.warning("the user could not be asked: %s", error)

    async def _asked(self, error: EngineError) -> bool:
        assert self.ask_consent is not None
        allowed = await self.ask_consent(error)
        if allowed is None:
            return False
        params = {"allowed": allowed}
        await self._restarting(lambda connection: connection.request(protocol.CONSENT, params))
        return allowed

    async def _restarting(
        self, action: Callable[[EngineConnection], Awaitable[T]], *, again: bool = True
    ) -> T:
        for attempt in (1, 2):
            process = await self._ensure()
            try:
                return await action(process.connection)
            except EngineLost as error:
                loss = await self._describe_loss(process)
                if attempt == 2 or not again:
                    raise loss from error
                logger.warning("%s Starting it again.", loss.message)
        raise AssertionError("unreachable")

    async def _describe_loss(self, process: EngineProcess) -> EngineLost:
        """Says how an engine ended, and remembers that it has."""
        code, output = await process.epitaph()
        if output:
            logger.error("the engine's last output:\n%s", output)
        log = self.engine.log if self.engine else ""
        ended = f"The engine ended unexpectedly{how_it_ended(code)}"
        message = f"{ended}. {f'Its log is {log}' if log else 'See the log of the server'}"
        data: dict[str, Any] = {"log": log}
        if code is not None:
            data["exitCode"] = code
        loss = EngineLost(f"{message}.", **data)
        self._lost(process, loss)
        return loss

    def _lost(self, process: EngineProcess, failure: EngineError) -> None:
        if self._process is process:
            self._process = None
            self.failure = failure
            self.changed.emit()

    async def _ensure(self) -> EngineProcess:
        async with self._lock:
            process = self._process
            if process is not None and not process.connection.lost.is_set():
                return process
            if self._left:
                raise EngineError("engineUnavailable", "The session ends.")
            if process is not None:
                await self._drop()
            self.starting = True
            self.changed.emit()
            try:
                self._process = await self._start()
                self.failure = None
            except EngineError as error:
                self.failure = error
                raise
            finally:
                self.starting = False
                self.changed.emit()
            return self._process

    async def _start(self) -> EngineProcess:
        settings = self._settings()
        arguments = engine_command(
            settings.engine_command, settings.engine_prompt, settings.engine_idle_unload
        )
        process, engine = await open_engine(arguments, _hello)
        process.serves(engine.pid)
        self.engine = engine
        return process

    async def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.close()


async def _hello(connection: EngineConnection) -> Engine:
    result = await connection.request(
        protocol.HELLO,
        {"protocol": protocol.PROTOCOL_VERSION, "client": f"shortlist-server {__version__}"},
    )
    theirs = result.get("protocol") if isinstance(result, dict) else None
    if theirs != protocol.PROTOCOL_VERSION:
        raise EngineError(
            "engineVersion",
            f"The engine speaks protocol {theirs}, this server {protocol.PROTOCOL_VERSION}: "
            "update the older one.",
            engine_protocol=theirs,
            client_protocol=protocol.PROTOCOL_VERSION,
        )
    return Engine(
        version=str(result.get("version", "")),
        model=str(result.get("model", "")),
        device=str(result.get("device", "")),
        log=str(result.get("log", "")),
        pid=int(result.get("pid") or 0),
        languages=tuple(str(name) for name in result.get("languages") or ()),
    )
