"""What can be done with a problem block: surfaces offer nothing that would fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import dropwhile

from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.languages import PYTHON
from shortlist_engine.statement import ProblemBlock
from shortlist_server.blocks import first_error, program_of
from shortlist_server.client_support import ClientSupport
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.engine.process import SET_UP, available, without_proposals
from shortlist_server.presentation import commands
from shortlist_server.services.problems import ProblemStore
from shortlist_server.signals import Signal

_NUMBERED = re.compile(r"#+\s*(?:step\s*)?\d+\s*[.):]", re.I)


class Availability:
    """Says whether a block can be solved, and whether there is a program of the user's to run.
    `changed` is emitted when that may have changed without any edit: a practice problem was opened,
    solved or given up."""

    def __init__(
        self,
        configuration: Configuration,
        problems: ProblemStore,
        support: Callable[[], ClientSupport] = ClientSupport,
    ) -> None:
        self._support = support
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

    def tasks(self, document: OpenDocument, where: types.Range) -> list[tuple[str, str]]:
        """Returns what a model can do with the lines that are selected, or with the program of a
        problem at the cursor: titles, and the commands for them."""
        if document.run_language is None or document.is_markdown:
            return []
        line = where.start.line
        is_step = document.run_language == PYTHON.name and self._is_step(document, line)
        tasks = []
        if where.start != where.end or self._in_program(document, line):
            if self._can_ask:
                tasks.append(("Translate to …", commands.TRANSLATE))
            tasks += [("Explain", commands.EXPLAIN), ("Comment", commands.COMMENT)]
        return [*tasks, *([("Write this step", commands.STEP)] if is_step else [])]

    def why_not_assist(self, document: OpenDocument) -> str | None:
        """Says why a model does nothing with this document, and what to do; None when it may."""
        if refused := fairness.refusal(document.source):
            return refused
        if not available(self._configuration.current.engine_command):
            return f"The engine is not installed. {SET_UP}"
        return without_proposals(self._configuration.current.engine_command) or None

    @property
    def _can_ask(self) -> bool:
        return self._support().questions

    def _in_program(self, document: OpenDocument, line: int) -> bool:
        block = self._problems.near(document, line)
        if block is None or line <= block.end_line or not document.line_text(line).strip():
            return False
        return bool(program_of(document, self._problems.blocks(document), block))

    def _is_step(self, document: OpenDocument, line: int) -> bool:
        """Whether the line belongs to a comment at the margin that states no problem and is a step:
        its code is still to come, or it has a number."""
        if not document.line_text(line).startswith("#"):
            return False
        if self._problems.in_range(document, line, line) is not None:
            return False
        if _NUMBERED.match(document.line_text(line)):
            return True
        below = dropwhile(lambda text: text.startswith("#"), document.lines[line + 1 :])
        return next((text for text in below if text.strip()), "#").startswith("#")
