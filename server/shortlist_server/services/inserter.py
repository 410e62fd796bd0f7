"""Putting a solution into the user's file, by a versioned edit."""

from __future__ import annotations

import asyncio
import logging

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import file_suffix
from shortlist_engine.problem import Program, Solution
from shortlist_server import errors
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.insertion.edits import text_edits
from shortlist_server.lsp_ext import Shape
from shortlist_server.server import ShortlistServer
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.solves import KnownSolutions

logger = logging.getLogger(__name__)

ANNOTATION = "shortlist.insert"
REPLY_TIMEOUT_S = 30.0


@attrs.frozen
class AcceptResult(Shape):
    """The result says whether the program was inserted, and where; if not, why."""

    applied: bool
    text: str
    language: str
    uri: str | None = None
    failure_reason: str | None = None


class Inserter:
    """Inserts solutions, and remembers what it inserted: as long as nobody has touched that, the
    next solution takes its place."""

    def __init__(
        self, server: ShortlistServer, problems: ProblemStore, solves: SolveManager
    ) -> None:
        self._server = server
        self._problems = problems
        self._solves = solves
        self._inserted: dict[tuple[str, str], str] = {}

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document that was closed."""
        for key in [key for key in self._inserted if key[0] == uri]:
            del self._inserted[key]

    async def accept(self, uri: str, problem_id: str, solution_id: str) -> AcceptResult:
        """Insert a solution that is known. Raises ServerError `unknownSolution` when it is not,
        `staleProblem` when its problem is not there any more, `noProblem` when the document is not
        open."""
        known, solution = self._solves.solution(problem_id, solution_id)
        document = self._server.open_document(uri)
        if document is None:
            raise errors.failed("noProblem", "Open the file of this problem first.")
        if plan.fits(document, solution.program):
            result = await self._insert(document, known, solution)
        else:
            result = await self._open_untitled(known, solution)
        if result.applied:
            self._solves.mark_accepted(known, solution_id)
        return result

    async def _insert(
        self, document: OpenDocument, known: KnownSolutions, solution: Solution
    ) -> AcceptResult:
        failure = "the editor refused the edit"
        program = solution.program
        # The user may type while the edit travels: the second attempt is planned on the new text.
        for _ in range(2):
            version = document.version
            edits, main = self._plan(document, known, program)
            if not edits:
                name = known.problem.entry_point
                failure = (
                    f"{name} has a body of yours, which stays: copy the solution, or empty the body"
                )
                break
            reply = await self._apply(document, version, edits, solution)
            if reply is not None and reply.applied:
                self._inserted[(document.uri, known.problem.digest)] = main
                return AcceptResult(True, program.source, program.language, document.uri)
            if reply is not None and reply.failure_reason:
                failure = reply.failure_reason
            if document.version == version:
                break
        return AcceptResult(False, program.source, program.language, failure_reason=failure)

    def _plan(
        self, document: OpenDocument, known: KnownSolutions, program: Program
    ) -> tuple[list[types.TextEdit], str]:
        """The edits and the program's own text; no edits when the place is taken by the user."""
        digest = known.problem.digest
        block = self._problems.by_digest(document, digest)
        if block is None:
            raise errors.modified(
                "staleProblem",
                "The statement has changed since these solutions were found. Solve it again.",
                problemId=digest,
            )
        inserted = self._inserted.get((document.uri, digest))
        planned = plan.plan(document, block, known.problem, program, inserted)
        if plan.is_taken(block, planned):
            return [], ""
        return text_edits(document, planned), planned.main.text.rstrip("\n") + "\n"

    async def _apply(
        self,
        document: OpenDocument,
        version: int | None,
        edits: list[types.TextEdit],
        solution: Solution,
    ) -> types.ApplyWorkspaceEditResult | None:
        label = f"Insert solution {solution.rank} ({solution.passed}/{solution.total} examples)"
        return await self._send(self._workspace_edit(document.uri, version, edits, label), label)

    def _workspace_edit(
        self, uri: str, version: int | None, edits: list[types.TextEdit], label: str
    ) -> types.WorkspaceEdit:
        """The edit in the richest form that the client takes."""
        support = self._server.support
        if not support.versioned_edits:
            return types.WorkspaceEdit(changes={uri: edits})
        annotated: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = [*edits]
        annotations: dict[str, types.ChangeAnnotation] | None = None
        if support.change_annotations:
            annotations = {ANNOTATION: types.ChangeAnnotation(label, needs_confirmation=False)}
            annotated = [
                types.AnnotatedTextEdit(ANNOTATION, item.range, item.new_text) for item in edits
            ]
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version),
                    annotated,
                )
            ],
            change_annotations=annotations,
        )

    async def _send(
        self, edit: types.WorkspaceEdit, label: str
    ) -> types.ApplyWorkspaceEditResult | None:
        """The client's answer; None when it gave none."""
        if not self._server.support.apply_edit:
            return types.ApplyWorkspaceEditResult(
                applied=False,
                failure_reason="the editor cannot apply edits (workspace/applyEdit)",
            )
        params = types.ApplyWorkspaceEditParams(edit, label=label)
        request = self._server.workspace_apply_edit_async(params)
        try:
            # Shielded: see services/progress.py.
            return await asyncio.wait_for(asyncio.shield(request), REPLY_TIMEOUT_S)
        except (asyncio.TimeoutError, JsonRpcException) as error:
            logger.warning("workspace/applyEdit: %r", error)
            return None

    async def _open_untitled(self, known: KnownSolutions, solution: Solution) -> AcceptResult:
        """Open the program as a new document that is not on disk."""
        program = solution.program
        refused = AcceptResult(
            False,
            program.source,
            program.language,
            failure_reason="this file cannot hold the program: copy it from `text`",
        )
        support = self._server.support
        if not (support.show_document and support.versioned_edits):
            return refused
        suffix = file_suffix(program.language)
        uri = f"untitled:solution-{known.problem.digest[:6]}-{solution.rank}{suffix}"
        params = types.ShowDocumentParams(uri, take_focus=True)
        shown = self._server.window_show_document_async(params)
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
        answer = await self._send(self._workspace_edit(uri, None, edits, label), label)
        if answer is None or not answer.applied:
            return refused
        return AcceptResult(True, program.source, program.language, uri)
