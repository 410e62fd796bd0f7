"""Text to `Problem`, and `Problem` to text, as users paste it, judges show it, models read it."""

from shortlist_engine.statement.parse import (
    Issue,
    ProblemBlock,
    StatementError,
    find_problems,
    parse_statement,
)

__all__ = ["Issue", "ProblemBlock", "StatementError", "find_problems", "parse_statement"]
