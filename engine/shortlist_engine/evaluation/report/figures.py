"""The charts of a report as SVG files, for documents that cannot show the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shortlist_engine.evaluation.report import charts
from shortlist_engine.evaluation.report.confidence import confidence_chart
from shortlist_engine.evaluation.report.svg import standalone
from shortlist_engine.files import write_whole


def figure_names(report: dict[str, Any], name: str) -> dict[str, str]:
    """Returns file names with what each shows, for the charts that this report has. `name` is the
    run's and begins each file name."""
    return {f"{name}-{what}.svg": title for what, (title, _) in _charts(report).items()}


def write_figures(report: dict[str, Any], folder: Path, name: str) -> None:
    """Writes the charts into the folder. Raises OSError."""
    for what, (_, chart) in _charts(report).items():
        write_whole(folder / f"{name}-{what}.svg", standalone(chart).encode())


def anything_right(report: dict[str, Any]) -> bool:
    """Says whether any sample was right: without one, all charts of n@k show the same line at
    zero."""
    return bool(report["curves"]["oracle"][str(report["attempts"][-1])][-1]["mean"])


def _charts(report: dict[str, Any]) -> dict[str, tuple[str, str]]:
    n, k = report["attempts"][-1], report["samples"][-1]
    of_k = {
        **{
            f"{attempts}-of-k": (f"{attempts}@k against samples", charts.curves(report, attempts))
            for attempts in (report["attempts"][0], n)
        },
        **{
            kind: (f"{title}, {n}@{k:,}", charts.groups(report, kind))
            for kind, title in charts.GROUPS.items()
        },
    }
    drawn = {
        **(of_k if anything_right(report) else {}),
        "examples": ("What samples did on the examples", charts.verdicts(report)),
        "confidence": ("Stated confidence and what was right", confidence_chart(report)),
        "time": ("Where time went", charts.times(report)),
    }
    return {what: (title, chart) for what, (title, chart) in drawn.items() if chart}
