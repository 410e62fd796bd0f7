"""One row of lenses above each problem block, and above each solution in the panel document."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server.configuration import Settings
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.presentation import commands, panel, wording
from shortlist_server.presentation.excerpts import fenced
from shortlist_server.presentation.quantities import count
from shortlist_server.services.services import Services
from shortlist_server.solves import KnownSolutions
from shortlist_server.throttle import REFRESH_EVERY_S, Throttle


class CodeLensFeature:
    """CodeLensFeature shows the lenses, which the client is asked to read again when they have
    changed."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._problems = services.problems
        self._solves = services.solves
        self._availability = services.availability
        self._own = services.own_tests
        self._refresh = Throttle(REFRESH_EVERY_S, self._ask_to_refresh)
        self._known_to_client: dict[str, list[types.CodeLens] | None] = {}
        services.solves.changed.connect(self._refresh)
        services.availability.changed.connect(self._refresh)
        services.configuration.changed.connect(self._settings_changed)
        services.tests.changed.connect(lambda uri: self._refresh())
        options = types.CodeLensOptions()
        services.server.add_feature(types.TEXT_DOCUMENT_CODE_LENS, self._code_lens, options)

    def _settings_changed(self, before: Settings) -> None:
        self._refresh()

    def _ask_to_refresh(self) -> None:
        """Ask only when there is something new: a client that is busy puts reading off with each
        time that it is asked, and would show nothing new until a solve ends."""
        if not self._server.support.lens_refresh:
            return
        lenses = {uri: self._lenses_of(uri) for uri in list(self._server.workspace.text_documents)}
        if lenses != self._known_to_client:
            self._known_to_client = lenses
            self._server.ask(self._server.workspace_code_lens_refresh_async(None))

    def _code_lens(self, params: types.CodeLensParams) -> list[types.CodeLens] | None:
        uri = params.text_document.uri
        lenses = self._known_to_client[uri] = self._lenses_of(uri)
        return lenses

    def _lenses_of(self, uri: str) -> list[types.CodeLens] | None:
        settings, document = self._configuration.for_uri(uri), self._server.open_document(uri)
        if document is None or not settings.enable or not settings.code_lens:
            return None
        if panel.is_panel(uri):
            return self._of_panel(document) if settings.ai else None
        lenses: list[types.CodeLens] = []
        for block in self._problems.blocks(document):
            problem = block.problem
            if problem is None:
                continue
            row = self._of_problem(document, block, problem) if settings.ai else []
            if self._availability.can_run(document, block):
                title = self._run_title(uri, problem) + wording.guess(block)
                row.append(commands.run_command(title, uri, problem))
            lenses += _lenses(block.start_line, row)
        return lenses

    def _run_title(self, uri: str, problem: Problem) -> str:
        """What running runs: own tests too, where they are shown."""
        examples = len(problem.examples)
        own = len(self._own.of(uri).own.tests) if self._configuration.feature("testsView") else 0
        return f"Run {count(examples + own, 'test' if own else 'example')}"

    def _of_problem(
        self, document: OpenDocument, block: ProblemBlock, problem: Problem
    ) -> list[types.Command]:
        if self._availability.why_not_solve(document, block) is not None:
            return []
        uri = document.uri
        known, solve = self._solves.known(problem.digest), self._solves.of_document(uri)
        show: list[types.Command] = []
        if known is not None and (known.shown or solve is None or solve.known is not known):
            in_client = self._configuration.feature("panel")
            title = wording.lens_summary(known)
            show = [commands.show_command(title, uri, problem, in_client=in_client)]
        if solve is not None and solve.problem.digest == problem.digest:
            return [commands.cancel_command(f"{wording.stage(solve)} · Cancel", solve), *show]
        again = commands.solve_command("Solve again", uri, problem)
        if solve is not None and block == self._problems.successor(
            document, solve.problem.digest, solve.line
        ):
            return [commands.cancel_command(wording.edited_stage(solve), solve), again, *show]
        if known is not None:
            return [*show, again]
        if block.has_body:
            return []  # a finished function asks for nothing; the light bulb still offers it
        return [commands.solve_command(f"Solve{wording.guess(block)}", uri, problem)]

    def _of_panel(self, document: OpenDocument) -> list[types.CodeLens] | None:
        known = self._solves.known(panel.problem_of_panel(document.uri))
        if known is None:
            return None
        lenses: list[types.CodeLens] = []
        origin = self._server.open_document(known.uri)
        headings = _headings(document, known)
        for shown in known.shown:
            if shown.program.id not in headings:
                continue
            fits = origin is not None and plan.fits(origin, shown.program)
            title = "Insert" if fits else "Open"
            row = [commands.accept_command(title, known.uri, known, shown)]
            if self._configuration.feature("copy"):
                row.append(commands.copy_command("Copy", known, shown))
            row.append(commands.run_solution_command("Run", known, shown))
            lenses += _lenses(headings[shown.program.id], row)
        return lenses


def _lenses(line: int, row: list[types.Command]) -> list[types.CodeLens]:
    at = types.Position(line, 0)
    return [types.CodeLens(types.Range(at, at), command) for command in row]


def _headings(document: OpenDocument, known: KnownSolutions) -> dict[str, int]:
    """The line of each program's heading in the text that the editor shows.

    That text lags behind while a solve goes on: the rank in a heading may be an older one, so a
    program is recognised by its text, and keeps its lenses while the document catches up.
    """
    lines = [line.rstrip("\r\n") for line in document.lines]
    programs = {
        shown.program.id: fenced(shown.program.source, shown.program.language).splitlines()
        for shown in known.shown
    }
    headings: dict[str, int] = {}
    for index, line in enumerate(lines):
        if not line.startswith(panel.HEADING):
            continue
        below = index + panel.LINES_ABOVE_PROGRAM
        for program_id, program in programs.items():
            if lines[below : below + len(program)] == program:
                headings.setdefault(program_id, index)
    return headings
