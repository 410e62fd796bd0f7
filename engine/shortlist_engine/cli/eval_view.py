"""How `shortlist eval` shows its work to people: progress on standard error, results on standard
output."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from shortlist_engine.cli.eval_progress import EvalProgress
from shortlist_engine.evaluation.evaluator import EvaluatedProblem
from shortlist_engine.evaluation.plan import Plan
from shortlist_engine.evaluation.report.comparison import ReportComparison
from shortlist_engine.evaluation.report.document import PAGE, REPORT

_CHANGES_SHOWN = 20


class EvalView(EvalProgress):
    """Shows the progress over problems."""

    def __init__(self, plan: Plan, *, quiet: bool = False) -> None:
        super().__init__("Problems", len(plan.entries), plan.skipped, quiet=quiet)
        self._with_survivor = self._solved = 0

    def evaluated(self, item: EvaluatedProblem) -> None:
        """Shows that a problem was measured."""
        facts, sequence = item.measured.candidates, item.samples.sequence
        survivors = sum(candidate.survives for candidate in facts)
        right = sum(candidate.right for candidate in facts)
        self._with_survivor += survivors > 0
        self._solved += right > 0
        self.step(
            f"{self._with_survivor} with a survivor · {self._solved} with a right program",
            f"{item.entry.name}: {len(sequence)} samples, {len(facts)} distinct, "
            f"{survivors} pass the examples, {right} right",
            reused=item.reused,
        )


@contextlib.contextmanager
def scoring(problems: int, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """Gives what to call after each problem that was scored; a terminal shows a bar meanwhile."""
    console = Console(file=sys.stderr)
    with Progress(
        TextColumn("Scoring"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=problems)
        yield lambda: bar.advance(task)


def show_report(document: dict[str, Any], folder: Path) -> None:
    """Prints the main figures and where the rest is."""
    console = output_console()
    k = document["samples"][-1]
    measured, planned = document["problems_measured"], document["problems_planned"]
    console.print(
        f"{measured} of {planned} problems measured, {k} samples each, model "
        f"{escape(document['model']['name'])}"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("choice", no_wrap=True)
    for n in document["attempts"]:
        table.add_column(f"{n}@{k}", justify="right", no_wrap=True)
    for name in document["methods"]:
        cells = [_share(document["curves"][name][str(n)][-1]) for n in document["attempts"]]
        table.add_row(name, *cells)
    console.print(table)
    console.print(
        f"{folder / PAGE} shows all; {folder / REPORT} has it for programs.", markup=False
    )


def show_comparison(comparison: ReportComparison, names: Sequence[str]) -> None:
    """Prints each measure of both runs with its difference, and the problems that changed."""
    console = output_console()
    first = comparison.lines[0]
    console.print(f"Problems in both: {first.difference.problems}, {first.samples} samples each")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("choice", *map(escape, names), "difference", "95 % interval", "p"):
        justify: JustifyMethod = "left" if name == "choice" else "right"
        table.add_column(name, justify=justify, no_wrap=True)
    for line in comparison.lines:
        gap = line.difference
        table.add_row(
            f"{line.method} {line.attempts}@{line.samples}",
            f"{line.a:.1%}",
            f"{line.b:.1%}",
            f"{gap.mean * 100:+.1f}",
            f"{gap.low * 100:+.1f} to {gap.high * 100:+.1f}",
            f"{gap.p:.3f}",
        )
    console.print(table)
    better = [change for change in comparison.changes if change.b > change.a]
    worse = [change for change in comparison.changes if change.b < change.a]
    for title, changes in (("Better", list(reversed(better))), ("Worse", worse)):
        if changes:
            console.print(f"{title} in {names[1]}: {len(changes)}", markup=False)
            for change in changes[:_CHANGES_SHOWN]:
                console.print(f"  {change.name}: {change.a:.0%} to {change.b:.0%}", markup=False)
            if len(changes) > _CHANGES_SHOWN:
                console.print(f"  and {len(changes) - _CHANGES_SHOWN} more: see --json")
    for name, only in zip(names, (comparison.only_a, comparison.only_b), strict=True):
        if only:
            console.print(f"Problems only in {name}: {len(only)}", markup=False)
    for note in comparison.notes:
        console.print(note, markup=False)


def output_console() -> Console:
    """Returns standard output; tables that go to a file or a pipe are not squeezed."""
    console = Console(highlight=False, soft_wrap=True)
    return console if console.is_terminal else Console(highlight=False, soft_wrap=True, width=200)


def _share(interval: dict[str, Any]) -> str:
    if interval["mean"] is None:
        return "–"
    low, high = interval["low"] * 100, interval["high"] * 100
    return f"{interval['mean']:.1%} ({low:.0f} to {high:.0f})"
