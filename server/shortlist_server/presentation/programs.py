"""What was seen of one program: a solution's proof, and how a near miss fails."""

from __future__ import annotations

from collections.abc import Sequence

from shortlist_engine.problem import NearMiss, Problem, Run, Solution, Verdict
from shortlist_server.presentation.excerpts import fenced, one_line, quoted
from shortlist_server.presentation.quantities import count, mebibytes, milliseconds, percent


def measured(solution: Solution) -> str:
    """Says in one line what running a solution on the examples showed."""
    return (
        f"passes {solution.passed} of {count(solution.total, 'example')}"
        f" · {milliseconds(solution.time_ms)} · {mebibytes(solution.memory_kib)}"
    )


def agreement(solution: Solution) -> str:
    """Says how many samples do the same as a solution; empty where nothing was compared."""
    if not solution.compared:
        return ""
    if not solution.cluster_size:
        return "no sample agrees"
    if solution.cluster_size == 1:
        return "no other sample agrees"
    return f"{solution.cluster_size} samples agree ({percent(solution.cluster_share)})"


def group(solution: Solution) -> str:
    """Says in one line what a solution's group does: how many samples agree, and what tells it from
    the first one."""
    if not solution.compared:
        return "nothing was compared beyond the examples"
    differs = solution.differs
    if differs is None:
        return f"{agreement(solution)}, compared on {count(solution.compared, 'generated input')}"
    return (
        f"{agreement(solution)}; differs from the first on input {quoted(differs.input)}:"
        f" {quoted(differs.other)} against {quoted(differs.first)}"
    )


def proof(solution: Solution) -> str:
    """Says in one line what was seen of a solution, and where a known program comes from."""
    parts = [solution.program.origin, measured(solution), agreement(solution)]
    return " · ".join(part for part in parts if part)


def verdict_table(runs: Sequence[Run]) -> str:
    """Returns a Markdown table, one row for each example."""
    rows = ["| example | verdict | CPU time | memory |", "|---:|:---:|---:|---:|"]
    for index, run in enumerate(runs, start=1):
        rows.append(
            f"| {index} | {run.verdict.value} | {milliseconds(run.cpu_ms)}"
            f" | {mebibytes(run.memory_kib)} |"
        )
    return "\n".join(rows)


def solution_markdown(solution: Solution) -> str:
    """Shows one solution: its proof, the program and its verdicts."""
    program = fenced(solution.program.source, solution.program.language)
    return f"{proof(solution)}\n\n{program}\n\n{verdict_table(solution.runs)}\n"


def near_miss(problem: Problem, missed: NearMiss) -> str:
    """Says in one line how near a program came, and what it did on the first example that it
    fails."""
    given = ""
    if missed.example < len(problem.examples):
        given = f" with input {quoted(problem.examples[missed.example].input)}"
    head = f"passes {missed.passed} of {count(missed.total, 'example')}"
    return f"{head} · {failing(problem, missed, given)}"


def failing(problem: Problem, missed: NearMiss, given: str = "") -> str:
    """Says which example a near miss fails, and how: `fails example 2: expected 5, got 4`."""
    where = f"fails example {missed.example + 1}{given}"
    differs = missed.run.verdict in (Verdict.WA, Verdict.PE)
    told = missed.run.output or not missed.run.detail
    if missed.example < len(problem.examples) and differs and told:
        expected = problem.examples[missed.example].output
        return f"{where}: expected {quoted(expected)}, got {quoted(missed.run.output)}"
    detail = one_line(missed.run.detail, 80)
    return f"{where}: {missed.run.verdict.value}" + (f", {detail}" if detail else "")
