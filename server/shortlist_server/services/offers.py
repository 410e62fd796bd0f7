"""The solutions that can be inserted at the cursor, for completion, ghost text and hints."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Solution
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.insertion.edits import text_edits
from shortlist_server.insertion.own_program import own_program
from shortlist_server.services.insertions import Insertions
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.solves import KnownSolutions


@dataclass(frozen=True)
class Offer:
    """An offer is a solution that can be put at the cursor: the text for the cursor's line, and
    other edits."""

    solution: Solution
    text: str
    extra: tuple[types.TextEdit, ...]


class Offers:
    """Finds what may be inserted at a place. Nothing is sampled."""

    def __init__(
        self, problems: ProblemStore, solves: SolveManager, insertions: Insertions
    ) -> None:
        self._problems = problems
        self._solves = solves
        self._insertions = insertions

    def at(
        self, document: OpenDocument, position: types.Position
    ) -> tuple[KnownSolutions | None, list[Offer]]:
        """Returns what is known of the block directly above the cursor, and those of its solutions
        whose main edit belongs on the cursor's line."""
        block = self._problems.near(document, position.line)
        if block is None or block.problem is None:
            return None, []
        if fairness.refusal(document.source):
            return None, []
        if position.line not in plan.blank_lines_below(document, block):
            return None, []
        known = self._solves.cache.get(block.problem.digest)
        if known is None:
            running = self._solves.of_document(document.uri)
            same = running is not None and running.problem.digest == block.problem.digest
            return (running.known if running is not None and same else None), []
        is_function = known.problem.kind == "function"
        if not is_function and not self._may_stand_below(document, block):
            return known, []
        offers = []
        for solution in known.solutions:
            if not plan.fits(document, solution.program):
                continue
            planned = plan.plan(document, block, known.problem, solution.program)
            main = planned.main
            if is_function and (main.end_line != main.line or position.line < main.line):
                continue  # the program belongs elsewhere; accepting it from the panel puts it there
            if is_function and main.line != block.end_line + 1:
                continue
            extra = text_edits(document, planned)[1:]
            text = main.text.strip("\n").replace("\n", document.newline)
            offers.append(Offer(solution, text, tuple(extra)))
            self._insertions.offer(document.uri, block.problem.digest, solution.id, text)
        return known, offers

    def _may_stand_below(self, document: OpenDocument, block: ProblemBlock) -> bool:
        """Whether a whole program compiles directly below the comment. A second script in one file
        does; a second `main` does not."""
        if plan.is_enclosed(document, block):
            return False
        if document.language == PYTHON.name:
            return True
        return not own_program(document, block, self._problems.blocks(document), None).lines
