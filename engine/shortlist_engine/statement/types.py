"""What the parser returns. Lines are 0-based and inclusive, as in the language server protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shortlist_engine.problem import Problem

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Issue:
    """Names something that the user can fix. `error`: there is no usable problem until it is
    fixed. `guess`: two readings were possible, and the message says which was taken."""

    line: int
    message: str
    severity: Severity
    guess: bool = False


@dataclass(frozen=True)
class ProblemBlock:
    """Describes a comment (or a whole text file) that holds a problem.

    `problem` is None when something needed is missing; `issues` then says what. `confidence` is
    between 0 and 1; callers show nothing below 0.5. `example_lines` has the line at which each
    example begins. `has_body` says that the function which the problem asks for has a body of the
    user's: something to run, and not to be written over.
    """

    problem: Problem | None
    start_line: int
    end_line: int
    issues: tuple[Issue, ...]
    confidence: float
    example_lines: tuple[int, ...]
    has_body: bool = False

    @property
    def guess(self) -> Issue | None:
        """Returns the first issue that says that the reading is a guess, None when none is."""
        return next((issue for issue in self.issues if issue.guess), None)


class StatementError(ValueError):
    """The text holds no usable problem. `line` is 0-based; the message counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line + 1}: {message}")
        self.line = line
        self.message = message
