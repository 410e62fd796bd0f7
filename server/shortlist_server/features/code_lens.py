"""One row of lenses above each problem block, and above each solution in the panel document."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server import insertion, lsp_ext, panel_text, presentation
from shortlist_server.documents import Document
from shortlist_server.features import code_actions, panel
from shortlist_server.items import accept_command
from shortlist_server.server import ShortlistServer
from shortlist_server.solves import Results


def register(ls: ShortlistServer) -> None:
    ls.add_feature(types.TEXT_DOCUMENT_CODE_LENS, code_lens, types.CodeLensOptions())


def code_lens(ls: ShortlistServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    uri = params.text_document.uri
    settings, document = ls.settings(uri), ls.document(uri)
    if document is None or not settings.enable or not settings.code_lens:
        return None
    if uri.startswith(f"{lsp_ext.PANEL_SCHEME}:"):
        return _panel(ls, document) if settings.ai else None
    lenses: list[types.CodeLens] = []
    for block in ls.problems.blocks(document):
        problem = block.problem
        if problem is None:
            continue
        commands = _solve(ls, document, block, problem) if settings.ai else []
        if code_actions.can_run(ls, document, block):
            title = f"Run {presentation.count(len(problem.examples), 'example')}"
            commands.append(code_actions.run_command(title, uri, problem))
        start = types.Position(block.start_line, 0)
        lenses += [types.CodeLens(types.Range(start, start), command) for command in commands]
    return lenses


def _solve(
    ls: ShortlistServer, document: Document, block: ProblemBlock, problem: Problem
) -> list[types.Command]:
    if code_actions.disabled_reason(ls, block) is not None:
        return []
    uri, digest = document.uri, problem.digest
    results = ls.solves.cache.get(digest)
    show: list[types.Command] = []
    if results is not None and results.solutions:
        title = presentation.lens_summary(results)
        show = [code_actions.show_command(ls, title, uri, problem)]
    solve = ls.solves.of_document(uri)
    if solve is not None and solve.problem.digest == digest:
        title = f"{presentation.stage(solve)} · Cancel"
        cancel = types.Command(title, lsp_ext.COMMAND_CANCEL, None, [{"solveId": solve.id}])
        return [cancel, *show]
    arguments = [{"uri": uri, "problemId": digest}]
    if results is None and block.has_body:
        return []  # a finished function asks for nothing; the light bulb still offers it
    if results is None:
        return [types.Command("Solve", lsp_ext.COMMAND_SOLVE, None, [*arguments])]
    again = "Solve again"
    if not results.solutions:
        again = f"{presentation.outcome(results, cancelled=results.is_incomplete)} · {again}"
    return [*show, types.Command(again, lsp_ext.COMMAND_SOLVE, None, [*arguments])]


def _panel(ls: ShortlistServer, document: Document) -> list[types.CodeLens] | None:
    results = panel.results_of(ls, document.uri)
    if results is None:
        return None
    lenses: list[types.CodeLens] = []
    origin = ls.document(results.uri)
    shown = _shown(document, results)
    for solution in results.solutions:
        if solution.id not in shown:
            continue
        insert = accept_command(results.uri, results, solution)
        if origin is None or not insertion.fits(origin, solution.program):
            insert.title = "Open"
        commands = [insert]
        identity = {"problemId": results.problem.digest, "solutionId": solution.id}
        if ls.configuration.feature("copy"):
            text = {"text": solution.program.source}
            commands.append(
                types.Command("Copy", lsp_ext.CLIENT_COMMAND_COPY, None, [{**identity, **text}])
            )
        commands.append(
            types.Command("Run", lsp_ext.COMMAND_RUN, None, [{"uri": results.uri, **identity}])
        )
        at = types.Position(shown[solution.id], 0)
        lenses += [types.CodeLens(types.Range(at, at), command) for command in commands]
    return lenses


def _shown(document: Document, results: Results) -> dict[str, int]:
    """The line of each solution's heading in the text that the editor shows.

    That text lags behind while a solve goes on: the rank in a heading may be an older one, so a
    solution is recognised by its program, and keeps its lenses while the text catches up.
    """
    lines = [line.rstrip("\r\n") for line in document.lines]
    programs = {
        solution.id: presentation.fenced(
            solution.program.source, solution.program.language
        ).splitlines()
        for solution in results.solutions
    }
    shown: dict[str, int] = {}
    for index, line in enumerate(lines):
        if not line.startswith("## Solution "):
            continue
        below = index + panel_text.LINES_ABOVE_PROGRAM
        for solution_id, program in programs.items():
            if lines[below : below + len(program)] == program:
                shown.setdefault(solution_id, index)
    return shown
