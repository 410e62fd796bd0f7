"""A statement that goes along into a file of another language."""

from __future__ import annotations

from dataclasses import replace

from shortlist_engine.statement.comments import find_comments
from shortlist_engine.statement.parse import find_problems
from shortlist_engine.statement.wrapping import wrap_comment


def with_statement(source: str, to: str, text: str, language_id: str) -> str:
    """Returns a program in the language `to` as a file, below the statement of the file `text` in
    `language_id`, which it solves too.

    The statement is left out where the file has none or several, where it asks for a function,
    whose comment belongs to its code, and where it would be read as another problem.
    """
    return _carried(text, language_id, to) + source.rstrip("\n") + "\n"


def _carried(text: str, language_id: str, to: str) -> str:
    blocks = find_problems(text, language_id)
    block = blocks[0] if len(blocks) == 1 else None
    if block is None or block.problem is None or block.problem.kind == "function":
        return ""
    parts = [
        "\n".join(comment.lines)
        for comment in find_comments(text, language_id)
        if block.start_line <= comment.start_line <= block.end_line
    ]
    comment = wrap_comment("\n\n".join(parts), to)
    read = [each.problem for each in find_problems(comment, to)]
    return f"{comment}\n" if read == [replace(block.problem, language=to)] else ""
