"""Putting a solution into the user's file, by a versioned edit."""

from __future__ import annotations

import asyncio
import logging

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import file_suffix
from shortlist_engine.problem import Solution
from shortlist_engine.statement import ProblemBlock
from shortlist_server import errors
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.insertion.edits import first_line, text_edits
from shortlist_server.insertion.own_program import OwnProgram, own_program
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import wording
from shortlist_server.server import ShortlistServer
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.solves import KnownSolutions

logger = logging.getLogger(__name__)

ANNOTATION = "shortlist.insert"
REPLY_TIMEOUT_S = 30.0


@attrs.frozen
class AcceptResult(Shape):
    """The result says whether the program was inserted, and where; if not, why. `elsewhere`: not
    where it is expected, directly below the comment. `cancelled`: the user decided against it."""

    applied: bool
    text: str
    language: str
    uri: str | None = None
    failure_reason: str | None = None
    message: str | None = None
    elsewhere: bool | None = None
    cancelled: bool | None = None


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
        place = "new"
        if plan.fits(document, solution.program):
            place = await self._place(document, known, solution)
        if not place:
            source, language = solution.program.source, solution.program.language
            return AcceptResult(False, source, language, cancelled=True)
        if place == "new":
            result = await self._open_untitled(known, solution)
        else:
            result = await self._insert(document, known, solution, comment_out=place == "comment")
        if result.applied:
            self._solves.mark_accepted(known, solution_id)
        return result

    async def _place(
        self, document: OpenDocument, known: KnownSolutions, solution: Solution
    ) -> str:
        """`here`, `comment` when the user's own program becomes one, `new` for a document of its
        own, or empty when the user wants none of these."""
        if known.problem.kind == "function":
            return "here"
        block, inserted = self._block(document, known)
        own = self._own(document, block, inserted)
        place = "comment" if own.is_skeleton else "here"
        if own.lines and not own.is_skeleton:
            place = await self._ask(solution)
            # The user may have typed meanwhile.
            block, inserted = self._block(document, known)
            own = self._own(document, block, inserted)
        if place in ("here", "comment"):
            planned = plan.plan(document, block, known.problem, solution.program, inserted)
            if place == "comment":
                planned = plan.with_comments(document, block, planned, own)
            if not plan.stands(document, planned, solution.program):
                return "new"
        return place

    async def _ask(self, solution: Solution) -> str:
        """What to do about a program of the user's."""
        support = self._server.support
        if not support.questions:
            return "new" if self._opens_documents else "comment"
        answers = [wording.COMMENT_OUT, *([wording.NEW_DOCUMENT] if self._opens_documents else [])]
        params = types.ShowMessageRequestParams(
            types.MessageType.Info,
            wording.own_program_question(solution),
            [types.MessageActionItem(title) for title in answers],
        )
        try:
            # Shielded: see services/progress.py. The user may take their time.
            chosen = await asyncio.shield(self._server.window_show_message_request_async(params))
        except JsonRpcException as error:
            logger.warning("window/showMessageRequest: %r", error)
            return "new" if self._opens_documents else "comment"
        places = {wording.COMMENT_OUT: "comment", wording.NEW_DOCUMENT: "new"}
        return places.get(chosen.title if chosen is not None else "", "")

    @property
    def _opens_documents(self) -> bool:
        support = self._server.support
        return support.show_document and support.versioned_edits and support.apply_edit

    def _own(self, document: OpenDocument, block: ProblemBlock, inserted: str | None) -> OwnProgram:
        return own_program(document, block, self._problems.blocks(document), inserted)

    async def _insert(
        self,
        document: OpenDocument,
        known: KnownSolutions,
        solution: Solution,
        *,
        comment_out: bool,
    ) -> AcceptResult:
        failure = "the editor refused the edit"
        program = solution.program
        # The user may type while the edit travels: the second attempt is planned on the new text.
        for _ in range(2):
            version = document.version
            block, inserted = self._block(document, known)
            planned = plan.plan(document, block, known.problem, program, inserted)
            if plan.is_taken(block, planned):
                name = known.problem.entry_point
                failure = (
                    f"{name} has a body of yours, which stays: copy the solution, or empty the body"
                )
                break
            if comment_out:
                own = self._own(document, block, inserted)
                planned = plan.with_comments(document, block, planned, own)
            below = known.problem.kind != "function" and plan.is_enclosed(document, block)
            edits = text_edits(document, planned)
            reply = await self._apply(document, version, edits, solution)
            if reply is not None and reply.applied:
                main = planned.main.text.rstrip("\n") + "\n"
                self._inserted[(document.uri, known.problem.digest)] = main
                message = wording.inserted(
                    first_line(planned), below_function=below, commented=comment_out
                )
                return AcceptResult(
                    True,
                    program.source,
                    program.language,
                    document.uri,
                    message=message,
                    elsewhere=below or comment_out,
                )
            if reply is not None and reply.failure_reason:
                failure = reply.failure_reason
            if document.version == version:
                break
        return AcceptResult(False, program.source, program.language, failure_reason=failure)

    def _block(
        self, document: OpenDocument, known: KnownSolutions
    ) -> tuple[ProblemBlock, str | None]:
        """Where the problem stands now, and what we inserted for it last."""
        digest = known.problem.digest
        block = self._problems.by_digest(document, digest)
        if block is None:
            raise errors.modified(
                "staleProblem",
                "The statement has changed since these solutions were found. Solve it again.",
                problemId=digest,
            )
        return block, self._inserted.get((document.uri, digest))

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
        if not self._opens_documents:
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
        return AcceptResult(
            True,
            program.source,
            program.language,
            uri,
            message="Opened in a new document",
            elsewhere=True,
        )
