"""What can be done with a problem block: surfaces offer nothing that would fail."""

from __future__ import annotations

from shortlist_engine.statement import ProblemBlock
from shortlist_server.blocks import first_error, program_of
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.engine.process import available
from shortlist_server.services.problems import ProblemStore


class Availability:
    """Says whether a block can be solved, and whether there is a program of the user's to run."""

    def __init__(self, configuration: Configuration, problems: ProblemStore) -> None:
        self._configuration = configuration
        self._problems = problems

    def why_not_solve(self, block: ProblemBlock) -> str | None:
        """Says why this block cannot be solved, as a short phrase; None when it can."""
        problem = block.problem
        if problem is None:
            issue = first_error(block)
            return f"line {issue.line + 1}: {issue.message}" if issue else "incomplete statement"
        if problem.interactive:
            return "interactive problem"
        if not problem.examples:
            return "no examples"
        if not available(self._configuration.current.engine_command):
            return "engine not installed"
        return None

    def can_run(self, document: OpenDocument, block: ProblemBlock) -> bool:
        """Tells whether there is code of the user's below the block, in a language that can be
        run."""
        problem = block.problem
        if problem is None or problem.interactive or not problem.examples:
            return False
        if document.language is None:
            return False
        return bool(program_of(document, self._problems.blocks(document), block))
