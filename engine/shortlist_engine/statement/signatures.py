"""The function that a comment belongs to: its signature, its name, and whether it has a body.

The signature is the same text before and after the user fills in the body.
"""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.languages import PYTHON
from shortlist_engine.statement.block_signatures import (
    brace_around,
    brace_below,
    lua_below,
    ruby_below,
)
from shortlist_engine.statement.comments import Comment
from shortlist_engine.statement.python_signatures import python_around, python_below
from shortlist_engine.statement.signature_text import Function

__all__ = ["Function", "find_function"]


def find_function(comment: Comment, lines: Sequence[str], language_id: str) -> Function | None:
    """Returns the function that `comment` documents, from inside or from above; never `main`."""
    function = _find(comment, lines, language_id)
    return None if function is None or function.name in ("main", "Main") else function


def _find(comment: Comment, lines: Sequence[str], language_id: str) -> Function | None:
    if language_id == PYTHON.name:
        if comment.style == "docstring":
            function = python_around(comment, lines)
            if function is not None:
                return function
        return python_below(comment, lines)
    if language_id == "lua":
        return lua_below(comment, lines)
    if language_id in ("ruby", "crystal"):
        return ruby_below(comment, lines)
    return brace_around(comment, lines) or brace_below(comment, lines, language_id)
