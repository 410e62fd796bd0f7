"""The solutions view as a Markdown document, for clients that draw none of their own."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.languages import display_name
from shortlist_server.lsp_ext import PANEL_SCHEME
from shortlist_server.presentation.excerpts import fenced, is_whole
from shortlist_server.presentation.quantities import count
from shortlist_server.presentation.solutions_view import (
    FailedExample,
    SolutionsView,
    ViewedNearMiss,
    ViewedSolution,
)

LINES_ABOVE_PROGRAM = 4
"""From the heading of a program to its text: heading, blank, one line of proof, blank."""
HEADING = "## "


@dataclass(frozen=True)
class PanelText:
    """PanelText is the panel's text, with the line at which each program starts."""

    text: str
    anchors: dict[str, int]


def panel_text(view: SolutionsView) -> PanelText:
    """Returns the Markdown document that shows a view."""
    lines = [*"\n\n".join(_head(view)).splitlines(), ""]
    anchors: dict[str, int] = {}
    told: dict[str, int] = {}
    for solution in view.solutions:
        anchors[solution.id] = len(lines)
        lines += _solution(view, solution, told)
    for number, missed in enumerate(view.near_misses, start=1):
        anchors[missed.id] = len(lines)
        lines += _near_miss(missed, number)
    return PanelText("\n".join(lines).rstrip() + "\n", anchors)


def _head(view: SolutionsView) -> list[str]:
    """The paragraphs above the programs; a doubt is the first."""
    title, sure = f"# Solutions for {view.problem.name}", view.confidence
    parts = [view.headline]
    if sure is not None and sure.level == "low":
        parts.insert(0, f"**{sure.text}**")
    elif sure is not None:
        parts.append(sure.text)
    parts += [view.advice or "", _counts(view), *(f"> {note}" for note in view.notes)]
    return [title, *(part for part in parts if part)]


def _counts(view: SolutionsView) -> str:
    """What was spent, and of what; while a solve goes on its headline has the counts."""
    stats, budget, parts = view.stats, view.budget, []
    if view.state != "running" and stats.sampled:
        parts = [count(stats.sampled, "sample"), count(stats.unique, "distinct program")]
        parts += [f"{stats.passed} pass all examples"] if stats.passed else []
    parts += [f"model {view.model}"] if view.model else []
    parts += [f"seed {view.seed}"] if view.seed is not None else []
    parts.append(f"budget {count(budget.samples, 'sample')} or {budget.seconds:g} s")
    return " · ".join(parts)


def _solution(view: SolutionsView, solution: ViewedSolution, told: dict[str, int]) -> list[str]:
    """A solution, with what its group does where that is not `told` yet."""
    proof = [solution.proof, solution.origin or ""]
    before = told.setdefault(solution.group, solution.rank)
    shown = next(group for group in view.groups if group.id == solution.group)
    if before == solution.rank:
        proof.append(shown.text)
    elif shown.compared:
        proof.append(f"does the same as solution {before}")
    heading = _heading(solution.label, solution.language, inserted=solution.inserted)
    line = " · ".join(part for part in proof if part)
    return [heading, "", line, "", *fenced(solution.source, solution.language).splitlines(), ""]


def _near_miss(missed: ViewedNearMiss, number: int) -> list[str]:
    label = "Nearest miss" if number == 1 else f"Near miss {number}"
    heading = _heading(label, missed.language, inserted=missed.inserted)
    program = fenced(missed.source, missed.language).splitlines()
    return [heading, "", missed.text, "", *program, "", *_example(missed.example)]


def _example(example: FailedExample) -> list[str]:
    """The failed example in full, where one line does not show it as it is."""
    parts = {"Input": example.input, "Expected": example.expected, "Got": example.got}
    if all(is_whole(text) for text in parts.values()):
        return []
    lines = []
    for title, text in parts.items():
        lines += [f"{title}:", "", *fenced(text).splitlines(), ""]
    return lines


def _heading(label: str, language: str, *, inserted: bool) -> str:
    return f"{HEADING}{label} · {display_name(language)}{' · inserted' if inserted else ''}"


def panel_uri(problem_id: str) -> str:
    """Returns the URI under which clients read the panel of a problem."""
    return f"{PANEL_SCHEME}:/{problem_id}.md"


def is_panel(uri: str) -> bool:
    """Tells whether a URI is that of a panel."""
    return uri.startswith(f"{PANEL_SCHEME}:")


def problem_of_panel(uri: str) -> str:
    """Returns the problem of a panel's URI. A client may put a readable name after the id, to be
    shown as the document's title: `shortlist-solutions:/<problemId>/Solutions for X.md`."""
    return uri.partition(":")[2].strip("/").split("/")[0].removesuffix(".md")
