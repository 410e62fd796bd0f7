"""Putting a solution into the user's file, by a versioned edit."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import file_suffix
from shortlist_engine.problem import Program, Solution
from shortlist_server import errors, insertion, lsp_ext
from shortlist_server.documents import Document

if TYPE_CHECKING:
    from shortlist_server.server import ShortlistServer
    from shortlist_server.solves import Results

logger = logging.getLogger(__name__)

ANNOTATION = "shortlist.insert"
REPLY_TIMEOUT_S = 30.0


async def accept(
    server: ShortlistServer, uri: str, problem_id: str, solution_id: str
) -> lsp_ext.AcceptResult:
    """Insert a cached solution. Raises ContentModified when its problem is not there any more."""
    results = server.solves.cache.get(problem_id)
    solution = results.solution(solution_id) if results is not None else None
    if results is None or solution is None:
        raise errors.modified(
            "unknownSolution", "This solution is not known any more. Solve the problem again."
        )
    document = server.document(uri)
    if document is None:
        raise errors.failed("noProblem", "Open the file of this problem first.")
    if insertion.fits(document, solution.program):
        result = await _insert(server, document, results, solution)
    else:
        result = await _open_untitled(server, results, solution)
    if result.applied:
        results.mark_accepted(solution_id)
        server.refresh()
    return result


async def _insert(
    server: ShortlistServer, document: Document, results: Results, solution: Solution
) -> lsp_ext.AcceptResult:
    failure = "the editor refused the edit"
    program = solution.program
    # The user may type while the edit travels: the second attempt is planned on the new text.
    for _ in range(2):
        version = document.version
        edits, main = _plan(server, document, results, program)
        if not edits:
            name = results.problem.entry_point
            failure = (
                f"{name} has a body of yours, which stays: copy the solution, or empty the body"
            )
            break
        reply = await _apply(server, document, version, edits, solution)
        if reply is not None and reply.applied:
            server.inserted[(document.uri, results.problem.digest)] = main
            return lsp_ext.AcceptResult(True, program.source, program.language, document.uri)
        if reply is not None and reply.failure_reason:
            failure = reply.failure_reason
        if document.version == version:
            break
    return lsp_ext.AcceptResult(False, program.source, program.language, failure_reason=failure)


def _plan(
    server: ShortlistServer, document: Document, results: Results, program: Program
) -> tuple[list[types.TextEdit], str]:
    """The edits and the program's own text; no edits when the place is taken by the user."""
    digest = results.problem.digest
    block = server.problems.by_digest(document, digest)
    if block is None:
        raise errors.modified(
            "staleProblem",
            "The statement has changed since these solutions were found. Solve it again.",
            problemId=digest,
        )
    inserted = server.inserted.get((document.uri, digest))
    planned = insertion.plan(document, block, results.problem, program, inserted)
    if insertion.is_taken(block, planned):
        return [], ""
    return insertion.text_edits(document, planned), planned.main.text.rstrip("\n") + "\n"


async def _apply(
    server: ShortlistServer,
    document: Document,
    version: int | None,
    edits: list[types.TextEdit],
    solution: Solution,
) -> types.ApplyWorkspaceEditResult | None:
    label = f"Insert solution {solution.rank} ({solution.passed}/{solution.total} examples)"
    edit = workspace_edit(server, document.uri, version, edits, label)
    return await send_edit(server, edit, label)


def workspace_edit(
    server: ShortlistServer,
    uri: str,
    version: int | None,
    edits: list[types.TextEdit],
    label: str,
) -> types.WorkspaceEdit:
    if not server.support.versioned_edits:
        return types.WorkspaceEdit(changes={uri: edits})
    annotated: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = [*edits]
    annotations: dict[str, types.ChangeAnnotation] | None = None
    if server.support.change_annotations:
        annotations = {ANNOTATION: types.ChangeAnnotation(label, needs_confirmation=False)}
        annotated = [
            types.AnnotatedTextEdit(ANNOTATION, item.range, item.new_text) for item in edits
        ]
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version), annotated
            )
        ],
        change_annotations=annotations,
    )


async def send_edit(
    server: ShortlistServer, edit: types.WorkspaceEdit, label: str
) -> types.ApplyWorkspaceEditResult | None:
    """The client's answer; None when it gave none."""
    if not server.support.apply_edit:
        return types.ApplyWorkspaceEditResult(
            applied=False, failure_reason="the editor cannot apply edits (workspace/applyEdit)"
        )
    request = server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label=label))
    try:
        # Shielded: see work_done.
        return await asyncio.wait_for(asyncio.shield(request), REPLY_TIMEOUT_S)
    except (asyncio.TimeoutError, JsonRpcException) as error:
        logger.warning("workspace/applyEdit: %r", error)
        return None


async def _open_untitled(
    server: ShortlistServer, results: Results, solution: Solution
) -> lsp_ext.AcceptResult:
    """Open the program as a new document that is not on disk."""
    program = solution.program
    refused = lsp_ext.AcceptResult(
        False,
        program.source,
        program.language,
        failure_reason="this file cannot hold the program: copy it from `text`",
    )
    if not (server.support.show_document and server.support.versioned_edits):
        return refused
    suffix = file_suffix(program.language)
    uri = f"untitled:solution-{results.problem.digest[:6]}-{solution.rank}{suffix}"
    shown = server.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True))
    try:
        reply = await asyncio.wait_for(asyncio.shield(shown), REPLY_TIMEOUT_S)
    except (asyncio.TimeoutError, JsonRpcException) as error:
        logger.warning("window/showDocument: %r", error)
        return refused
    if not reply.success:
        return refused
    start = types.Position(0, 0)
    text = program.source.rstrip("\n") + "\n"
    label = f"Insert solution {solution.rank}"
    edits = [types.TextEdit(types.Range(start, start), text)]
    answer = await send_edit(server, workspace_edit(server, uri, None, edits, label), label)
    if answer is None or not answer.applied:
        return refused
    return lsp_ext.AcceptResult(True, program.source, program.language, uri)
