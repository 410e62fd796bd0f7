"""The panel: a read-only Markdown document that lists all solutions of a problem."""

from __future__ import annotations

import asyncio
import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_server import accepting, errors, items, lsp_ext, panel_text, presentation
from shortlist_server.server import ShortlistServer
from shortlist_server.solves import Results

logger = logging.getLogger(__name__)


def register(ls: ShortlistServer) -> None:
    ls.add_feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT, text_document_content)
    ls.add_request(lsp_ext.PANEL_CONTENT, lsp_ext.PanelContentParams, panel_content)


def registrations(ls: ShortlistServer) -> list[types.Registration]:
    """pygls does not advertise this capability, so it is registered when the client allows it."""
    if not ls.support.text_document_content:
        return []
    ls.refresh_listeners.append(lambda: refresh(ls))
    return [
        types.Registration(
            id="shortlist-panel",
            method=types.WORKSPACE_TEXT_DOCUMENT_CONTENT,
            register_options={"schemes": [lsp_ext.PANEL_SCHEME]},
        )
    ]


def uri_of(problem_id: str) -> str:
    return f"{lsp_ext.PANEL_SCHEME}:/{problem_id}.md"


def problem_of(uri: str) -> str:
    """The problem of a panel's URI. A client may put a readable name after the id, to be shown as
    the document's title: `shortlist-solutions:/<problemId>/Solutions for X.md`."""
    return uri.partition(":")[2].strip("/").split("/")[0].removesuffix(".md")


def results_of(ls: ShortlistServer, uri: str) -> Results | None:
    return ls.solves.cache.get(problem_of(uri))


def render(ls: ShortlistServer, results: Results) -> panel_text.Panel:
    return panel_text.panel(results, ls.solves.of_problem(results.problem.digest))


def text_document_content(
    ls: ShortlistServer, params: types.TextDocumentContentParams
) -> types.TextDocumentContentResult:
    results = results_of(ls, params.uri)
    if not ls.configuration.current.ai:
        return types.TextDocumentContentResult(text="Contest mode is on.\n")
    if results is None:
        return types.TextDocumentContentResult(text="No solutions. Solve the problem first.\n")
    return types.TextDocumentContentResult(text=render(ls, results).text)


def panel_content(ls: ShortlistServer, params: lsp_ext.PanelContentParams) -> lsp_ext.PanelContent:
    ls.require_ai()
    results = ls.solves.cache.get(params.problem_id)
    if results is None:
        raise errors.modified(
            "unknownSolution", "There are no solutions for this problem. Solve it first."
        )
    rendered = render(ls, results)
    anchors = []
    for solution_id, line in rendered.anchors.items():
        start = types.Position(line, 0)
        anchors.append(lsp_ext.Anchor(solution_id, types.Range(start, start)))
    return lsp_ext.PanelContent(
        uri_of(params.problem_id),
        rendered.text,
        results.version,
        anchors,
        items.confidence_info(results.confidence),
    )


def refresh(ls: ShortlistServer) -> None:
    """Ask the client to read open panels again."""
    for uri in list(ls.workspace.text_documents):
        if uri.startswith(f"{lsp_ext.PANEL_SCHEME}:"):
            params = types.TextDocumentContentRefreshParams(uri)
            ls.ask(ls.workspace_text_document_content_refresh_async(params))


async def show(ls: ShortlistServer, uri: str, results: Results) -> bool:
    """Open the panel document, or let the user choose a solution from a message."""
    if ls.support.show_document and ls.support.text_document_content:
        params = types.ShowDocumentParams(uri_of(results.problem.digest), take_focus=True)
        try:
            answer = await asyncio.shield(ls.window_show_document_async(params))
            return bool(answer.success)
        except JsonRpcException as error:
            logger.info("window/showDocument: %s", error)
    ls.spawn(_choose(ls, uri, results))
    return True


async def _choose(ls: ShortlistServer, uri: str, results: Results) -> None:
    # The answer names a title; labels may change while the user chooses.
    by_title = {presentation.label(results, item): item.id for item in results.solutions}
    params = types.ShowMessageRequestParams(
        types.MessageType.Info,
        presentation.choose(results),
        [types.MessageActionItem(title) for title in by_title],
    )
    try:
        chosen = await asyncio.shield(ls.window_show_message_request_async(params))
        if chosen is None or chosen.title not in by_title:
            return
        solution_id = by_title[chosen.title]
        result = await accepting.accept(ls, uri, results.problem.digest, solution_id)
        if not result.applied:
            ls.show_failure(f"Not inserted: {result.failure_reason}.")
    except JsonRpcException as error:
        ls.show_failure(error)
