"""Every text that a user reads about solves, solutions and runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.problem import Problem, Progress, Run, Solution, Verdict
from shortlist_server.solves import Results, Solve

FENCES = {"python": "python", "cpp": "cpp"}
LANGUAGE_NAMES = {"python": "Python", "cpp": "C++"}
LINES_ABOVE_PROGRAM = 4
"""From a solution's heading in the panel to its program: heading, blank, proof, blank."""


def milliseconds(value: float) -> str:
    return f"{value:.0f} ms" if value < 10_000 else f"{value / 1000:.1f} s"


def mebibytes(kib: int) -> str:
    return f"{kib / 1024:.1f} MiB"


def seconds(value: float) -> str:
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def label(solution: Solution) -> str:
    """`Solution 1 · 3/3 · 31 ms · cluster 42 %`"""
    return (
        f"Solution {solution.rank} · {solution.passed}/{solution.total}"
        f" · {milliseconds(solution.time_ms)} · cluster {percent(solution.cluster_share)}"
    )


def proof(solution: Solution) -> str:
    """One sentence of what was seen when the solution ran."""
    agree = count(solution.cluster_size, "sample")
    return (
        f"passes {solution.passed} of {count(solution.total, 'example')}"
        f" · {milliseconds(solution.time_ms)}"
        f" · {mebibytes(solution.memory_kib)} · {agree} ({percent(solution.cluster_share)}) agree"
    )


def verdict_table(runs: Sequence[Run]) -> str:
    """A Markdown table, one row for each example."""
    rows = ["| example | verdict | CPU time | memory |", "|---:|:---:|---:|---:|"]
    for index, run in enumerate(runs, start=1):
        rows.append(
            f"| {index} | {run.verdict.value} | {milliseconds(run.cpu_ms)}"
            f" | {mebibytes(run.memory_kib)} |"
        )
    return "\n".join(rows)


def fenced(source: str, language: str) -> str:
    fence = "```"
    while fence in source:
        fence += "`"
    return f"{fence}{FENCES.get(language, '')}\n{source.rstrip()}\n{fence}"


def solution_markdown(solution: Solution) -> str:
    """The documentation of one solution: the program and its verdicts."""
    program = fenced(solution.program.source, solution.program.language)
    return f"{proof(solution)}\n\n{program}\n\n{verdict_table(solution.runs)}\n"


def outcome(results: Results, *, cancelled: bool = False) -> str:
    """`7 solutions in 12 s`, or plainly that nothing passed."""
    progress, found = results.progress, len(results.solutions)
    if cancelled:
        kept = f"{count(found, 'solution')} kept" if found else "nothing verified yet"
        return f"Cancelled · {kept}"
    if found:
        return f"{count(found, 'solution')} in {seconds(progress.seconds)}"
    total = len(results.problem.examples)
    return f"No program passed all examples (best {progress.best_passed}/{total})"


def stage(solve: Solve) -> str:
    """What the solve is doing now, with counts."""
    progress = solve.progress
    if progress is None:
        return "Starting the engine"
    if progress.stage == "queued":
        return f"Queued ({solve.ahead} ahead)" if solve.ahead else "Queued"
    if progress.stage == "loading":
        return "Loading model"
    passing = f" · {progress.passed} pass" if progress.ran else ""
    if progress.stage == "clustering":
        return f"Clustering{passing}"
    if progress.sampled >= solve.budget.samples and progress.ran < progress.unique:
        return f"Running examples {progress.ran}/{progress.unique}{passing}"
    return f"Sampling {progress.sampled}/{solve.budget.samples}{passing}"


def percentage(solve: Solve) -> int:
    """How much of the budget is spent, by samples or by time, whichever ends first."""
    progress = solve.progress or Progress("queued")
    spent = max(progress.sampled / solve.budget.samples, progress.seconds / solve.budget.seconds)
    return max(0, min(99, int(100 * spent)))


def title(problem: Problem) -> str:
    return problem.title or "this problem"


def lens_summary(results: Results) -> str:
    """`7 solutions · 3/3 examples · Best 31 ms`"""
    if not results.solutions:
        return outcome(results)
    best = results.solutions[0]
    text = (
        f"{count(len(results.solutions), 'solution')} · {best.passed}/{best.total} examples"
        f" · Best {milliseconds(best.time_ms)}"
    )
    return f"{text} (incomplete)" if results.is_incomplete else text


def run_summary(runs: Sequence[Run]) -> str:
    """The outcome of running the examples, naming the first that failed."""
    if not runs:
        return "There is no example to run."
    good = (Verdict.AC, Verdict.OK)
    passed = sum(run.verdict in good for run in runs)
    slowest = max(run.cpu_ms for run in runs)
    text = f"{passed}/{len(runs)} examples passed"
    if passed == len(runs):
        return f"{text} · {milliseconds(slowest)}"
    index, failed = next(
        (index, run) for index, run in enumerate(runs, start=1) if run.verdict not in good
    )
    detail = f": {failed.detail.strip()}" if failed.detail.strip() else ""
    return f"{text} · example {index} {failed.verdict.value}{detail}"


@dataclass(frozen=True)
class Panel:
    """The panel's text, and the line at which each solution starts."""

    text: str
    anchors: dict[str, int]


def panel(results: Results, running: Solve | None) -> Panel:
    """The Markdown document that lists all solutions of a problem."""
    problem = results.problem
    lines = [f"# Solutions for {title(problem)}", ""]
    if running is not None:
        lines += [f"{stage(running)}. More may come.", ""]
    else:
        lines += [f"{outcome(results, cancelled=results.is_incomplete)}.", ""]
    progress = results.progress
    lines += [
        f"{progress.sampled} sampled · {progress.unique} distinct · {progress.passed} pass all"
        f" examples · {count(progress.clusters, 'cluster')}"
        + (f" · model {results.model}" if results.model else ""),
        "",
    ]
    lines += [f"> {note}" for note in results.notes]
    anchors: dict[str, int] = {}
    for solution in results.solutions:
        anchors[solution.id] = len(lines)
        language = LANGUAGE_NAMES.get(solution.program.language, solution.program.language)
        taken = " · inserted" if solution.id in results.accepted else ""
        lines += [f"## {label(solution)} · {language}{taken}", ""]
        lines += [*solution_markdown(solution).splitlines(), ""]
    return Panel("\n".join(lines).rstrip() + "\n", anchors)
