"""The text of the panel: all solutions of a problem, each with its proof."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_engine.languages import display_name
from shortlist_server import presentation
from shortlist_server.solves import Results, Solve

LINES_ABOVE_PROGRAM = 4
"""From a solution's heading to its program: heading, blank, proof, blank."""


@dataclass(frozen=True)
class Panel:
    """The panel's text, and the line at which each solution starts."""

    text: str
    anchors: dict[str, int]


def panel(results: Results, running: Solve | None) -> Panel:
    """The Markdown document that lists all solutions of a problem."""
    lines = [*"\n\n".join(_head(results, running)).splitlines(), ""]
    lines += [f"> {note}" for note in results.notes]
    anchors: dict[str, int] = {}
    for solution in results.solutions:
        anchors[solution.id] = len(lines)
        language = display_name(solution.program.language)
        taken = " · inserted" if solution.id in results.accepted else ""
        lines += [f"## {presentation.label(results, solution)} · {language}{taken}", ""]
        lines += [*presentation.solution_markdown(solution).splitlines(), ""]
    return Panel("\n".join(lines).rstrip() + "\n", anchors)


def _head(results: Results, running: Solve | None) -> list[str]:
    """The paragraphs above the solutions; a doubt is the first."""
    progress = results.progress
    if running is not None:
        state = f"{presentation.stage(running)}. More may come."
    else:
        state = f"{presentation.found(results, cancelled=results.is_incomplete)}."
    counts = (
        f"{progress.sampled} sampled · {progress.unique} distinct · {progress.passed} pass all"
        f" examples · {presentation.count(progress.clusters, 'cluster')}"
    )
    if results.model:
        counts += f" · model {results.model}"
    title_line = f"# Solutions for {presentation.title(results.problem)}"
    if presentation.doubt(results):
        return [title_line, presentation.reason_and_help(results), state, counts]
    return [title_line, state, *presentation.sure(results.confidence), counts]
