"""What is known of the tests of a document: which there are, and what the last run showed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from lsprotocol import types

from shortlist_engine.problem import Problem, Program, Run
from shortlist_engine.protocol import TextDifference
from shortlist_engine.statement import ProblemBlock
from shortlist_server.documents import OpenDocument

_VERSIONS = itertools.count(1)


@dataclass(frozen=True)
class Target:
    """A target is a document, and the problem in it whose tests are meant: the block with the
    number `ordinal`, None where the document has no statement. `problem` has limits and a rule in
    any case."""

    document: OpenDocument
    block: ProblemBlock | None
    ordinal: int
    problem: Problem

    @property
    def uri(self) -> str:
        """Returns the document's URI."""
        return self.document.uri


@dataclass(frozen=True)
class ShownTest:
    """A shown test is an example of the statement, or one of the user's own. `range` is where an
    example stands in the document."""

    id: str
    kind: Literal["example", "own"]
    name: str
    input: str
    expected: str | None = None
    range: types.Range | None = None

    @property
    def content(self) -> tuple[str, str | None]:
        """Returns what decides what a program does on it, and whether that is right."""
        return self.input, self.expected


@dataclass(frozen=True)
class TestResult:
    """A result says what a program did on a test with this `content`. `output_chars` is how long
    its output is as a whole, of which the run may have a part."""

    __test__ = False  # no test of pytest's

    content: tuple[str, str | None]
    run: Run
    output_chars: int
    difference: TextDifference | None = None

    @property
    def has_whole_output(self) -> bool:
        """Says whether nothing of the output is missing."""
        return len(self.run.output) >= self.output_chars


@dataclass
class RunningTests:
    """What is being run: `ids` are the tests, of which `ended` have a result."""

    run_id: str
    ids: tuple[str, ...]
    ended: int = 0


@dataclass
class TestSet:
    """A test set holds what the last runs of a problem's tests showed. `program` is the one that
    was run, None before the first run. `version` grows with every change, across all documents."""

    __test__ = False  # no test of pytest's

    results: dict[str, TestResult] = field(default_factory=dict)
    program: Program | None = None
    compile_output: str | None = None
    running: RunningTests | None = None
    was_cancelled: bool = False
    failure: str = ""
    version: int = field(default_factory=lambda: next(_VERSIONS))

    def touch(self) -> None:
        """Remember that something looks different now."""
        self.version = next(_VERSIONS)

    def result_of(self, test: ShownTest) -> TestResult | None:
        """Returns what the last run showed of a test, None where it was edited since."""
        result = self.results.get(test.id)
        return result if result is not None and result.content == test.content else None
