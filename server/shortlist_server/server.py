"""The server object: the client's end of the line, and how handlers are registered on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer

from shortlist_engine import __version__
from shortlist_server import errors, lsp_ext
from shortlist_server.client_support import ClientSupport
from shortlist_server.documents import Documents, OpenDocument
from shortlist_server.lsp_protocol import ShortlistProtocol, make_converter

logger = logging.getLogger(__name__)

T = TypeVar("T")


class ShortlistServer(LanguageServer):
    """ShortlistServer is the connection to one client. It knows what the client can do and which
    documents are open; what the server does is in the services and features that are registered on
    it."""

    protocol: ShortlistProtocol

    def __init__(self) -> None:
        super().__init__(
            "shortlist",
            __version__,
            protocol_cls=ShortlistProtocol,
            converter_factory=make_converter,
            max_workers=2,
        )
        self.converter = self.protocol._converter
        self.support = ClientSupport()
        self._tasks: set[asyncio.Task[Any]] = set()

    def attach(self, params: types.InitializeParams) -> None:
        """Take what the client says about itself in `initialize`."""
        self.support = ClientSupport.of(params.capabilities)
        workspace = self.protocol.workspace
        self.protocol._workspace = Documents(
            workspace.root_uri,
            types.TextDocumentSyncKind.Incremental,
            params.workspace_folders or [],
            workspace.position_encoding,
        )

    def open_document(self, uri: str) -> OpenDocument | None:
        """Returns the document if it is open in the editor."""
        workspace = self.protocol.workspace
        return workspace.open_document(uri) if isinstance(workspace, Documents) else None

    # Registration.

    def add_feature(self, method: str, handler: Callable[..., Any], options: Any = None) -> None:
        """Register `handler(params)` for a method of the specification."""
        guarded = errors.guarded(handler, method)
        if asyncio.iscoroutinefunction(handler):

            async def asynchronous(params: Any) -> Any:
                return await guarded(params)

            self.feature(method, options)(asynchronous)
        else:

            def synchronous(params: Any) -> Any:
                return guarded(params)

            self.feature(method, options)(synchronous)

    def add_request(self, method: str, shape: type[T], handler: Callable[[T], Any]) -> None:
        """Register `handler(params)` for a method of ours; `shape` reads its parameters, and what
        it returns is written as JSON."""

        async def call(params: Any) -> Any:
            result = handler(lsp_ext.read(self.converter, shape, params))
            return self.to_json(await result if asyncio.iscoroutine(result) else result)

        self.feature(method)(errors.guarded(call, method))

    def add_command(self, name: str, shape: type[T], handler: Callable[[T], Any]) -> None:
        """Register `handler(arguments)` for a command with at most one argument.

        A command must answer at once: `$/cancelRequest` does not reach a command that works on
        (pygls answers the client and lets the handler continue), so work goes on in the background,
        under a progress that the user can cancel.
        """

        async def call(*arguments: Any) -> Any:
            given = arguments[0] if arguments else None
            result = handler(lsp_ext.read(self.converter, shape, given))
            return self.to_json(await result if asyncio.iscoroutine(result) else result)

        self.command(name)(errors.guarded(call, name))

    def to_json(self, value: Any) -> Any:
        """Returns the value as it goes over the wire."""
        return self.converter.unstructure(value)

    # Work beside the handlers.

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run something beside the handlers; its failure goes to the log."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            errors.translate(task.exception() or RuntimeError(), "a background task")

    def ask(self, request: Awaitable[Any]) -> None:
        """Wait in the background for an answer that says nothing."""
        self.spawn(self._ask(request))

    async def _ask(self, request: Awaitable[Any]) -> None:
        # Never cancelled: see services/progress.py.
        try:
            await asyncio.shield(request)
        except JsonRpcException as error:
            logger.info("the client refused: %s", error)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """pygls calls this for every exception, and by default shows a pop-up for each. Failures
        of requests are in their answers; the rest is for the log."""
        if source is FeatureRequestError:
            logger.info("request failed: %s", error)
        else:
            logger.error("%s: %s", getattr(source, "__name__", source), error)
