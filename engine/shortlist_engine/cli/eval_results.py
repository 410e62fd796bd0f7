"""What `shortlist eval` makes of facts: the report of a run, figures and a summary of several, and
the comparison of two."""

from __future__ import annotations

from pathlib import Path

from shortlist_engine.cli.eval_json import print_comparison, print_report
from shortlist_engine.cli.eval_view import scoring, show_comparison, show_report
from shortlist_engine.evaluation.evaluator import evaluated, store_of
from shortlist_engine.evaluation.plan import Plan, RunError, load_plan
from shortlist_engine.evaluation.report.comparison import compare_reports
from shortlist_engine.evaluation.report.document import (
    PAGE,
    Document,
    load_report,
    make_report,
    write_report,
)
from shortlist_engine.evaluation.report.figures import write_figures
from shortlist_engine.evaluation.report.page import render_page
from shortlist_engine.evaluation.report.summary import render_summary
from shortlist_engine.evaluation.scoring import budgets, known_of, methods, score
from shortlist_engine.files import write_whole


def compare_runs(folders: list[str], as_json: bool) -> None:
    """Compares two runs and shows how they differ. Raises RunError when there are not two reports
    that can be compared."""
    if len(folders) != 2:
        raise RunError("compare needs two folders of runs: shortlist eval compare A B")
    reports = [load_report(Path(folder)) for folder in folders]
    show = print_comparison if as_json else show_comparison
    show(compare_reports(*reports), folders)


def report_runs(
    folders: list[str], as_json: bool, figures: str | None, summary: str | None
) -> None:
    """Scores the runs anew and shows them; with `figures` a folder, and `summary` a file, for what
    documents show of them. Raises RunError when a folder holds no run, and OSError."""
    if not folders:
        raise RunError("report needs the folder of a run: shortlist eval report DIR")
    if as_json and len(folders) > 1:
        raise RunError("--json prints one report: give one folder")
    reports = {}
    for name, folder in zip(_names(folders), map(Path, folders), strict=True):
        document = write_results(load_plan(folder), folder, quiet=as_json)
        show_results(document, folder, as_json)
        reports[name] = document
    if figures is not None:
        for name, document in reports.items():
            write_figures(document, Path(figures), name)
    if summary is not None:
        where = Path(figures) if figures is not None else None
        write_whole(Path(summary), _bytes(render_summary(reports, Path(summary), where)))


def write_results(plan: Plan, folder: Path, quiet: bool = False) -> Document:
    """Scores what is measured and writes the report into the run's folder. Raises OSError."""
    ks = budgets(plan.settings.samples, plan.settings.at)
    names = tuple(methods(known_of(plan.entries)))
    store = store_of(folder)
    scores = []
    with scoring(len(plan.entries), quiet) as scored:
        for item in evaluated(store, plan):
            paces = item.paced.by_place if item.paced else {}
            found = score(item.entry, item.samples, item.measured, ks, names, item.tested, paces)
            scores.append(found)
            scored()
    write_report(make_report(plan, scores, len(store.damaged)), folder)
    document = load_report(folder)
    write_whole(folder / PAGE, _bytes(render_page(document)))
    return document


def show_results(document: Document, folder: Path, as_json: bool) -> None:
    """Shows a report that stands in the folder."""
    if as_json:
        print_report(document)
    else:
        show_report(document, folder)


def _bytes(text: str) -> bytes:
    """Half of a surrogate pair, which JSON may hold in an id, is no reason to lose the report."""
    return text.encode("utf-8", "replace")


def _names(folders: list[str]) -> list[str]:
    """The last part of each path, which names files. Raises RunError when two are equal."""
    names = [Path(folder).resolve().name for folder in folders]
    for name in names:
        if names.count(name) > 1:
            raise RunError(f"two folders are called {name}, and figures and rows are named so")
    return names
