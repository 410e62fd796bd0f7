"""The server object: what every feature shares, and how handlers are registered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import cattrs
from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from shortlist_engine import __version__
from shortlist_engine.problem import Problem
from shortlist_engine.protocol import EngineError
from shortlist_engine.statement import ProblemBlock
from shortlist_server import errors, lsp_ext
from shortlist_server.client_support import ClientSupport
from shortlist_server.configuration import Configuration, Settings
from shortlist_server.documents import Document, Documents
from shortlist_server.engine_client import EngineClient
from shortlist_server.problems import ProblemStore, first_error
from shortlist_server.solves import Solve, SolveManager
from shortlist_server.status import StatusReporter
from shortlist_server.throttle import Debounce, Throttle

logger = logging.getLogger(__name__)

T = TypeVar("T")
REFRESH_EVERY_S = 0.5


class RawRequest:
    """A request whose parameters stay as they came.

    pygls turns parameters of unknown methods into named tuples, and leaves a request unanswered
    when its parameters do not fit; ours are read in the handler, which can answer.
    """

    def __init__(self, id: int | str, method: str, jsonrpc: str, params: Any = None) -> None:
        self.id = id
        self.method = method
        self.jsonrpc = jsonrpc
        self.params = params


class RawNotification:
    def __init__(self, method: str, jsonrpc: str, params: Any = None) -> None:
        self.method = method
        self.jsonrpc = jsonrpc
        self.params = params


class Protocol(LanguageServerProtocol):
    """pygls' protocol, with our own methods' parameters left to their handlers."""

    _server: ShortlistServer

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override]
        if method in (lsp_ext.DID_ACCEPT, lsp_ext.DID_CHANGE_STATUS):
            return RawNotification
        if method.startswith("shortlist/"):
            return RawRequest
        return super().get_message_type(method)


def make_converter() -> cattrs.Converter:
    converter = lsp_ext.register_shapes(default_converter())
    for shape in (RawRequest, RawNotification):
        converter.register_structure_hook(
            shape, lambda value, cls: cls(**{key: value[key] for key in value if key in _RAW_KEYS})
        )
    return converter


_RAW_KEYS = frozenset({"id", "method", "jsonrpc", "params"})


class ShortlistServer(LanguageServer):
    """The language server. Feature modules register their handlers on it."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "shortlist",
            __version__,
            protocol_cls=Protocol,
            converter_factory=make_converter,
            max_workers=2,
        )
        self.converter = self.protocol._converter
        self.support = ClientSupport()
        self.ready = False
        self.configuration = Configuration()
        self.configuration_problems: list[str] = []
        self.problems = ProblemStore()
        self.inserted: dict[tuple[str, str], str] = {}
        self.cancel_hooks: dict[types.ProgressToken, Callable[[], None]] = {}
        self.runs: dict[str, set[asyncio.Future[Any]]] = {}
        self.engine_client: EngineClient
        self.solves: SolveManager
        self.status: StatusReporter
        self.refresh: Throttle
        self.refresh_listeners: list[Callable[[], None]] = []
        self.debounced: dict[str, Debounce] = {}
        self.published: set[str] = set()
        self._shown = errors.ShownFailures()
        self._tasks: set[asyncio.Task[Any]] = set()

    # Life cycle.

    def attach(self, params: types.InitializeParams) -> list[str]:
        """Called on `initialize`, on the event loop. Returns what is wrong with the settings."""
        self.support = ClientSupport.of(params.capabilities)
        workspace = self.protocol.workspace
        self.protocol._workspace = Documents(
            workspace.root_uri,
            types.TextDocumentSyncKind.Incremental,
            params.workspace_folders or [],
            workspace.position_encoding,
        )
        self.engine_client = EngineClient(lambda: self.configuration.current, self._engine_changed)
        self.solves = SolveManager(self.engine_client, self._solve_changed)
        self.status = StatusReporter(self)
        self.refresh = Throttle(REFRESH_EVERY_S, self._refresh)
        return self.configuration.initialize(params.initialization_options)

    async def detach(self) -> None:
        """Called on `shutdown`."""
        await self.solves.close()
        await self.engine_client.close()

    # Registration.

    def add_feature(self, method: str, handler: Callable[..., Any], options: Any = None) -> None:
        """Register `handler(server, params)` for a method of the specification."""
        guarded = errors.guarded(handler, method)
        if asyncio.iscoroutinefunction(handler):

            async def asynchronous(params: Any) -> Any:
                return await guarded(self, params)

            self.feature(method, options)(asynchronous)
        else:

            def synchronous(params: Any) -> Any:
                return guarded(self, params)

            self.feature(method, options)(synchronous)

    def add_request(self, method: str, shape: type[T], handler: Callable[..., Any]) -> None:
        """Register `handler(server, params)` for a method of ours; `shape` reads its parameters,
        and what it returns is written as JSON."""

        async def call(params: Any) -> Any:
            result = handler(self, lsp_ext.read(self.converter, shape, params))
            return self.to_json(await result if asyncio.iscoroutine(result) else result)

        self.feature(method)(errors.guarded(call, method))

    def add_command(self, name: str, shape: type[T], handler: Callable[..., Any]) -> None:
        """Register `handler(server, arguments)` for a command with at most one argument."""

        async def call(*arguments: Any) -> Any:
            given = arguments[0] if arguments else None
            result = handler(self, lsp_ext.read(self.converter, shape, given))
            return self.to_json(await result if asyncio.iscoroutine(result) else result)

        self.command(name)(errors.guarded(call, name))

    def to_json(self, value: Any) -> Any:
        return self.converter.unstructure(value)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run something beside the handlers; its failure goes to the log."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            errors.translate(task.exception() or RuntimeError(), "a background task")

    # Documents and problems.

    def document(self, uri: str) -> Document | None:
        """The document if it is open in the editor."""
        workspace = self.protocol.workspace
        return workspace.open_document(uri) if isinstance(workspace, Documents) else None

    def settings(self, uri: str) -> Settings:
        return self.configuration.for_uri(uri)

    def require_ai(self, uri: str | None = None) -> None:
        """Raises `paused` where nothing that a model wrote may be shown."""
        settings = self.configuration.current if uri is None else self.settings(uri)
        if not settings.enable:
            raise errors.failed("paused", "Shortlist is disabled (setting shortlist.enable).")
        if settings.contest_mode:
            raise errors.failed(
                "paused",
                "Contest mode is on: solutions are neither sought nor shown. Switch it off with "
                "the command shortlist.server.pause or the setting shortlist.contestMode.",
            )

    def locate(
        self, uri: str, position: types.Position | None, problem_id: str | None
    ) -> tuple[Document, ProblemBlock, Problem]:
        """The problem meant by a request. Raises `noProblem` or `staleProblem`."""
        document = self.document(uri)
        if document is None:
            raise errors.failed("noProblem", "Open the file first.")
        if problem_id is not None:
            block = self.problems.by_digest(document, problem_id)
            if block is None or block.problem is None:
                raise errors.modified("staleProblem", "The statement has changed. Solve it again.")
            return document, block, block.problem
        blocks = self.problems.blocks(document)
        found = None if position is None else self.problems.near(document, position.line)
        if found is None and len(blocks) == 1:
            found = blocks[0]
        if found is None:
            raise errors.failed(
                "noProblem",
                "There is no problem here. Put the cursor on a comment that holds a statement "
                "with at least one example.",
            )
        if found.problem is None:
            issue = first_error(found)
            reason = f"Line {issue.line + 1}: {issue.message}" if issue else "It is not complete."
            raise errors.failed("noProblem", reason)
        return document, found, found.problem

    # What changes on its own.

    def _engine_changed(self) -> None:
        self.status.update()

    def _solve_changed(self, solve: Solve) -> None:
        if not solve.active:
            self.status.ended(solve)
        self.status.update()
        self.refresh()

    def _refresh(self) -> None:
        """Ask the client to read lenses, hints and panels again; at most twice a second."""
        if self.support.lens_refresh:
            self.ask(self.workspace_code_lens_refresh_async(None))
        if self.support.hint_refresh:
            self.ask(self.workspace_inlay_hint_refresh_async(None))
        for listener in self.refresh_listeners:
            listener()

    async def _ask(self, request: Any) -> None:
        """Wait for an answer that says nothing; never cancelled, see work_done."""
        try:
            await asyncio.shield(request)
        except JsonRpcException as error:
            logger.info("the client refused: %s", error)

    def ask(self, request: Any) -> None:
        self.spawn(self._ask(request))

    # Messages.

    def show_failure(self, error: EngineError | JsonRpcException | str) -> None:
        """A pop-up for an action of the user that failed; the same one at most once in ten
        minutes, and none when the user switched them off."""
        text = error if isinstance(error, str) else str(getattr(error, "message", error))
        logger.warning("%s", text)
        if self.configuration.current.notifications != "off" and self._shown.should_show(text):
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))

    def show_outcome(self, text: str, *, asked_for: bool) -> None:
        """The result of what the user started. `asked_for`: the text is what they wanted."""
        level = self.configuration.current.notifications
        if level == "always" or (asked_for and level != "off"):
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))
        else:
            self.window_log_message(types.LogMessageParams(types.MessageType.Info, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """pygls calls this for every exception, and by default shows a pop-up for each. Failures
        of requests are in their answers; the rest is for the log."""
        if source is FeatureRequestError:
            logger.info("request failed: %s", error)
        else:
            logger.error("%s: %s", getattr(source, "__name__", source), error)
