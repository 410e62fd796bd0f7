"""The problem blocks of open documents, parsed once per content and found again by digest."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import Issue, ProblemBlock, find_problems
from shortlist_server.documents import Document, split_lines
from shortlist_server.lsp_ext import PANEL_SCHEME, ProblemInfo

logger = logging.getLogger(__name__)

MIN_CONFIDENCE = 0.5
MAX_CHARACTERS = 2_000_000
MAX_DOCUMENTS = 64

Finder = Callable[[str, str], list[ProblemBlock]]


class ProblemStore:
    """Finds problem blocks. Documents over two million characters are not parsed."""

    def __init__(self, finder: Finder = find_problems) -> None:
        self._finder = finder
        self._parsed: OrderedDict[str, tuple[str, list[ProblemBlock]]] = OrderedDict()

    def blocks(self, document: Document) -> list[ProblemBlock]:
        """The blocks worth showing, in the order of the document."""
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
        self._parsed.pop(uri, None)

    def in_range(self, document: Document, start: int, end: int) -> ProblemBlock | None:
        """The first block that meets the lines from `start` to `end`, both inclusive."""
        for block in self.blocks(document):
            if block.start_line <= end and start <= block.end_line:
                return block
        return None

    def near(self, document: Document, line: int) -> ProblemBlock | None:
        """The block at `line`, else the closest one above it: the code below a comment belongs
        to it, finished functions with examples of their own included."""
        above = [block for block in self.blocks(document) if block.start_line <= line]
        found = above[-1] if above else None
        if found is not None and found.has_body and line > found.end_line:
            stdin = [block for block in above if block.problem and block.problem.kind == "stdin"]
            return stdin[-1] if stdin else found
        return found

    def by_digest(self, document: Document, digest: str) -> ProblemBlock | None:
        """The block with this digest, wherever edits elsewhere have moved it."""
        for block in self.blocks(document):
            if block.problem is not None and block.problem.digest == digest:
                return block
        return None

    def _parse(self, document: Document) -> list[ProblemBlock]:
        if document.uri.startswith(f"{PANEL_SCHEME}:") or len(document.source) > MAX_CHARACTERS:
            return []
        try:
            found = self._finder(document.parse_text, document.language_id or "plaintext")
        except Exception:
            # The parser promises not to raise; if it does, the user's file must stay usable.
            logger.exception("the parser failed on %s", document.uri)
            return []
        return [block for block in found if block.confidence >= MIN_CONFIDENCE]


def first_error(block: ProblemBlock) -> Issue | None:
    """What has to be fixed first."""
    return next((issue for issue in block.issues if issue.severity == "error"), None)


def has_code(document: Document, block: ProblemBlock, next_block: ProblemBlock | None) -> bool:
    """Whether something other than the comment stands between this block and the next."""
    return bool(code_of(document, block, next_block).strip())


def following(blocks: list[ProblemBlock], block: ProblemBlock) -> ProblemBlock | None:
    """The block after `block` in its document."""
    return next((other for other in blocks if other.start_line > block.end_line), None)


def code_of(document: Document, block: ProblemBlock, next_block: ProblemBlock | None) -> str:
    """The text below a block, up to the next one."""
    end = next_block.start_line if next_block is not None else len(document.lines)
    return "".join(document.lines[block.end_line + 1 : end])


def program_of(document: Document, blocks: list[ProblemBlock], block: ProblemBlock) -> str:
    """The user's program for a block: the whole file when it holds one problem, because imports
    and macros may stand above the comment, or when it asks for a function, since functions do not
    disturb each other; otherwise what stands below the block. Functions that are finished are code
    like any other.

    Empty when there is no code."""
    blocks = [other for other in blocks if other == block or not other.has_body]
    next_block = following(blocks, block)
    if not has_code(document, block, next_block):
        return ""
    is_function = block.problem is not None and block.problem.kind == "function"
    if len(blocks) == 1 or is_function:
        text = document.source
    else:
        text = code_of(document, block, next_block)
    return "\n".join(line.rstrip("\r\n") for line in split_lines(text)) + "\n"


def problem_info(document: Document, block: ProblemBlock, problem: Problem) -> ProblemInfo:
    return ProblemInfo(
        digest=problem.digest,
        name=problem.title or "problem",
        url=problem.url or None,
        kind=problem.kind,
        range=block_range(document, block),
        time_limit_ms=round(problem.limits.time_s * 1000),
        memory_limit_mib=problem.limits.memory_mib,
        examples=len(problem.examples),
        interactive=problem.interactive,
    )


def block_range(document: Document, block: ProblemBlock) -> types.Range:
    return document.line_range(block.start_line, block.end_line)
