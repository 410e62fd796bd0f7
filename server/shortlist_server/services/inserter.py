"""Putting a solution into the user's file, by a versioned edit."""

from __future__ import annotations

import asyncio
import logging

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.languages import file_suffix
from shortlist_engine.statement import ProblemBlock
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.insertion.edits import (
    Insertion,
    bare_lines,
    first_line,
    place_of,
    text_edits,
)
from shortlist_server.insertion.own_program import OwnProgram, own_program
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import wording
from shortlist_server.server import ShortlistServer
from shortlist_server.services.client_edits import ClientEdits
from shortlist_server.services.insertions import Insertions
from shortlist_server.services.messages import Messages
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.solves import KnownSolutions, Shown

logger = logging.getLogger(__name__)


@attrs.frozen
class AcceptResult(Shape):
    """The result says whether the program was inserted, and where; if not, why. `elsewhere`: not
    where it is expected, directly below the comment. `cancelled`: the user decided against it.
    `warning`: it fails an example, as the message says."""

    applied: bool
    text: str
    language: str
    uri: str | None = None
    range: types.Range | None = None
    failure_reason: str | None = None
    message: str | None = None
    elsewhere: bool | None = None
    cancelled: bool | None = None
    warning: bool | None = None


class Inserter:
    """Inserts solutions and near misses; as long as nobody has touched one, the next takes its
    place."""

    def __init__(
        self,
        server: ShortlistServer,
        problems: ProblemStore,
        solves: SolveManager,
        insertions: Insertions,
        configuration: Configuration,
        messages: Messages,
        edits: ClientEdits,
    ) -> None:
        self._server = server
        self._edits = edits
        self._configuration = configuration
        self._problems = problems
        self._solves = solves
        self._insertions = insertions
        self._messages = messages

    async def accept(self, uri: str, problem_id: str, solution_id: str) -> AcceptResult:
        """Insert a program that is known, and say where it went. Raises ServerError
        `unknownSolution` when it is not, `practice` while the user practises its problem,
        `staleProblem` when that is not there any more, `noProblem` when the document is not
        open."""
        self._problems.require_unpractised(problem_id)
        known, shown = self._solves.program(problem_id, solution_id)
        document = self._server.open_document(uri)
        if document is None:
            raise errors.failed("noProblem", "Open the file of this problem first.")
        program, place = shown.program, "new"
        if plan.fits(document, program):
            place = await self._place(document, known, shown)
        if not place:
            return AcceptResult(False, program.source, program.language, cancelled=True)
        if place == "new":
            result = await self._open_untitled(known, shown)
        else:
            result = await self._insert(document, known, shown, comment_out=place == "comment")
        failing = wording.warning(known, shown)
        if result.applied and failing:
            result = attrs.evolve(result, message=f"{result.message}; {failing}", warning=True)
        if result.range is not None and self._configuration.client_features is None:
            self._move_cursor(uri, result.range)
        if result.message is not None:
            show = self._messages.show_warning if result.warning else self._messages.show_outcome
            show(f"{result.message}.", asked_for=bool(result.warning or result.elsewhere))
        return result

    def warn_of_two_programs(self, uri: str, problem_id: str) -> None:
        """Say so when a program of ours, which the editor inserted, stands beside one of the user's
        that reads the input as well."""
        document, known = self._server.open_document(uri), self._solves.known(problem_id)
        block = self._problems.by_digest(document, problem_id) if document is not None else None
        if document is None or block is None or known is None or known.problem.kind == "function":
            return
        inserted = self._insertions.text_in(document, problem_id)
        own = self._own(document, block, inserted)
        if own.lines and not own.is_skeleton:
            self._messages.show_problem(wording.two_programs(min(own.lines) + 1))

    def _move_cursor(self, uri: str, where: types.Range) -> None:
        """Put the cursor on the program, in a client that has no plugin of ours to do it."""
        if self._server.support.show_document:
            at = types.Range(where.start, where.start)
            params = types.ShowDocumentParams(uri, take_focus=False, selection=at)
            self._server.ask(self._server.window_show_document_async(params))

    async def _place(self, document: OpenDocument, known: KnownSolutions, shown: Shown) -> str:
        """`here`, `comment` when the user's own program becomes one, `new` for a document of its
        own, or empty when the user wants none of these."""
        if known.problem.kind == "function":
            return "here"
        block, inserted = self._block(document, known)
        own = self._own(document, block, inserted)
        place = "comment" if own.is_skeleton else "here"
        if own.lines and not own.is_skeleton:
            place = await self._ask(known, shown)
            # The user may have typed meanwhile.
            block, inserted = self._block(document, known)
            own = self._own(document, block, inserted)
        if place in ("here", "comment"):
            planned = plan.plan(document, block, known.problem, shown.program, inserted)
            if place == "comment":
                planned = plan.with_comments(document, block, planned, own)
            if not plan.stands(document, planned, shown.program):
                return "new"
        return place

    async def _ask(self, known: KnownSolutions, shown: Shown) -> str:
        """What to do about a program of the user's."""
        support = self._server.support
        if not support.questions:
            return "new" if self._opens_documents else "comment"
        answers = [wording.COMMENT_OUT, *([wording.NEW_DOCUMENT] if self._opens_documents else [])]
        params = types.ShowMessageRequestParams(
            types.MessageType.Info,
            wording.own_program_question(known, shown),
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
        return self._edits.opens_documents

    def _own(self, document: OpenDocument, block: ProblemBlock, inserted: str | None) -> OwnProgram:
        return own_program(document, block, self._problems.blocks(document), inserted)

    async def _insert(
        self,
        document: OpenDocument,
        known: KnownSolutions,
        shown: Shown,
        *,
        comment_out: bool,
    ) -> AcceptResult:
        failure = "the editor refused the edit"
        program = shown.program
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
            reply = await self._edits.apply(self._edits.of(document.uri, version, edits))
            if reply is not None and reply.applied:
                main = planned.main.text.rstrip("\n") + "\n"
                self._insertions.record(document.uri, known.problem.digest, program.id, main)
                message = wording.inserted(
                    first_line(planned), below_function=below, commented=comment_out
                )
                return AcceptResult(
                    True,
                    program.source,
                    program.language,
                    document.uri,
                    range=_place_after(planned),
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
        return block, self._insertions.text_in(document, digest)

    async def _open_untitled(self, known: KnownSolutions, shown: Shown) -> AcceptResult:
        """Open the program as a new document that is not on disk."""
        program = shown.program
        refused = AcceptResult(
            False,
            program.source,
            program.language,
            failure_reason="this file cannot hold the program: copy it from `text`",
        )
        if not self._opens_documents:
            return refused
        text = program.source.rstrip("\n") + "\n"
        uri, is_there = self._untitled(known, shown, text)
        if not await self._edits.show(uri):
            return refused
        if is_there:
            return AcceptResult(
                True,
                program.source,
                program.language,
                uri,
                message="It is in a new document already",
                elsewhere=True,
            )
        start = types.Position(0, 0)
        edits = [types.TextEdit(types.Range(start, start), text)]
        answer = await self._edits.apply(self._edits.of(uri, None, edits))
        if answer is None or not answer.applied:
            return refused
        self._insertions.record(uri, known.problem.digest, program.id, text)
        return AcceptResult(
            True,
            program.source,
            program.language,
            uri,
            message="Opened in a new document",
            elsewhere=True,
        )

    def _untitled(self, known: KnownSolutions, shown: Shown, text: str) -> tuple[str, bool]:
        """The name of a document of its own for a program, and whether the program is in it from
        before; one that the user went on writing in is theirs, and the next name is taken."""
        stem = wording.name(known, shown).lower().replace(" ", "-")
        suffix = file_suffix(shown.program.language)
        number = 1
        while True:
            name = f"{stem}-of-{known.problem.digest[:6]}"
            uri = f"untitled:{name}{f'-{number}' if number > 1 else ''}{suffix}"
            document = self._server.open_document(uri)
            if document is None or not document.source.strip():
                return uri, False
            if place_of(bare_lines(document.source), text) is not None:
                return uri, True
            number += 1


def _place_after(planned: Insertion) -> types.Range:
    """Where the program stands after the edits, in whole lines."""
    first = first_line(planned) - 1
    length = planned.main.text.strip("\n").count("\n") + 1
    return types.Range(types.Position(first, 0), types.Position(first + length, 0))
