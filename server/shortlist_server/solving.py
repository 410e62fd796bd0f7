"""Starting a solve and running the examples: what commands and custom requests share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from shortlist_engine.languages import written
from shortlist_engine.problem import Budget, Example, Problem, Program, Run, Verdict
from shortlist_server import errors, lsp_ext, presentation
from shortlist_server.configuration import Settings
from shortlist_server.documents import Document
from shortlist_server.problems import program_of
from shortlist_server.solves import Solve

if TYPE_CHECKING:
    from shortlist_engine.statement import ProblemBlock
    from shortlist_server.server import ShortlistServer


def start(
    ls: ShortlistServer,
    uri: str,
    wanted: lsp_ext.SolveParams | lsp_ext.SolveArguments,
) -> tuple[Document, ProblemBlock, Solve]:
    """Begin to solve the problem that is meant. Raises what docs/lsp-extensions.md lists."""
    ls.require_ai(uri)
    document, block, problem = ls.locate(uri, wanted.position, wanted.problem_id)
    if problem.interactive:
        raise errors.failed("unsupported", "Interactive problems cannot be solved yet.")
    if not problem.examples:
        raise errors.failed("noProblem", "The statement has no examples: add at least one.")
    settings = ls.settings(uri)
    solve = ls.solves.start(
        uri,
        problem,
        budget=_budget(wanted.budget, settings),
        count=_in_range("count", wanted.count or settings.count, 1, 10),
        languages=_languages(wanted.language, document, problem, settings),
        seed=wanted.seed,
    )
    return document, block, solve


def _budget(wanted: lsp_ext.SolveBudget | None, settings: Settings) -> Budget:
    samples = settings.samples if wanted is None or wanted.samples is None else wanted.samples
    limit = settings.max_seconds if wanted is None or wanted.seconds is None else wanted.seconds
    if limit <= 0:
        raise JsonRpcInvalidParams("budget.seconds must be above 0")
    return Budget(samples=_in_range("budget.samples", samples, 1, 1_000_000), seconds=float(limit))


def _in_range(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise JsonRpcInvalidParams(f"{name} must be from {low} to {high}")
    return value


def _languages(
    wanted: str | None, document: Document, problem: Problem, settings: Settings
) -> tuple[str, ...]:
    """The request's language, else the setting, else the file's own; empty means all."""
    if wanted is not None:
        if wanted not in written():
            allowed = ", ".join(written())
            raise JsonRpcInvalidParams(f"language must be one of {allowed}")
        return (wanted,)
    if problem.kind == "function" and (problem.language or document.language):
        return (problem.language or document.language or "",)
    if settings.languages:
        return settings.languages
    return (document.language,) if document.language else ()


async def run(
    ls: ShortlistServer,
    uri: str,
    wanted: lsp_ext.RunParams | lsp_ext.RunArguments,
    on_result: Callable[[int, int], None] = lambda ended, total: None,
) -> tuple[Problem, tuple[Run, ...]]:
    """Run the user's code, or a cached solution, on the examples or on the given tests;
    `on_result` gets how many have ended, of how many. Cancelling ends the program."""
    problem, program = _program(ls, uri, wanted)
    tests = wanted.tests if isinstance(wanted, lsp_ext.RunParams) else None
    if tests is not None:
        examples = tuple(Example(test.input, test.output) for test in tests)
        problem = dataclasses.replace(problem, examples=examples)
    if not problem.examples:
        raise errors.failed("noProblem", "The statement has no examples: add at least one.")
    ended: set[int] = set()

    def count(index: int, _: Run) -> None:
        ended.add(index)
        on_result(len(ended), len(problem.examples))

    return problem, await ls.engine_client.run(problem, program, count)


def _program(
    ls: ShortlistServer, uri: str, wanted: lsp_ext.RunParams | lsp_ext.RunArguments
) -> tuple[Problem, Program]:
    if not ls.settings(uri).enable:
        ls.require_ai(uri)
    if wanted.solution_id is not None:
        ls.require_ai(uri)
        results = ls.solves.cache.get(wanted.problem_id or "")
        solution = results.solution(wanted.solution_id) if results is not None else None
        if results is None or solution is None:
            raise errors.modified(
                "unknownSolution", "This solution is not known any more. Solve the problem again."
            )
        return results.problem, solution.program
    document, block, problem = ls.locate(uri, wanted.position, wanted.problem_id)
    if document.language is None:
        raise errors.failed(
            "noCode", f"Code in {document.language_id or 'this file'} cannot be run here."
        )
    source = program_of(document, ls.problems.blocks(document), block)
    if not source:
        raise errors.failed("noCode", "There is no code below the comment to run.")
    return problem, Program(document.language, source)


def run_result(problem: Problem, runs: tuple[Run, ...]) -> lsp_ext.RunResult:
    broken = next((run for run in runs if run.verdict is Verdict.CE), None)
    return lsp_ext.RunResult(
        compile=lsp_ext.CompileInfo(
            broken is None, broken.errors or broken.detail if broken else ""
        ),
        message=presentation.run_summary(runs),
        results=[
            lsp_ext.TestResult(
                index=index,
                verdict=run.verdict.value,
                time_ms=run.cpu_ms,
                wall_ms=run.wall_ms,
                memory_kib=run.memory_kib,
                stdout=run.output,
                stderr=run.errors,
                expected=example.output,
                detail=run.detail,
            )
            for index, (run, example) in enumerate(zip(runs, problem.examples, strict=False), 1)
        ],
    )
