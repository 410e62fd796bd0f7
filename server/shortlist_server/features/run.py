"""Running the user's program, or a known solution, on the examples or on given tests."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path

from shortlist_engine.languages.beside import TooMuchBeside, files_beside
from shortlist_engine.problem import Example, Problem, Program, Run, SourceFile, Verdict
from shortlist_engine.protocol import EngineError
from shortlist_server import errors
from shortlist_server.blocks import program_of
from shortlist_server.lsp_ext import Document, Shape
from shortlist_server.presentation import commands, wording
from shortlist_server.services.progress import WorkDone
from shortlist_server.services.runs import ProgramRun
from shortlist_server.services.services import Services

RUN = "shortlist/run"


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
        services.server.add_request(RUN, RunParams, self._run)
        services.server.add_command(commands.RUN, RunArguments, self._run_command)

    async def _run(self, params: RunParams) -> RunResult:
        shown = _ShownRun()
        run = self._start(params.text_document.uri, params, shown)
        return _run_result(*await self._show(run, shown, params.work_done_token))

    def _run_command(self, arguments: RunArguments) -> dict[str, Any]:
        shown = _ShownRun()
        run = self._start(arguments.uri, arguments, shown)
        self._server.spawn(self._tell_outcome(run, shown))
        return {"runId": run.id}

    def _start(self, uri: str, wanted: CommonRunParams, shown: _ShownRun) -> ProgramRun:
        return self._runs.start(uri, lambda: self._choose(uri, wanted), shown.report)

    async def _tell_outcome(self, run: ProgramRun, shown: _ShownRun) -> None:
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
        self, run: ProgramRun, shown: _ShownRun, token: types.ProgressToken | None
    ) -> tuple[Problem, tuple[Run, ...]]:
        """Wait for a run under a progress that counts the examples; cancelling it, or the request,
        ends the program."""
        begin = self._progress.begin("Running examples", run.task.cancel, token)
        shown.begin(self._server.spawn(begin))
        message = "Failed"
        try:
            await asyncio.wait({run.task})
            if run.task.cancelled():
                message = "Cancelled"
                raise errors.cancelled()
            outcome = run.task.result()
            message = wording.run_summary(outcome[1])
            return outcome
        except asyncio.CancelledError:
            message = "Cancelled"
            run.task.cancel()
            raise
        finally:
            shown.end(message)

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
        document = located.document
        language = document.run_language
        if language is None:
            raise errors.failed(
                "noCode", f"Code in {document.language_id or 'this file'} cannot be run here."
            )
        source = program_of(document, self._problems.blocks(document), located.block)
        if not source:
            raise errors.failed("noCode", "There is no code below the comment to run.")
        return located.problem, Program(language, source, files=_beside(uri, source, language))


def _beside(uri: str, source: str, language: str) -> tuple[SourceFile, ...]:
    """The files on disk in the program's folder that it includes or imports; none for a document
    that is not on disk. Raises ServerError `noCode` when they are too many."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    if path is None:
        return ()
    try:
        found = files_beside(path, source, language)
    except (TooMuchBeside, OSError) as error:
        raise errors.failed("noCode", f"The program cannot be run: {error}.") from error
    return tuple(SourceFile(name, text) for name, text in sorted(found.items()))


class _ShownRun:
    """The progress of a run, which the client may show late or not at all."""

    def __init__(self) -> None:
        self._task: asyncio.Task[WorkDone | None] | None = None
        self._work: WorkDone | None = None

    def begin(self, task: asyncio.Task[WorkDone | None]) -> None:
        """Show what is reported once the client has agreed to it."""
        self._task = task
        task.add_done_callback(self._begun)

    def _begun(self, task: asyncio.Task[WorkDone | None]) -> None:
        if not task.cancelled() and task.exception() is None:
            self._work = task.result()

    def report(self, ended: int, total: int) -> None:
        """Show how many examples have ended, of how many."""
        if self._work is not None:
            self._work.report(f"{ended} of {total}", 100 * ended // total)

    def end(self, message: str) -> None:
        """End the progress with the outcome, at once or as soon as it has begun."""
        if self._task is not None:
            self._task.add_done_callback(lambda _: self._end(message))

    def _end(self, message: str) -> None:
        if self._work is not None:
            self._work.end(message)


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
