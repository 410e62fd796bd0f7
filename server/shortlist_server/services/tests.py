"""The tests of each document: which there are, running them, and what that showed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lsprotocol import types

from shortlist_engine.problem import CheckerSource, Example, Limits, Problem, Program, Run, Verdict
from shortlist_engine.protocol import EngineError, ExamplesRequest, GivenTest, TestRun
from shortlist_engine.statement import ProblemBlock
from shortlist_engine.testfiles.checkers import read_checker
from shortlist_engine.testfiles.companion import OWN_SUFFIX
from shortlist_engine.testfiles.own_tests import OwnTests, about
from shortlist_server import errors
from shortlist_server.configuration import Configuration
from shortlist_server.documents import OpenDocument
from shortlist_server.engine.client import EngineClient
from shortlist_server.presentation import test_words
from shortlist_server.server import ShortlistServer
from shortlist_server.services.own_tests import HeldTests, OwnTestStore
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.runs import ProgramRun, RunManager
from shortlist_server.services.user_programs import source_of, user_program
from shortlist_server.signals import Signal
from shortlist_server.testsets import RunningTests, ShownTest, Target, TestResult, TestSet

KIND = "tests"
# Of a user's own program, whose output there may be nothing to measure by.
MAX_OUTPUT_KIB = 16 * 1024
# What is kept of an output; the rest is had by running the test again.
KEPT_CHARS = 64 * 1024
# Of all inputs and outputs in one request; a message has at most 64 MiB.
MAX_REQUEST_CHARS = 8 * 1024 * 1024


@dataclass(frozen=True)
class TestsOutcome:
    """An outcome says how a run of tests ended."""

    __test__ = False  # no test of pytest's

    message: str
    passed: int
    total: int
    cancelled: bool = False


@dataclass(frozen=True)
class Work:
    """Holds a program with what it is run by: `problem` has the limits and the rule."""

    problem: Problem
    program: Program
    checker: CheckerSource | None


class Tests:
    """Tests knows the tests of every document that was asked about. `changed` is emitted with a
    document's URI when what is shown of its tests is another, `ended` with that of a document and
    the id of a test that has a result now."""

    def __init__(
        self,
        server: ShortlistServer,
        configuration: Configuration,
        problems: ProblemStore,
        engine: EngineClient,
        runs: RunManager,
        own: OwnTestStore,
    ) -> None:
        self._server = server
        self._configuration = configuration
        self._problems = problems
        self._engine = engine
        self._runs = runs
        self._own = own
        self._sets: dict[str, dict[int, TestSet]] = {}
        self._chosen: dict[str, int] = {}
        self.changed: Signal[[str]] = Signal()
        self.ended: Signal[[str, str]] = Signal()

    # Which tests there are.

    def target(self, uri: str, position: types.Position | None = None) -> Target:
        """Returns the problem that is meant in a document: that at `position`, else the last asked
        about, else the first. Raises ServerError `noProblem` for a document that is not open."""
        document = self._server.open_document(uri)
        if document is None:
            raise errors.failed("noProblem", "Open the file first.")
        blocks = self._problems.blocks(document)
        ordinal = min(self._chosen.get(uri, 0), max(len(blocks) - 1, 0))
        near = self._problems.near(document, position.line) if position is not None else None
        if near is not None:
            ordinal = blocks.index(near)
        self._chosen[uri] = ordinal
        block = blocks[ordinal] if blocks else None
        return Target(document, block, ordinal, self._problem(document, block))

    def set_of(self, target: Target) -> TestSet:
        """Returns what is known of the tests of a problem."""
        return self._sets.setdefault(target.uri, {}).setdefault(target.ordinal, TestSet())

    def own_of(self, target: Target) -> HeldTests:
        """Returns the own tests of a document as they are now."""
        return self._own.of(target.uri)

    def tests_of(self, target: Target) -> list[ShownTest]:
        """Returns the examples of a problem, then the user's own tests."""
        shown = [
            ShownTest(
                f"example-{number}",
                "example",
                f"Example {number}",
                example.input,
                example.output,
                _range(target, number - 1),
            )
            for number, example in enumerate(target.problem.examples, 1)
        ]
        for number, (test_id, test) in enumerate(self._own.of(target.uri).with_ids(), 1):
            name = test.name or f"Test {number}"
            shown.append(ShownTest(test_id, "own", name, test.input, test.expected))
        return shown

    def test(self, target: Target, test_id: str) -> ShownTest:
        """Returns the test with this id. Raises ServerError `unknownTest`."""
        found = next((test for test in self.tests_of(target) if test.id == test_id), None)
        if found is None:
            raise unknown_test()
        return found

    def source(self, target: Target) -> str:
        """Returns the user's program as it stands in the document; empty when there is none."""
        return source_of(self._problems, target.document, target.block)

    def is_stale(self, target: Target) -> bool:
        """Says whether the program was edited since its tests were run."""
        ran = self.set_of(target).program
        if ran is None:
            return False
        return (ran.source, ran.language) != (self.source(target), target.document.run_language)

    def touch(self, uri: str) -> None:
        """Tell that what is shown of a document's tests is another."""
        for known in self._sets.get(uri, {}).values():
            known.touch()
        self.changed.emit(uri)

    def known(self) -> list[str]:
        """Returns the documents that were asked about."""
        return list(self._sets)

    def forget(self, uri: str) -> None:
        """Drop what is known of a document that was closed."""
        self._sets.pop(uri, None)
        self._chosen.pop(uri, None)
        self._own.forget(uri)

    def _problem(self, document: OpenDocument, block: ProblemBlock | None) -> Problem:
        """The problem, or what takes its place where there is none; with room for any output."""
        found = block.problem if block is not None else None
        if found is None:
            stated = self._own.of(document.uri).own.stated or Problem("", "")
            found = replace(stated, title=stated.title or Path(document.filename or "").stem)
        problem = found
        limits: Limits = replace(problem.limits, output_kib=MAX_OUTPUT_KIB)
        return replace(problem, limits=limits)

    # Changing the user's own.

    def new_id(self) -> str:
        """Returns an id for a new test."""
        return self._own.new_id()

    def write_own(self, target: Target, own: OwnTests, ids: tuple[str, ...]) -> None:
        """Take the place of what `own_of` returned last, on disk too. Raises ServerError
        `testsUnreadable` and `testsUnwritable`; nothing is changed then."""
        held = self._own.of(target.uri)
        if held.failure:
            raise errors.failed("testsUnreadable", held.failure)
        if held.path is not None and not own.rest and held.stamp is None:
            stated = target.block.problem if target.block is not None else None
            program = held.path.with_name(held.path.name.removesuffix(OWN_SUFFIX))
            own = replace(own, rest=about(stated, program))
        self._own.put(target.uri, own, ids)
        self.touch(target.uri)

    def accept(self, target: Target, test_id: str) -> None:
        """What the program printed on a test is what is expected now, so that it has passed; a
        checker of the user's may see that otherwise."""
        known = self.set_of(target)
        test = next((each for each in self.tests_of(target) if each.id == test_id), None)
        result = known.results.get(test_id)
        if test is None or result is None or self._own.of(target.uri).own.checker:
            return
        run = replace(result.run, verdict=Verdict.AC, detail="")
        known.results[test_id] = TestResult(test.content, run, result.output_chars)
        self.touch(target.uri)

    # Running them.

    def work(self, target: Target) -> Work:
        """Returns what is needed to run the program of a document. Raises ServerError `noCode`,
        `paused` or `noChecker`."""
        if not self._configuration.for_uri(target.uri).enable:
            self._configuration.require_ai(target.uri)
        program = user_program(self._problems, target.document, target.block)
        return Work(target.problem, program, self._checker(target))

    def run(
        self,
        uri: str,
        ids: Sequence[str] | None = None,
        position: types.Position | None = None,
        on_ended: Callable[[int, int], None] = lambda ended, total: None,
    ) -> ProgramRun[TestsOutcome]:
        """Begin to run tests of a document, all without `ids`; a run of its tests that goes on is
        ended. `on_ended` gets how many have ended, of how many.

        Raises ServerError when there is nothing to run. What the engine raises is the task's;
        cancelling the task ends the program and keeps the results that came.
        """
        target = self.target(uri, position)
        tests = self._chosen_tests(target, ids)
        work = self.work(target)
        known = self.set_of(target)
        return self._runs.start(
            uri,
            lambda run_id: self._run(run_id, target, known, tests, work, on_ended),
            alone=KIND,
        )

    async def whole_output(self, target: Target, test: ShownTest) -> str:
        """Returns all that the program that was run last prints on a test. Raises ServerError
        `notRun` when it was not run, and EngineError."""
        known = self.set_of(target)
        result = known.result_of(test)
        if result is None or known.program is None:
            raise errors.failed("notRun", f"{test.name} was not run yet.")
        if result.has_whole_output:
            return result.run.output
        runs = await self._runs.start(
            target.uri, lambda run_id: self._rerun(run_id, target, known.program, test)
        ).task
        return runs[0].output

    async def _rerun(
        self, run_id: str, target: Target, program: Program | None, test: ShownTest
    ) -> tuple[Run, ...]:
        assert program is not None
        problem = replace(target.problem, interactive=False)
        given = (GivenTest(test.input, test.expected),)
        return await self._engine.run_tests(ExamplesRequest(problem, program, run_id, given))

    def _chosen_tests(self, target: Target, ids: Sequence[str] | None) -> list[ShownTest]:
        tests = self.tests_of(target)
        if ids is not None:
            known = {test.id for test in tests}
            if not set(ids) <= known:
                raise unknown_test()
            tests = [test for test in tests if test.id in set(ids)]
        if target.problem.interactive:
            tests = [test for test in tests if test.kind == "own"]
            if not tests:
                raise errors.failed(
                    "unsupported",
                    "This is an interactive problem: its examples are conversations. Talk to the "
                    "program in the console, or add a test of your own.",
                )
        if not tests:
            raise errors.failed("noTests", "There is no test to run: add one.")
        return tests

    def _checker(self, target: Target) -> CheckerSource | None:
        held = self._own.of(target.uri)
        if not held.own.checker or held.path is None:
            return None
        try:
            return read_checker(held.path.with_name(held.own.checker), held.own.convention)
        except ValueError as error:
            raise errors.failed("noChecker", sentence(str(error))) from error

    async def _run(
        self,
        run_id: str,
        target: Target,
        known: TestSet,
        tests: list[ShownTest],
        work: Work,
        on_ended: Callable[[int, int], None],
    ) -> TestsOutcome:
        running = RunningTests(run_id, tuple(test.id for test in tests))
        self._begin(target, known, running, work.program)
        failure, cancelled = "", False
        try:
            for part in _parts(tests):
                await self._run_part(running, target, known, part, work, on_ended)
        except asyncio.CancelledError:
            cancelled = True
            raise
        except EngineError as error:
            failure = error.message
            raise
        finally:
            if known.running is running:
                known.running = None
                known.was_cancelled, known.failure = cancelled, failure
                known.touch()
                self.changed.emit(target.uri)
        return self.outcome(target, known, tests)

    def outcome(
        self, target: Target, known: TestSet, tests: Sequence[ShownTest], cancelled: bool = False
    ) -> TestsOutcome:
        """Returns what the results of these tests come to."""
        results = [known.result_of(test) for test in tests]
        passed = sum(each is not None and each.run.verdict is Verdict.AC for each in results)
        message = test_words.outcome(tests, results, known, cancelled=cancelled)
        return TestsOutcome(message, passed, len(tests), cancelled)

    def _begin(
        self, target: Target, known: TestSet, running: RunningTests, program: Program
    ) -> None:
        """What was found by another program says nothing about this one."""
        if known.program != program:
            known.results.clear()
        for test_id in running.ids:
            known.results.pop(test_id, None)
        known.program, known.running = program, running
        known.compile_output, known.was_cancelled, known.failure = None, False, ""
        known.touch()
        self.changed.emit(target.uri)

    async def _run_part(
        self,
        running: RunningTests,
        target: Target,
        known: TestSet,
        tests: list[ShownTest],
        work: Work,
        on_ended: Callable[[int, int], None],
    ) -> None:
        def keep(index: int, result: TestResult) -> None:
            if known.running is not running:
                return
            running.ended += tests[index].id not in known.results
            known.results[tests[index].id] = result
            known.touch()
            self.ended.emit(target.uri, tests[index].id)
            on_ended(running.ended, len(running.ids))

        def take(ran: TestRun) -> None:
            if ran.index < len(tests):
                content = tests[ran.index].content
                keep(ran.index, TestResult(content, ran.run, ran.output_chars, ran.difference))

        # An older engine knows no tests, and runs these examples.
        examples = tuple(Example(test.input, test.expected or "") for test in tests)
        runs = await self._engine.run_tests(
            ExamplesRequest(
                replace(work.problem, examples=examples, interactive=False),
                work.program,
                running.run_id,
                tuple(GivenTest(test.input, test.expected) for test in tests),
                work.checker,
                KEPT_CHARS,
            ),
            take,
        )
        for index, run in enumerate(runs[: len(tests)]):
            if run.verdict is Verdict.CE:
                known.compile_output = run.errors or run.detail
                keep(index, TestResult(tests[index].content, run, 0))


def unknown_test() -> errors.ServerError:
    """Makes the error about a test that is not there any more."""
    return errors.modified(
        "unknownTest", "This test is not there any more: look at the list again."
    )


def _range(target: Target, index: int) -> types.Range | None:
    """Where the input of an example stands in the document."""
    block = target.block
    if block is None or index >= len(block.example_lines):
        return None
    start = block.example_lines[index]
    lines = target.problem.examples[index].input.rstrip("\n").count("\n")
    end = max(start, min(start + lines, block.end_line))
    return target.document.line_range(start, end)


def _parts(tests: list[ShownTest]) -> list[list[ShownTest]]:
    """The tests in parts that fit into a message each; a test that is longer is one by itself."""
    parts: list[list[ShownTest]] = [[]]
    size = 0
    for test in tests:
        added = len(test.input) + 2 * len(test.expected or "")
        if parts[-1] and size + added > MAX_REQUEST_CHARS:
            parts.append([])
            size = 0
        parts[-1].append(test)
        size += added
    return parts


def sentence(text: str) -> str:
    """Returns the words of an error as a sentence."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
