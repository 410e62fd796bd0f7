"""Several reports as one Markdown text: a table of the main figures, then each run by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from shortlist_engine.evaluation.report import Document
from shortlist_engine.evaluation.report.figures import anything_right, figure_names

_BUDGETS_SHOWN = 5


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
    return [*heading, _table(columns, rows), *_by_samples(report), *_how_sure(report)]


def _by_samples(report: Document) -> list[str]:
    """What a user gets of fewer samples than all; nothing where there is one budget only."""
    first, most, own = str(report["attempts"][0]), str(report["attempts"][-1]), report["default"]
    budgets = list(enumerate(report["samples"]))[-_BUDGETS_SHOWN:]
    if len(budgets) < 2:
        return []
    shown = [*dict.fromkeys(("random", "filter", "alphacode", own))]
    columns = [
        "samples", *[f"{name} @{first}" for name in shown], "oracle",
        f"{own} @{first} of the oracle", *[f"{name} @{most}" for name in shown[1:]],
    ]  # fmt: skip
    rows = []
    for at, k in budgets:

        def mean(method: str, n: str, at: int = at) -> float:
            return float(report["curves"][method][n][at]["mean"])

        oracle = mean("oracle", first)
        rows.append(
            [
                f"{k:,}",
                *[f"{mean(name, first):.1%}" for name in shown],
                f"{oracle:.1%}",
                f"{mean(own, first) / oracle:.1%}" if oracle else "–",
                *[f"{mean(name, most):.1%}" for name in shown[1:]],
            ]
        )
    return [f"By number of samples, the first right (@{first}) and within @{most}:",
            _table(columns, rows)]  # fmt: skip


def _how_sure(report: Document) -> list[str]:
    found, read = report["confidence"], report["reading"]
    said = []
    if read["samples"]:
        said.append(
            f"A program was read from {read['programs'] / read['samples']:.1%} of the "
            f"{read['samples']:,} samples, and {read['compiling'] / read['samples']:.1%} compile."
        )
    if read["right"]:
        said.append(f"Of those that are right {read['passing'] / read['right']:.1%} pass the "
                    "examples.")  # fmt: skip
    if found["problems"]:
        said.append(
            f"Confidence: {found['problems']} problems with a solution and one right answer, "
            f"{found['right']:.1%} of them right; calibration error {found['error']['mean']:.3f} "
            f"({found['error_by_luck']:.3f} by luck), Brier score {found['brier']['mean']:.3f} "
            f"({found['brier_of_rate']:.3f} of the base rate)."
        )
    return [" ".join(said)] if said else []


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
