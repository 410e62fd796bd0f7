"""The problem blocks of open documents, parsed once per content and found again by digest."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock, find_problems
from shortlist_server import errors
from shortlist_server.blocks import first_error
from shortlist_server.documents import OpenDocument
from shortlist_server.lsp_ext import PANEL_SCHEME
from shortlist_server.server import ShortlistServer

logger = logging.getLogger(__name__)

MIN_CONFIDENCE = 0.5
MAX_DOCUMENTS = 64

Finder = Callable[[str, str], list[ProblemBlock]]


@dataclass(frozen=True)
class LocatedProblem:
    """LocatedProblem is a complete problem, and where it stands."""

    document: OpenDocument
    block: ProblemBlock
    problem: Problem


class ProblemStore:
    """Finds problem blocks."""

    def __init__(self, server: ShortlistServer, finder: Finder = find_problems) -> None:
        self._server = server
        self._finder = finder
        self._parsed: OrderedDict[str, tuple[str, list[ProblemBlock]]] = OrderedDict()

    def blocks(self, document: OpenDocument) -> list[ProblemBlock]:
        """Returns the blocks worth showing, in the order of the document."""
        text = document.source
        cached = self._parsed.get(document.uri)
        if cached is not None and (cached[0] is text or cached[0] == text):
            return cached[1]
        found = self._parse(document)
        self._parsed[document.uri] = (text, found)
        self._parsed.move_to_end(document.uri)
        while len(self._parsed) > MAX_DOCUMENTS:
            self._parsed.popitem(last=False)
        return found

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document that was closed."""
        self._parsed.pop(uri, None)

    def in_range(self, document: OpenDocument, start: int, end: int) -> ProblemBlock | None:
        """Returns the first block that meets the lines from `start` to `end`, both inclusive."""
        for block in self.blocks(document):
            if block.start_line <= end and start <= block.end_line:
                return block
        return None

    def near(self, document: OpenDocument, line: int) -> ProblemBlock | None:
        """Returns the block at `line`, else the closest one above it: the code below a comment
        belongs to it, finished functions with examples of their own included."""
        above = [block for block in self.blocks(document) if block.start_line <= line]
        found = above[-1] if above else None
        if found is not None and found.has_body and line > found.end_line:
            stdin = [block for block in above if block.problem and block.problem.kind == "stdin"]
            return stdin[-1] if stdin else found
        return found

    def by_digest(self, document: OpenDocument, digest: str) -> ProblemBlock | None:
        """Returns the block with this digest, wherever edits elsewhere have moved it."""
        for block in self.blocks(document):
            if block.problem is not None and block.problem.digest == digest:
                return block
        return None

    def require_unpractised(self, digest: str) -> None:
        """Raises ServerError `practice` while the user practises this problem in an open document:
        what a model wrote for it elsewhere is not shown then."""
        for uri in self._server.workspace.text_documents:
            document = self._server.open_document(uri)
            if document is None or not fairness.marks_in(document.source):
                continue
            if self.by_digest(document, digest) is None:
                continue
            if refused := fairness.refusal(document.source):
                raise errors.failed("practice", refused)

    def successor(self, document: OpenDocument, digest: str, line: int) -> ProblemBlock | None:
        """Returns the block in which a statement was edited that began at `line`; None when its
        problem still stands in the document."""
        if self.by_digest(document, digest) is not None:
            return None
        blocks = self.blocks(document)
        return min(blocks, key=lambda each: abs(each.start_line - line), default=None)

    def locate(
        self, uri: str, position: types.Position | None, problem_id: str | None
    ) -> LocatedProblem:
        """Returns the problem meant by a request: the one with this id, else the one at this
        position, else the only one. Raises ServerError `noProblem` or `staleProblem`."""
        document = self._server.open_document(uri)
        if document is None:
            raise errors.failed("noProblem", "Open the file first.")
        if problem_id is not None:
            block = self.by_digest(document, problem_id)
            if block is None or block.problem is None:
                raise errors.modified("staleProblem", "The statement has changed. Solve it again.")
            return LocatedProblem(document, block, block.problem)
        blocks = self.blocks(document)
        found = None if position is None else self.near(document, position.line)
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
        return LocatedProblem(document, found, found.problem)

    def _parse(self, document: OpenDocument) -> list[ProblemBlock]:
        if document.uri.startswith(f"{PANEL_SCHEME}:"):
            return []
        try:
            found = self._finder(document.parse_text, document.language_id or "plaintext")
        except Exception:
            # The parser promises not to raise; if it does, the user's file must stay usable.
            logger.exception("the parser failed on %s", document.uri)
            return []
        return [block for block in found if block.confidence >= MIN_CONFIDENCE]
