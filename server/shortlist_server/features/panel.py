"""The panel: a read-only Markdown document that lists all solutions of a problem."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server import errors, lsp_ext
from shortlist_server.configuration import Settings
from shortlist_server.presentation import commands, panel, wording
from shortlist_server.presentation.solutions import ConfidenceInfo
from shortlist_server.services.services import Services
from shortlist_server.solves import KnownSolutions
from shortlist_server.throttle import REFRESH_EVERY_S, Throttle

logger = logging.getLogger(__name__)

PANEL_CONTENT = "shortlist/panelContent"
ANSWER_FIRST_S = 0.1
"""Emacs 28 forgets what comes in one piece with the answer that it waits for (until more comes), so
a question follows after the answer to the command."""


@attrs.frozen
class PanelContentParams(lsp_ext.Shape):
    """The parameters name the problem whose panel is wanted."""

    problem_id: str


@attrs.frozen
class ShowArguments(lsp_ext.Shape):
    """The arguments name the problem whose solutions are to be shown, and the document to insert
    one into."""

    uri: str
    problem_id: str


@attrs.frozen
class Anchor(lsp_ext.Shape):
    """An anchor says where a solution starts in the panel's text."""

    id: str
    range: types.Range


@attrs.frozen
class PanelContent(lsp_ext.Shape):
    """The content is the panel's text; `version` grows with every change."""

    uri: str
    text: str
    version: int
    anchors: list[Anchor]
    confidence: ConfidenceInfo | None = None


class PanelFeature:
    """PanelFeature serves the panel's text by two requests, and has the command that opens it."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._lifecycle = services.lifecycle
        self._configuration = services.configuration
        self._messages = services.messages
        self._problems = services.problems
        self._solves = services.solves
        self._inserter = services.inserter
        self._views = services.views
        self._refresh = Throttle(REFRESH_EVERY_S, self._ask_to_refresh)
        services.lifecycle.initializing.connect(self._initialize)
        services.solves.changed.connect(self._refresh)
        services.configuration.changed.connect(self._settings_changed)
        server = services.server
        server.add_feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT, self._text_document_content)
        server.add_request(PANEL_CONTENT, PanelContentParams, self._panel_content)
        server.add_command(commands.SHOW, ShowArguments, self._show_solutions)

    def _initialize(self, params: types.InitializeParams) -> None:
        # pygls does not advertise this capability, so it is registered where the client allows it.
        if self._server.support.text_document_content:
            self._lifecycle.registrations.append(
                types.Registration(
                    id="shortlist-panel",
                    method=types.WORKSPACE_TEXT_DOCUMENT_CONTENT,
                    register_options={"schemes": [lsp_ext.PANEL_SCHEME]},
                )
            )

    def _settings_changed(self, before: Settings) -> None:
        self._refresh()

    def _ask_to_refresh(self) -> None:
        """Ask the client to read open panels again."""
        if not self._server.support.text_document_content:
            return
        for uri in list(self._server.workspace.text_documents):
            if panel.is_panel(uri):
                params = types.TextDocumentContentRefreshParams(uri)
                self._server.ask(self._server.workspace_text_document_content_refresh_async(params))

    def _text_document_content(
        self, params: types.TextDocumentContentParams
    ) -> types.TextDocumentContentResult:
        if not self._configuration.current.ai:
            return types.TextDocumentContentResult(text="Contest mode is on.\n")
        try:
            view = self._views.of(panel.problem_of_panel(params.uri))
        except errors.ServerError as error:
            return types.TextDocumentContentResult(text=f"{error.message}\n")
        if view is None:
            return types.TextDocumentContentResult(text="No solutions. Solve the problem first.\n")
        return types.TextDocumentContentResult(text=panel.panel_text(view).text)

    def _panel_content(self, params: PanelContentParams) -> PanelContent:
        self._configuration.require_ai()
        view = self._views.of(params.problem_id)
        if view is None:
            raise _no_solutions()
        rendered = panel.panel_text(view)
        anchors = []
        for solution_id, line in rendered.anchors.items():
            start = types.Position(line, 0)
            anchors.append(Anchor(solution_id, types.Range(start, start)))
        return PanelContent(
            panel.panel_uri(params.problem_id),
            rendered.text,
            view.version,
            anchors,
            view.confidence,
        )

    async def _show_solutions(self, arguments: ShowArguments) -> dict[str, Any]:
        self._configuration.require_ai(arguments.uri)
        self._problems.require_unpractised(arguments.problem_id)
        known = self._solves.known(arguments.problem_id)
        if known is None:
            raise _no_solutions()
        return {"shown": await self._show(arguments.uri, known)}

    async def _show(self, uri: str, known: KnownSolutions) -> bool:
        """Open the panel document, or let the user choose a solution from a message."""
        support = self._server.support
        if support.show_document and support.text_document_content:
            shown = types.ShowDocumentParams(panel.panel_uri(known.problem.digest), take_focus=True)
            try:
                answer = await asyncio.shield(self._server.window_show_document_async(shown))
                return bool(answer.success)
            except JsonRpcException as error:
                logger.info("window/showDocument: %s", error)
        self._server.spawn(self._choose(uri, known))
        return True

    async def _choose(self, uri: str, known: KnownSolutions) -> None:
        await asyncio.sleep(ANSWER_FIRST_S)
        # The answer names a title; labels may change while the user chooses.
        by_title = {wording.label(known, item): item.program.id for item in known.shown}
        params = types.ShowMessageRequestParams(
            types.MessageType.Info,
            wording.insert_question(known),
            [types.MessageActionItem(title) for title in by_title],
        )
        try:
            chosen = await asyncio.shield(self._server.window_show_message_request_async(params))
            if chosen is None or chosen.title not in by_title:
                return
            solution_id = by_title[chosen.title]
            result = await self._inserter.accept(uri, known.problem.digest, solution_id)
            if not result.applied and not result.cancelled:
                self._messages.show_problem(f"Not inserted: {result.failure_reason}.")
        except JsonRpcException as error:
            self._messages.show_failure(error)


def _no_solutions() -> errors.ServerError:
    return errors.modified(
        "unknownSolution", "There are no solutions for this problem. Solve it first."
    )
