"""How `shortlist eval --task` and `eval check` show their work to people: progress on standard
error, results on standard output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from shortlist_engine.cli.eval_progress import EvalProgress
from shortlist_engine.cli.eval_view import output_console
from shortlist_engine.evaluation.tasks.harness import RowCheck
from shortlist_engine.evaluation.tasks.measuring import MeasuredCase

_SHOWN = 20


class TaskView(EvalProgress):
    """Shows the progress over cases."""

    def __init__(
        self, total: int, left_out: Sequence[tuple[str, str]], *, quiet: bool = False
    ) -> None:
        super().__init__("Cases", total, left_out, quiet=quiet)
        self._counted = 0

    def measured(self, case: MeasuredCase) -> None:
        """Shows that a case was measured."""
        self._counted += case.right > 0
        line = f"{case.group}, {case.id}: {case.right} of {case.samples} right"
        self.step(f"{self._counted} solved", line, reused=case.reused)

    def checked(self, found: RowCheck) -> None:
        """Shows that what judges a problem was checked."""
        bad = bool(found.failed or found.accepted or found.ours)
        self._counted += bad
        line = f"{found.id}: {', '.join((*found.failed, *found.accepted)) or 'our own failure'}"
        self.step(f"{self._counted} with something wrong", line if bad else "")


def show_task(report: dict[str, Any], file: Path) -> None:
    """Prints the figures of a task, and where the rest is."""
    out = output_console()
    out.print(
        f"{report['cases_measured']} of {report['cases_planned']} cases measured, "
        f"{report['settings']['samples']} samples each, model {escape(report['model']['name'])}"
    )
    ks = sorted({int(k) for group in report["groups"] for k in group["pass_at"]})
    rows = [
        [
            group["group"],
            str(group["cases"]),
            *(_share(group["pass_at"].get(str(k))) for k in ks),
        ]
        for group in report["groups"]
    ]
    out.print(_table(["", "cases", *(f"pass@{k}" for k in ks)], rows))
    if report.get("budgets"):
        rows = [
            [str(each["budget"]), each["policy"], _share(each["solved"]), _shares(each["shares"])]
            for each in report["budgets"]
        ]
        out.print("\nSolved in any language, with so many programs in all:")
        out.print(_table(["programs", "spread", "solved", ""], rows))
    if "turns" in report:
        _show_turns(out, report["turns"])
    out.print(f"{file} has it for programs.", markup=False)


def _show_turns(out: Console, turns: dict[str, Any]) -> None:
    out.print("\nPass rate: the mean over problems of the share of right samples")
    rows = [[group, _share(rate)] for group, rate in turns["rates"].items()]
    out.print(_table(["", "pass rate"], rows))
    if turns["levels"]:
        rows = [
            [
                each["level"],
                str(each["problems"]),
                f"{each['multi']:.1%}",
                f"{each['single']:.1%}",
                f"{each['difference']['mean'] * 100:+.1f}",
                " to ".join(f"{each['difference'][end] * 100:+.1f}" for end in ("low", "high")),
            ]
            for each in turns["levels"]
        ]
        head = ["difficulty", "problems", "in turns", "in one", "difference", "95 % interval"]
        out.print(_table(head, rows))
    if turns["perplexities"]:
        rows = [
            [each["group"], *(_number(each[name]) for name in ("solved", "unsolved", "everything"))]
            for each in turns["perplexities"]
        ]
        out.print("\nPerplexity of what was asked, lower is better understood")
        out.print(_table(["", "solved problems", "others", "all"], rows))
    else:
        out.print("No perplexities: this model does not say how likely a text is.")


def show_checks(found: Sequence[RowCheck], left_out: int) -> None:
    """Prints what came of references and broken programs, and names what went wrong."""
    out = output_console()
    rows = []
    for language in dict.fromkeys(each.language for each in found):
        own = [each for each in found if each.language == language]
        references = sum(each.references for each in own)
        broken = sum(each.broken for each in own)
        rows.append(
            [
                language,
                str(len(own)),
                f"{references - sum(len(each.failed) for each in own)} of {references}",
                f"{sum(len(each.accepted) for each in own)} of {broken}",
            ]
        )
    out.print(_table(["", "problems", "references right", "broken ones right"], rows))
    bad = [each for each in found if each.failed or each.accepted or each.ours]
    for each in bad[:_SHOWN]:
        said = [f"its reference is not right ({why})" for why in each.failed]
        said += [f"a broken program is right ({how})" for how in each.accepted]
        said += ["the sandbox failed"] if each.ours else []
        out.print(f"{each.id}: {'; '.join(said)}", markup=False)
    if len(bad) > _SHOWN:
        out.print(f"and {len(bad) - _SHOWN} more: see --json")
    if left_out:
        out.print(f"{left_out} problems were left out: their language cannot be run here.")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(head):
        table.add_column(name, justify="left" if place == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _share(interval: dict[str, Any] | None) -> str:
    if interval is None or interval["mean"] is None:
        return "–"
    low, high = interval["low"] * 100, interval["high"] * 100
    return f"{interval['mean']:.1%} ({low:.0f} to {high:.0f})"


def _number(interval: dict[str, Any]) -> str:
    if interval["mean"] is None:
        return "–"
    return f"{interval['mean']:.2f} ({interval['problems']})"


def _shares(shares: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in shares.items())
