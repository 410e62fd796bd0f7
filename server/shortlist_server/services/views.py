"""The solutions view of each problem that something is known of."""

from __future__ import annotations

from shortlist_server.presentation.problems import absent_problem_info, problem_info
from shortlist_server.presentation.solutions_view import SolutionsView, solutions_view
from shortlist_server.server import ShortlistServer
from shortlist_server.services.insertions import Insertions
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.solve_manager import SolveManager


class Views:
    """Views puts together what is shown of a problem, from whoever knows a part of it."""

    def __init__(
        self,
        server: ShortlistServer,
        problems: ProblemStore,
        solves: SolveManager,
        insertions: Insertions,
    ) -> None:
        self._server = server
        self._problems = problems
        self._solves = solves
        self._insertions = insertions

    def of(self, problem_id: str) -> SolutionsView | None:
        """Returns the view of a problem; None when nothing is known of it. Raises ServerError
        `practice` while the user practises it."""
        self._problems.require_unpractised(problem_id)
        known = self._solves.known(problem_id)
        if known is None:
            return None
        running = self._solves.of_problem(problem_id)
        uri = running.uri if running is not None else known.uri
        document = self._server.open_document(uri)
        block = self._problems.by_digest(document, problem_id) if document is not None else None
        if document is not None and block is not None:
            problem = problem_info(document, block, known.problem)
        else:
            problem = absent_problem_info(known.problem)
        return solutions_view(
            known,
            running,
            problem,
            self._insertions.standing(problem_id),
            stale=document is not None and block is None,
        )
