"""One row of lenses above each problem block, and above each solution in the panel document."""

from __future__ import annotations

from lsprotocol import types

from shortlist_engine.problem import Problem
from shortlist_engine.statement import ProblemBlock
from shortlist_server import insertion, lsp_ext, presentation
from shortlist_server.documents import Document
from shortlist_server.features import code_actions, panel
from shortlist_server.items import accept_command
from shortlist_server.server import ShortlistServer


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
    rendered = panel.render(ls, results)
    if rendered.text.splitlines() != [line.rstrip("\r\n") for line in document.lines]:
        return None  # the editor is about to read the newer text
    lenses: list[types.CodeLens] = []
    origin = ls.document(results.uri)
    for solution in results.solutions:
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
        at = types.Position(rendered.anchors[solution.id], 0)
        lenses += [types.CodeLens(types.Range(at, at), command) for command in commands]
    return lenses
