"""The tests view: everything that is shown of the tests of a document."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from lsprotocol import types

from shortlist_engine.problem import Run
from shortlist_engine.protocol import TextDifference
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import test_words
from shortlist_server.testsets import ShownTest, Target, TestResult, TestSet

SHOWN_CHARS = 4000
"""How much of a text the view has; `shortlist/testText` has it all."""


@attrs.frozen
class ViewedLimits(Shape):
    """The limits that the program is run under."""

    time_ms: int
    memory_mib: int = attrs.field(metadata={"wire": "memoryMiB"})


@attrs.frozen
class OutputDifference(Shape):
    """The difference says where the output first differs from the expected one: the two lines, cut
    around that place, and the stretch of each that differs, in UTF-16 units."""

    line: int
    expected: str
    got: str
    start: int
    end: int
    expected_start: int
    expected_end: int


@attrs.frozen
class ViewedResult(Shape):
    """A result says what one test showed; `cut`: there is more of its output."""

    verdict: str
    time_ms: float
    wall_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})
    stdout: str
    stderr: str
    detail: str
    cut: bool
    difference: OutputDifference | None = None


@attrs.frozen
class ViewedTest(Shape):
    """A test with its texts, cut where they are long, and with what the last run showed."""

    id: str
    kind: str
    name: str
    input: str
    cut: bool
    expected: str | None = None
    range: types.Range | None = None
    result: ViewedResult | None = None


@attrs.frozen
class TestsView(Shape):
    """The view is what is shown of a document's tests. `headline` says how the last run went."""

    __test__ = False  # no test of pytest's

    uri: str
    version: int
    problem_id: str
    title: str
    language: str
    interactive: bool
    limits: ViewedLimits
    comparison: str
    running: bool
    stale: bool
    headline: str
    tests: list[ViewedTest]
    notes: list[str]
    url: str | None = None
    practice: str | None = None
    unavailable: str | None = None
    file: str | None = None
    run_id: str | None = None
    compile_output: str | None = None


def tests_view(
    target: Target,
    tests: Sequence[ShownTest],
    known: TestSet,
    *,
    comparison: str,
    stale: bool,
    unavailable: str,
    practice: str,
    file: str,
    notes: Sequence[str],
) -> TestsView:
    """Returns what is shown of a document's tests. `file` has the own ones, empty where there are
    none; `practice` is the name of the problem that is practised in the document."""
    problem, document = target.problem, target.document
    stated = target.block.problem if target.block is not None else None
    return TestsView(
        uri=target.uri,
        version=known.version,
        problem_id=stated.digest if stated is not None else "",
        title=problem.title or "this problem",
        language=document.run_language or "",
        interactive=problem.interactive,
        limits=ViewedLimits(round(problem.limits.time_s * 1000), problem.limits.memory_mib),
        comparison=comparison,
        running=known.running is not None,
        stale=stale,
        headline=test_words.headline(tests, known, stale=stale, unavailable=unavailable),
        tests=[viewed_test(test, known.result_of(test)) for test in tests],
        notes=list(notes),
        url=problem.url or None,
        practice=practice or None,
        unavailable=unavailable or None,
        file=file or None,
        run_id=known.running.run_id if known.running is not None else None,
        compile_output=known.compile_output,
    )


def viewed_test(test: ShownTest, result: TestResult | None) -> ViewedTest:
    """Returns a test as it travels."""
    expected = test.expected
    return ViewedTest(
        id=test.id,
        kind=test.kind,
        name=test.name,
        input=test.input[:SHOWN_CHARS],
        cut=max(len(test.input), len(expected or "")) > SHOWN_CHARS,
        expected=None if expected is None else expected[:SHOWN_CHARS],
        range=test.range,
        result=viewed_result(result),
    )


def viewed_result(result: TestResult | None) -> ViewedResult | None:
    """Returns what a test showed as it travels; None where it has no result."""
    if result is None:
        return None
    run: Run = result.run
    return ViewedResult(
        verdict=run.verdict.value,
        time_ms=run.cpu_ms,
        wall_ms=run.wall_ms,
        memory_kib=run.memory_kib,
        stdout=run.output[:SHOWN_CHARS],
        stderr=run.errors[-SHOWN_CHARS:],
        detail=run.detail.strip(),
        cut=result.output_chars > SHOWN_CHARS or len(run.errors) > SHOWN_CHARS,
        difference=_difference(result.difference),
    )


def _difference(found: TextDifference | None) -> OutputDifference | None:
    if found is None:
        return None
    return OutputDifference(
        line=found.line,
        expected=found.expected,
        got=found.got,
        start=_utf16(found.got, found.start),
        end=_utf16(found.got, found.end),
        expected_start=_utf16(found.expected, found.expected_start),
        expected_end=_utf16(found.expected, found.expected_end),
    )


def _utf16(text: str, offset: int) -> int:
    return offset + sum(character > "\uffff" for character in text[:offset])
