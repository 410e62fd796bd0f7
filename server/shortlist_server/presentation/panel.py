"""The text of the panel: all solutions of a problem, each with its proof."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.languages import display_name
from shortlist_server.lsp_ext import PANEL_SCHEME
from shortlist_server.presentation import wording
from shortlist_server.solves import KnownSolutions, Solve

LINES_ABOVE_PROGRAM = 4
"""From a solution's heading to its program: heading, blank, proof, blank."""


@dataclass(frozen=True)
class PanelText:
    """PanelText is the panel's text, with the line at which each solution starts."""

    text: str
    anchors: dict[str, int]


def panel_text(known: KnownSolutions, running: Solve | None) -> PanelText:
    """Returns the Markdown document that lists all solutions of a problem."""
    lines = [*"\n\n".join(_head(known, running)).splitlines(), ""]
    lines += [f"> {note}" for note in known.notes]
    anchors: dict[str, int] = {}
    for solution in known.solutions:
        anchors[solution.id] = len(lines)
        language = display_name(solution.program.language)
        taken = " · inserted" if solution.id in known.accepted else ""
        lines += [f"## {wording.label(known, solution)} · {language}{taken}", ""]
        lines += [*wording.solution_markdown(solution).splitlines(), ""]
    return PanelText("\n".join(lines).rstrip() + "\n", anchors)


def _head(known: KnownSolutions, running: Solve | None) -> list[str]:
    """The paragraphs above the solutions; a doubt is the first."""
    progress = known.progress
    if running is not None:
        state = f"{wording.stage(running)}. More may come."
    else:
        state = f"{wording.bare_outcome(known, cancelled=known.is_incomplete)}."
    counts = (
        f"{wording.count(progress.sampled, 'sample')}"
        f" · {wording.count(progress.unique, 'distinct program')},"
        f" of which {progress.passed} pass all examples"
    )
    if progress.clusters:
        counts += f" · {wording.count(progress.clusters, 'cluster')}"
    if known.model:
        counts += f" · model {wording.model_name(known.model)}"
    title_line = f"# Solutions for {wording.title(known.problem)}"
    if wording.doubt(known):
        return [title_line, wording.reason_and_help(known), state, counts]
    return [title_line, state, *wording.confidence_paragraphs(known.confidence), counts]


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
