"""The solutions view: everything that is shown of a problem's solutions, each thing once.

Clients that draw a view of their own get it as it is; for others `panel.py` writes it as a
document.
"""

from __future__ import annotations

from collections.abc import Set

import attrs

from shortlist_engine.problem import NearMiss, Solution
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import programs, wording
from shortlist_server.presentation.advice import advice
from shortlist_server.presentation.problems import ProblemInfo
from shortlist_server.presentation.solutions import (
    ConfidenceInfo,
    ExamplesInfo,
    RunInfo,
    Stats,
    confidence_info,
    run_infos,
    stats_of,
)
from shortlist_server.solves import KnownSolutions, Solve


@attrs.frozen
class BudgetInfo(Shape):
    """BudgetInfo says what a solve might spend."""

    samples: int
    seconds: float


@attrs.frozen
class PointInfo(Shape):
    """A point of the chart says how far the solve had come after so many seconds."""

    seconds: float
    sampled: int
    passed: int


@attrs.frozen
class DifferenceInfo(Shape):
    """A difference is an input on which a group prints something else than the first solution."""

    input: str
    first: str
    other: str


@attrs.frozen
class GroupInfo(Shape):
    """A group holds solutions that do the same; `text` says in one line how many samples agree, and
    what tells it from the first."""

    id: str
    size: int
    share: float
    compared: int
    first: bool
    text: str
    differs: DifferenceInfo | None = None


@attrs.frozen
class ViewedSolution(Shape):
    """A solution with its proof in one line; `inserted` says whether it stands in the document."""

    id: str
    rank: int
    group: str
    language: str
    source: str
    label: str
    proof: str
    inserted: bool
    examples: ExamplesInfo
    runs: list[RunInfo]
    model: str
    origin: str | None = None


@attrs.frozen
class FailedExample(Shape):
    """A failed example says what a program did on the first example that it fails."""

    index: int
    input: str
    expected: str
    got: str
    detail: str
    verdict: str


@attrs.frozen
class ViewedNearMiss(Shape):
    """A near miss is a program that fails an example; `text` says in one line which, and how."""

    id: str
    language: str
    source: str
    text: str
    passed: int
    total: int
    inserted: bool
    example: FailedExample


@attrs.frozen
class SolutionsView(Shape):
    """The view is what is shown of a problem's solutions. `headline` says how far the solve is, or
    how it went; `advice` what to do next."""

    problem: ProblemInfo
    uri: str
    version: int
    state: str
    headline: str
    model: str
    budget: BudgetInfo
    stats: Stats
    chart: list[PointInfo]
    groups: list[GroupInfo]
    solutions: list[ViewedSolution]
    near_misses: list[ViewedNearMiss]
    notes: list[str]
    solve_id: str | None = None
    confidence: ConfidenceInfo | None = None
    advice: str | None = None
    seed: int | None = None


def solutions_view(
    known: KnownSolutions,
    running: Solve | None,
    problem: ProblemInfo,
    inserted: Set[str],
    *,
    stale: bool,
) -> SolutionsView:
    """Returns what is shown of a problem's solutions: those that are `known`, with the counts of
    the solve that is `running`. `inserted` are the ids of programs that stand in a document;
    `stale`: the statement was edited since."""
    newest = running.known if running is not None else known
    return SolutionsView(
        problem=problem,
        uri=newest.uri,
        version=max(known.version, newest.version),
        state=_state(known, running),
        headline=wording.headline(known, running),
        model=wording.model_name(newest.model or known.model),
        budget=BudgetInfo(newest.budget.samples, newest.budget.seconds),
        stats=stats_of(newest.progress),
        chart=[PointInfo(each.seconds, each.sampled, each.passed) for each in newest.chart.points],
        groups=_groups(known),
        solutions=[_solution(known, item, inserted) for item in known.solutions],
        near_misses=[_near_miss(known, item, inserted) for item in known.near_misses],
        notes=_notes(known, stale=stale),
        solve_id=running.id if running is not None else None,
        confidence=confidence_info(known.confidence if known.solutions else None),
        advice=advice(known, is_running=running is not None) or None,
        seed=newest.seed,
    )


def _notes(known: KnownSolutions, *, stale: bool) -> list[str]:
    notes = [wording.STALE_NOTE if stale else "", wording.found_earlier(known), *known.notes]
    return [note for note in notes if note]


def _state(known: KnownSolutions, running: Solve | None) -> str:
    if running is not None:
        return "running"
    if known.failure is not None:
        return "failed"
    return "cancelled" if known.is_incomplete else "done"


def _groups(known: KnownSolutions) -> list[GroupInfo]:
    """The groups in the order of their best solutions, which speak for them."""
    best: dict[str, Solution] = {}
    for solution in known.solutions:
        best.setdefault(solution.cluster_id, solution)
    groups = []
    for solution in best.values():
        differs = solution.differs
        groups.append(
            GroupInfo(
                id=solution.cluster_id,
                size=solution.cluster_size,
                share=solution.cluster_share,
                compared=solution.compared,
                first=solution is known.solutions[0],
                text=programs.group(solution),
                differs=DifferenceInfo(differs.input, differs.first, differs.other)
                if differs
                else None,
            )
        )
    return groups


def _solution(known: KnownSolutions, solution: Solution, inserted: Set[str]) -> ViewedSolution:
    return ViewedSolution(
        id=solution.id,
        rank=solution.rank,
        group=solution.cluster_id,
        language=solution.program.language,
        source=solution.program.source,
        label=wording.name(known, solution),
        proof=programs.measured(solution),
        inserted=solution.id in inserted,
        examples=ExamplesInfo(solution.passed, solution.total),
        runs=run_infos(solution.runs),
        model=wording.model_name(known.model),
        origin=solution.program.origin or None,
    )


def _near_miss(known: KnownSolutions, missed: NearMiss, inserted: Set[str]) -> ViewedNearMiss:
    examples = known.problem.examples
    example = examples[missed.example] if missed.example < len(examples) else None
    return ViewedNearMiss(
        id=missed.program.id,
        language=missed.program.language,
        source=missed.program.source,
        text=programs.near_miss(known.problem, missed),
        passed=missed.passed,
        total=missed.total,
        inserted=missed.program.id in inserted,
        example=FailedExample(
            index=missed.example + 1,
            input=example.input if example else "",
            expected=example.output if example else "",
            got=missed.run.output,
            detail=missed.run.detail.strip(),
            verdict=missed.run.verdict.value,
        ),
    )
