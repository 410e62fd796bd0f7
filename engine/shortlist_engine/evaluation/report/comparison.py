"""Two runs on the same problems: differences by paired bootstrap, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shortlist_engine.evaluation.estimators import Difference, bootstrap, paired_bootstrap
from shortlist_engine.evaluation.plan import RunError

# Chances that differ by less than this are not worth a line.
_CHANGED = 0.05


@dataclass(frozen=True)
class RateComparison:
    """Holds one figure of both runs: n@k by `method`, as shares of problems."""

    method: str
    attempts: int
    samples: int
    a: float
    b: float
    difference: Difference


@dataclass(frozen=True)
class ProblemChange:
    """Names a problem whose chance of being solved by the default rule changed."""

    name: str
    a: float
    b: float


@dataclass(frozen=True)
class ReportComparison:
    """Compares runs `a` and `b`: `lines` are their rates, `changes` the problems whose chance
    changed; `only_a` and `only_b` are ids of problems that one run alone has, `notes` sentences for
    the user."""

    lines: tuple[RateComparison, ...]
    changes: tuple[ProblemChange, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    notes: tuple[str, ...] = ()


def compare_reports(a: Mapping[str, Any], b: Mapping[str, Any]) -> ReportComparison:
    """Compares two reports on the problems that both measured, at the largest budget of samples
    that both have. Raises RunError when they share no problem or no budget."""
    problems_a, problems_b = _by_name(a), _by_name(b)
    shared = [name for name in problems_a if name in problems_b]
    if not shared:
        raise RunError(
            f"the two runs have no problem in common: the first measured {_sets(a)}, the second "
            f"{_sets(b)} (problems are known by their data set and their id)"
        )
    budgets = [k for k in a["samples"] if k in b["samples"]]
    attempts = [n for n in a["attempts"] if n in b["attempts"]]
    if not budgets or not attempts:
        raise RunError(
            "the two runs have no number of samples in common: run one again with --samples "
            f"{min(a['samples'][-1], b['samples'][-1])}"
        )
    k = budgets[-1]
    at_a, at_b = a["samples"].index(k), b["samples"].index(k)
    lines = []
    for method in [name for name in a["methods"] if name in b["methods"]]:
        for n in attempts[-1:] if method == "oracle" else attempts:
            left = [problems_a[name]["values"][method][str(n)][at_a] for name in shared]
            right = [problems_b[name]["values"][method][str(n)][at_b] for name in shared]
            lines.append(
                RateComparison(
                    method,
                    n,
                    k,
                    bootstrap(left).mean,
                    bootstrap(right).mean,
                    paired_bootstrap(left, right),
                )
            )
    default, most = str(a["default"]), str(attempts[-1])
    changes = []
    for name in shared:
        before = problems_a[name]["values"][default][most][at_a]
        after = problems_b[name]["values"].get(default, {}).get(most, [before] * (at_b + 1))[at_b]
        if abs(after - before) >= _CHANGED:
            changes.append(ProblemChange(name, before, after))
    changes.sort(key=lambda change: (change.b - change.a, change.name))
    return ReportComparison(
        tuple(lines),
        tuple(changes),
        tuple(name for name in problems_a if name not in problems_b),
        tuple(name for name in problems_b if name not in problems_a),
        _notes(a, b, budgets),
    )


def _by_name(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {f"{item['set']}: {item['id']}": item for item in report["problems"]}


def _sets(report: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys(str(item["set"]) for item in report["problems"])) or "nothing"


def _notes(a: Mapping[str, Any], b: Mapping[str, Any], budgets: Sequence[int]) -> tuple[str, ...]:
    notes = []
    if a["samples"][-1] != b["samples"][-1]:
        notes.append(
            f"The runs drew {a['samples'][-1]} and {b['samples'][-1]} samples for a problem; they "
            f"are compared at {budgets[-1]}."
        )
    for name, report, other in (("first", a, b), ("second", b, a)):
        rules = [method for method in report["methods"] if method not in other["methods"]]
        if rules:
            notes.append(f"Only the {name} run knows what these rules need: {', '.join(rules)}.")
        if report["problems_measured"] < report["problems_planned"]:
            notes.append(
                f"The {name} run is not finished: {report['problems_measured']} of "
                f"{report['problems_planned']} problems."
            )
    return tuple(notes)
