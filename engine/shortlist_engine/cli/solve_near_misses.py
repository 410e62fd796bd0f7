"""How `shortlist solve` shows what came closest where no program passed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType

from shortlist_engine.cli.solve_words import plural
from shortlist_engine.languages import display_name, file_suffix
from shortlist_engine.practice.report import Report
from shortlist_engine.problem import NearMiss, Problem
from shortlist_engine.testfiles.tests import examples_of


def nearest_heading(nearest: NearMiss) -> str:
    """Returns one line that goes before the program."""
    return (
        f"The nearest miss passes {nearest.passed} of {nearest.total} "
        f"{plural('example', nearest.total)} ({display_name(nearest.program.language)}):"
    )


def failed_example(console: Console, problem: Problem, nearest: NearMiss) -> RenderableType:
    """Renders the first example that it fails: input, what is expected, and what it did."""
    program = nearest.program
    name = f"nearest{file_suffix(program.language)}"
    report = Report(console, problem, name, program.source)
    return report.detail(examples_of(problem)[nearest.example], nearest.run)


def others(near_misses: Sequence[NearMiss]) -> str:
    """Returns one line about the near misses behind the first, empty when there are none."""
    behind = near_misses[1:]
    if not behind:
        return ""
    passed = ", ".join(str(each.passed) for each in behind)
    return (
        f"{len(behind)} other near {'miss passes' if len(behind) == 1 else 'misses pass'} {passed} "
        f"of {behind[0].total}; --json has {'it' if len(behind) == 1 else 'them'}."
    )
