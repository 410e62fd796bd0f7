"""Solutions and solves in the shapes that travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from shortlist_engine.problem import Confidence, Solution
from shortlist_server import insertion, lsp_ext, presentation
from shortlist_server.documents import Document
from shortlist_server.problems import problem_info

if TYPE_CHECKING:
    from shortlist_engine.statement import ProblemBlock
    from shortlist_server.solves import Results, Solve


def accept_command(uri: str, results: Results, solution: Solution) -> types.Command:
    return types.Command(
        title="Insert",
        command=lsp_ext.COMMAND_ACCEPT,
        arguments=[{"uri": uri, "problemId": results.problem.digest, "solutionId": solution.id}],
    )


def solution_info(
    document: Document, block: ProblemBlock, results: Results, solution: Solution
) -> lsp_ext.SolutionInfo:
    edit_range, text = insertion_place(document, block, results, solution)
    return lsp_ext.SolutionInfo(
        id=solution.id,
        rank=solution.rank,
        language=solution.program.language,
        insert_text=text,
        range=edit_range,
        label=presentation.label(results, solution),
        source=solution.program.source,
        score=solution.cluster_share,
        cluster=lsp_ext.ClusterInfo(
            solution.cluster_id, solution.cluster_size, solution.cluster_share
        ),
        examples=lsp_ext.ExamplesInfo(solution.passed, solution.total),
        runs=[
            lsp_ext.RunInfo(run.verdict.value, run.cpu_ms, run.wall_ms, run.memory_kib)
            for run in solution.runs
        ],
        model=results.model,
        seed=results.seed,
        command=accept_command(document.uri, results, solution),
    )


def confidence_info(confidence: Confidence | None) -> lsp_ext.ConfidenceInfo | None:
    if confidence is None:
        return None
    return lsp_ext.ConfidenceInfo(
        confidence.chance, confidence.level, confidence.text, confidence.short
    )


def insertion_place(
    document: Document, block: ProblemBlock, results: Results, solution: Solution
) -> tuple[types.Range, str]:
    """Where accepting would write, and what; below the comment when it would open elsewhere."""
    if not insertion.fits(document, solution.program):
        end = document.client_position(block.end_line, len(document.line_text(block.end_line)))
        return types.Range(end, end), solution.program.source
    planned = insertion.plan(document, block, results.problem, solution.program)
    edit = insertion.text_edits(document, planned)[0]
    return edit.range, edit.new_text


def solve_result(
    document: Document,
    block: ProblemBlock,
    solve: Solve,
    solutions: tuple[Solution, ...],
    message: str | None,
) -> lsp_ext.SolveResult:
    progress = solve.results.progress
    return lsp_ext.SolveResult(
        solve_id=solve.id,
        problem=problem_info(document, block, solve.problem),
        items=[solution_info(document, block, solve.results, item) for item in solutions],
        stats=lsp_ext.Stats(
            sampled=progress.sampled,
            unique=progress.unique,
            ran=progress.ran,
            passed=progress.passed,
            clusters=progress.clusters,
            best_passed=progress.best_passed,
            seconds=progress.seconds,
        ),
        is_incomplete=solve.active or solve.results.is_incomplete,
        confidence=confidence_info(solve.results.confidence),
        message=message,
    )
