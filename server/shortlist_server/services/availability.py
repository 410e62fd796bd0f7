"""What can be done with a problem block: surfaces offer nothing that would fail."""

from __future__ import annotations

from shortlist_engine import fairness
from shortlist_engine.statement import ProblemBlock
from shortlist_server.blocks import first_error, program_of
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.engine.process import SET_UP, available, without_proposals
from shortlist_server.services.problems import ProblemStore
from shortlist_server.signals import Signal


class Availability:
    """Says whether a block can be solved, and whether there is a program of the user's to run.
    `changed` is emitted when that may have changed without any edit: a practice problem was opened,
    solved or given up."""

    def __init__(self, configuration: Configuration, problems: ProblemStore) -> None:
        self._configuration = configuration
        self._problems = problems
        self.changed: Signal[[]] = Signal()

    def why_not_solve(self, document: OpenDocument, block: ProblemBlock) -> str | None:
        """Says why this block of a document cannot be solved, and what to do; None when it can."""
        problem = block.problem
        if problem is None:
            issue = first_error(block)
            return (
                f"Line {issue.line + 1}: {issue.message}"
                if issue
                else "The statement is incomplete"
            )
        if problem.interactive:
            return "Interactive problems cannot be solved yet"
        if not problem.examples:
            return "The statement has no examples: add at least one"
        if refused := fairness.refusal(document.source):
            return refused
        if not available(self._configuration.current.engine_command):
            return f"The engine is not installed. {SET_UP}"
        return without_proposals(self._configuration.current.engine_command) or None

    def can_run(self, document: OpenDocument, block: ProblemBlock) -> bool:
        """Tells whether there is code of the user's below the block, in a language that can be
        run."""
        problem = block.problem
        if problem is None or problem.interactive or not problem.examples:
            return False
        if document.language is None:
            return False
        return bool(program_of(document, self._problems.blocks(document), block))
