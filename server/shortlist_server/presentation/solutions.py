"""Solutions and solves in the shapes that travel."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from lsprotocol import types

from shortlist_engine.problem import Confidence, Progress, Run, Solution
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument
from shortlist_server.insertion import plan
from shortlist_server.insertion.edits import text_edits
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import wording
from shortlist_server.presentation.commands import accept_command
from shortlist_server.presentation.problems import ProblemInfo, problem_info
from shortlist_server.solves import KnownSolutions, Solve


@attrs.frozen
class ConfidenceInfo(Shape):
    """ConfidenceInfo says how likely the first solution is right."""

    chance: float
    level: str
    text: str
    short: str


@attrs.frozen
class ClusterInfo(Shape):
    """ClusterInfo describes the cluster of a solution; `share` is of all programs that passed, from
    0 to 1."""

    id: str
    size: int
    share: float


@attrs.frozen
class ExamplesInfo(Shape):
    """ExamplesInfo says how many examples a solution passed."""

    passed: int
    total: int


@attrs.frozen
class RunInfo(Shape):
    """RunInfo says what one example showed of a solution."""

    verdict: str
    time_ms: float
    wall_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})


@attrs.frozen
class SolutionInfo(Shape):
    """SolutionInfo is a solution with its proof, and what accepting it would insert where."""

    id: str
    rank: int
    language: str
    insert_text: str
    range: types.Range
    label: str
    source: str
    score: float
    cluster: ClusterInfo
    examples: ExamplesInfo
    runs: list[RunInfo]
    model: str
    seed: int | None
    command: types.Command
    origin: str | None = None


@attrs.frozen
class Stats(Shape):
    """Stats says how far a solve has come."""

    sampled: int
    unique: int
    ran: int
    passed: int
    clusters: int
    best_passed: int
    seconds: float
    expected_samples: int | None = None
    status: str | None = None


@attrs.frozen
class SolveResult(Shape):
    """SolveResult is the result of a solve, and every partial result."""

    solve_id: str
    problem: ProblemInfo
    items: list[SolutionInfo]
    stats: Stats
    is_incomplete: bool
    confidence: ConfidenceInfo | None = None
    message: str | None = None


def solution_info(
    document: OpenDocument, block: ProblemBlock, known: KnownSolutions, solution: Solution
) -> SolutionInfo:
    """Returns a solution as it travels; where and what it would insert is by the document as it is
    now."""
    edit_range, text = _place(document, block, known, solution)
    return SolutionInfo(
        id=solution.id,
        rank=solution.rank,
        language=solution.program.language,
        insert_text=text,
        range=edit_range,
        label=wording.label(known, solution),
        source=solution.program.source,
        score=solution.cluster_share,
        cluster=ClusterInfo(solution.cluster_id, solution.cluster_size, solution.cluster_share),
        examples=ExamplesInfo(solution.passed, solution.total),
        runs=run_infos(solution.runs),
        model=known.model,
        seed=known.seed,
        command=accept_command("Insert", document.uri, known, solution),
        origin=solution.program.origin or None,
    )


def run_infos(runs: Sequence[Run]) -> list[RunInfo]:
    """Returns what each example showed, as it travels."""
    return [RunInfo(run.verdict.value, run.cpu_ms, run.wall_ms, run.memory_kib) for run in runs]


def stats_of(progress: Progress) -> Stats:
    """Returns the counts as they travel."""
    return Stats(
        sampled=progress.sampled,
        unique=progress.unique,
        ran=progress.ran,
        passed=progress.passed,
        clusters=progress.clusters,
        best_passed=progress.best_passed,
        seconds=progress.seconds,
        expected_samples=progress.expected_samples,
        status=progress.status or None,
    )


def confidence_info(confidence: Confidence | None) -> ConfidenceInfo | None:
    """Returns the confidence as it travels; None where the engine does not know."""
    if confidence is None:
        return None
    return ConfidenceInfo(confidence.chance, confidence.level, confidence.text, confidence.short)


def _place(
    document: OpenDocument, block: ProblemBlock, known: KnownSolutions, solution: Solution
) -> tuple[types.Range, str]:
    """Where accepting would write, and what; below the comment when it would open elsewhere."""
    if not plan.fits(document, solution.program):
        end = document.client_position(block.end_line, len(document.line_text(block.end_line)))
        return types.Range(end, end), solution.program.source
    planned = plan.plan(document, block, known.problem, solution.program)
    edit = text_edits(document, planned)[0]
    return edit.range, edit.new_text


def solve_result(
    document: OpenDocument,
    block: ProblemBlock,
    solve: Solve,
    solutions: tuple[Solution, ...],
    message: str | None,
) -> SolveResult:
    """Returns a solve as it travels, with the given `solutions` of it; `block` holds its
    problem."""
    return SolveResult(
        solve_id=solve.id,
        problem=problem_info(document, block, solve.problem),
        items=[solution_info(document, block, solve.known, item) for item in solutions],
        stats=stats_of(solve.known.progress),
        is_incomplete=solve.active or solve.known.is_incomplete,
        confidence=confidence_info(solve.known.confidence),
        message=message,
    )
