"""Several reports as one Markdown text: a table of the main figures, then each run by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from shortlist_engine.evaluation.report import Document
from shortlist_engine.evaluation.report.figures import anything_right, figure_names


def render_summary(
    reports: Mapping[str, Document], place: Path, figures: Path | None = None
) -> str:
    """Returns a text in Markdown about `reports`, which are given by the names of their runs. With
    `figures`, the folder that `write_figures` wrote into, the text shows these; `place` is the file
    it will be in, so that links are relative."""
    parts = [
        "# Results",
        "Made by `shortlist eval report RUN ... --summary FILE"
        + (" --figures DIR`" if figures else "`")
        + " from the facts of the runs. n@k is the share of problems solved when n programs are "
        "chosen from k samples; in brackets are 95 % bootstrap intervals over problems (where all "
        "problems are alike they have no width, which is no certainty).",
        _main_table(reports),
    ]
    for name, report in reports.items():
        parts += _run(name, report)
        if figures is not None:
            where = Path(os.path.relpath(figures.resolve(), place.resolve().parent)).as_posix()
            parts += [
                f"{title}:\n\n![{name}: {title}]({quote(f'{where}/{file}')})"
                for file, title in figure_names(report, name).items()
            ]
    return "\n\n".join(parts) + "\n"


def _main_table(reports: Mapping[str, Document]) -> str:
    columns = [
        "run", "problems", "samples each", "some sample passes the examples",
        "first solution right", "one of ten right", "any ten that pass the examples",
        "any ten samples", "some sample right",
    ]  # fmt: skip
    rows = []
    for name, report in reports.items():
        first, most = str(report["attempts"][0]), str(report["attempts"][-1])
        last = report["curves"]
        rows.append(
            [
                name,
                f"{report['problems_measured']:,}",
                f"{report['samples'][-1]:,}",
                _share(report["filter"]["with_survivor"]),
                _share(last[report["default"]][first][-1]),
                _share(last[report["default"]][most][-1]),
                _share(last["filter"][most][-1]),
                _share(last["random"][most][-1]),
                _share(last["oracle"][most][-1]),
            ]
        )
    return _table(columns, rows)


def _run(name: str, report: Document) -> list[str]:
    settings, cost = report["settings"], report["cost"]
    k = report["samples"][-1]
    said = [
        f"{', '.join(report['datasets'])} with {report['model']['name']}: "
        f"{report['problems_measured']:,} of {report['problems_planned']:,} problems, "
        f"{k:,} samples each"
    ]
    if settings["languages"]:
        said.append(f"in {' and '.join(settings['languages'])}")
    if report["skipped"]:
        said.append(f"problems left out: {len(report['skipped']):,}")
    if report["several_answers"]:
        said.append(
            f"problems that accept several answers: {report['several_answers']:,}, and only the "
            "expected one counts"
        )
    if report["with_tests"]:
        said.append(f"problems with generated tests: {report['with_tests']:,}")
    if cost["failures"]:
        said.append(f"runs that failed on our side and count as wrong: {cost['failures']:,}")
    rate = cost["samples_per_second"]
    if cost["tokens"] and rate is not None:
        said.append(f"{rate:,.0f} samples a second")
    said.append(f"CPU time of programs {sum(cost['cpu_seconds'].values()):,.0f} s")
    heading = [f"## {name}", "; ".join(said) + "."]
    if not report["problems_measured"]:
        return [*heading, "No problem has been measured yet."]
    if not anything_right(report):
        return [*heading, "No sample of any problem was right, so there is nothing to choose."]
    columns = ["choice", *[f"{n}@{k:,}" for n in report["attempts"]]]
    rows = [
        [
            f"{method}: {summary}" + (" (what solve does)" if method == report["default"] else ""),
            *[_share(report["curves"][method][str(n)][-1]) for n in report["attempts"]],
        ]
        for method, summary in report["methods"].items()
    ]
    return [*heading, _table(columns, rows)]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    aligned = ["---", *["---:"] * (len(columns) - 1)]
    lines = [columns, aligned, *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _share(interval: Document) -> str:
    if interval["mean"] is None or not interval["problems"]:
        return "–"
    low, high = interval["low"] * 100, interval["high"] * 100
    return f"{interval['mean']:.1%} ({low:.1f} to {high:.1f})"
