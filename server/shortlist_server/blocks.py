"""What stands in a document below a problem block, and what is wrong with a block."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.statement import Issue, ProblemBlock
from shortlist_server.documents import OpenDocument, split_lines


def first_error(block: ProblemBlock) -> Issue | None:
    """Returns what has to be fixed first."""
    return next((issue for issue in block.issues if issue.severity == "error"), None)


def has_code(document: OpenDocument, block: ProblemBlock, next_block: ProblemBlock | None) -> bool:
    """Tells whether something other than the comment stands between this block and the next."""
    return bool(code_of(document, block, next_block).strip())


def following(blocks: list[ProblemBlock], block: ProblemBlock) -> ProblemBlock | None:
    """Returns the block after `block` in its document."""
    return next((other for other in blocks if other.start_line > block.end_line), None)


def code_of(document: OpenDocument, block: ProblemBlock, next_block: ProblemBlock | None) -> str:
    """Returns the text below a block, up to the next one."""
    end = next_block.start_line if next_block is not None else len(document.lines)
    return "".join(document.lines[block.end_line + 1 : end])


def program_of(document: OpenDocument, blocks: list[ProblemBlock], block: ProblemBlock) -> str:
    """Returns the user's program for a block: the whole file when it holds one problem, because
    imports and macros may stand above the comment, or when it asks for a function, since functions
    do not disturb each other; otherwise what stands below the block. Functions that are finished
    are code like any other.

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


def block_range(document: OpenDocument, block: ProblemBlock) -> types.Range:
    """Returns the range of the block's lines, in the client's units."""
    return document.line_range(block.start_line, block.end_line)
