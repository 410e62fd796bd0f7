"""Running the user's program, or a known solution, on the examples or on given tests."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from shortlist_engine.problem import Example, Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_server import errors
from shortlist_server.lsp_ext import Document, Shape
from shortlist_server.presentation import commands, wording
from shortlist_server.services.progress import LateProgress
from shortlist_server.services.runs import ProgramRun
from shortlist_server.services.services import Services
from shortlist_server.services.tests import TestsOutcome
from shortlist_server.services.user_programs import user_program

RUN = "shortlist/run"
Outcome = tuple[Problem, tuple[Run, ...]]


@attrs.frozen
class GivenTest(Shape):
    """A given test replaces the examples."""

    input: str
    output: str


@attrs.frozen
class CommonRunParams(Shape):
    """The options say which problem of a document is meant, and which solution to run instead of
    the user's program."""

    position: types.Position | None = None
    problem_id: str | None = None
    solution_id: str | None = None


@attrs.frozen
class RunParams(CommonRunParams):
    """The parameters of the request may bring tests that replace the examples."""

    text_document: Document = attrs.field(kw_only=True)
    tests: list[GivenTest] | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class RunArguments(CommonRunParams):
    """The arguments of the command name a document."""

    uri: str = attrs.field(kw_only=True)


@attrs.frozen
class CompileInfo(Shape):
    """CompileInfo says whether the program compiled, and what the compiler said."""

    ok: bool
    output: str


@attrs.frozen
class TestResult(Shape):
    """A result says what one test showed; times are in milliseconds."""

    index: int
    verdict: str
    time_ms: float
    wall_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})
    stdout: str
    stderr: str
    expected: str | None
    detail: str


@attrs.frozen
class RunResult(Shape):
    """The result gives the outcome in one sentence, and test by test."""

    compile: CompileInfo
    message: str
    results: list[TestResult]


class RunFeature:
    """RunFeature has the request, which answers with the results, and the command, which shows the
    outcome."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._configuration = services.configuration
        self._messages = services.messages
        self._progress = services.progress
        self._problems = services.problems
        self._solves = services.solves
        self._runs = services.runs
        self._tests = services.tests
        self._engine = services.engine
        services.server.add_request(RUN, RunParams, self._run)
        services.server.add_command(commands.RUN, RunArguments, self._run_command)

    async def _run(self, params: RunParams) -> RunResult:
        shown = LateProgress()
        run = self._start(params.text_document.uri, params, shown)
        return _run_result(*await self._show(run, shown, params.work_done_token))

    def _run_command(self, arguments: RunArguments) -> dict[str, Any]:
        if self._configuration.feature("testsView") and arguments.solution_id is None:
            return {"runId": self._run_in_view(arguments).id}
        shown = LateProgress()
        run = self._start(arguments.uri, arguments, shown)
        self._server.spawn(self._tell_outcome(run, shown))
        return {"runId": run.id}

    def _run_in_view(self, arguments: RunArguments) -> ProgramRun[TestsOutcome]:
        """Run all tests of the problem; the view shows how they end."""
        position = arguments.position
        if arguments.problem_id is not None:
            located = self._problems.locate(arguments.uri, position, arguments.problem_id)
            position = types.Position(located.block.start_line, 0)
        run = self._tests.run(arguments.uri, None, position)
        self._server.spawn(self._tell_failure(run))
        return run

    async def _tell_failure(self, run: ProgramRun[TestsOutcome]) -> None:
        """Nobody waits for a command's run."""
        await asyncio.wait({run.task})
        if run.task.cancelled():
            return
        error = run.task.exception()
        if isinstance(error, (JsonRpcException, EngineError)):
            self._messages.show_failure(error)
        elif error is not None:
            raise error

    def _start(self, uri: str, wanted: CommonRunParams, shown: LateProgress) -> ProgramRun[Outcome]:
        async def work(run_id: str) -> Outcome:
            problem, program = self._choose(uri, wanted)
            ended: set[int] = set()

            def count(index: int, _: Run) -> None:
                ended.add(index)
                shown.report(len(ended), len(problem.examples))

            proposed = wanted.solution_id is not None
            return problem, await self._engine.run(
                run_id, problem, program, count, proposed=proposed
            )

        return self._runs.start(uri, work)

    async def _tell_outcome(self, run: ProgramRun[Outcome], shown: LateProgress) -> None:
        """Nobody waits for a command's run: say how it went."""
        try:
            _, results = await self._show(run, shown, None)
        except errors.ServerError as error:
            if error.kind != "cancelled":
                self._messages.show_failure(error)
        except (JsonRpcException, EngineError) as error:
            self._messages.show_failure(error)
        else:
            self._messages.show_outcome(wording.run_summary(results), asked_for=True)

    async def _show(
        self, run: ProgramRun[Outcome], shown: LateProgress, token: types.ProgressToken | None
    ) -> Outcome:
        """Wait for a run under a progress that counts the examples; cancelling it, or the request,
        ends the program."""
        with self._progress.around("Running examples", run.task, shown, token):
            await asyncio.wait({run.task})
            if run.task.cancelled():
                shown.outcome = "Cancelled"
                raise errors.cancelled()
            outcome = run.task.result()
            shown.outcome = wording.run_summary(outcome[1])
            return outcome

    def _choose(self, uri: str, wanted: CommonRunParams) -> tuple[Problem, Program]:
        """The program that is meant, and the problem on whose examples it runs."""
        problem, program = self._program(uri, wanted)
        tests = wanted.tests if isinstance(wanted, RunParams) else None
        if tests is not None:
            examples = tuple(Example(test.input, test.output) for test in tests)
            problem = dataclasses.replace(problem, examples=examples)
        if not problem.examples:
            raise errors.failed("noProblem", "The statement has no examples: add at least one.")
        return problem, program

    def _program(self, uri: str, wanted: CommonRunParams) -> tuple[Problem, Program]:
        if not self._configuration.for_uri(uri).enable:
            self._configuration.require_ai(uri)
        if wanted.solution_id is not None:
            self._configuration.require_ai(uri)
            known, shown = self._solves.program(wanted.problem_id or "", wanted.solution_id)
            return known.problem, shown.program
        located = self._problems.locate(uri, wanted.position, wanted.problem_id)
        return located.problem, user_program(self._problems, located.document, located.block)


def _run_result(problem: Problem, runs: tuple[Run, ...]) -> RunResult:
    broken = next((run for run in runs if run.verdict is Verdict.CE), None)
    return RunResult(
        compile=CompileInfo(broken is None, broken.errors or broken.detail if broken else ""),
        message=wording.run_summary(runs),
        results=[
            TestResult(
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
