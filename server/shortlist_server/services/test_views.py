"""The tests view of each document that is open."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from shortlist_engine import fairness
from shortlist_engine.languages import display_name, toolchain
from shortlist_server.configuration import Configuration
from shortlist_server.engine.client import EngineClient
from shortlist_server.engine.process import SET_UP, available
from shortlist_server.presentation.tests_view import TestsView, tests_view
from shortlist_server.services.own_tests import HeldTests
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.tests import Tests
from shortlist_server.services.user_programs import why_no_program
from shortlist_server.testsets import Target


class TestViews:
    """TestViews puts together what is shown of a document's tests."""

    __test__ = False  # no test of pytest's

    def __init__(
        self,
        configuration: Configuration,
        problems: ProblemStore,
        engine: EngineClient,
        tests: Tests,
    ) -> None:
        self._configuration = configuration
        self._problems = problems
        self._engine = engine
        self._tests = tests

    def of(self, uri: str, position: types.Position | None = None) -> TestsView:
        """Returns the view of a document. Raises ServerError `noProblem` where it is not open."""
        target = self._tests.target(uri, position)
        held = self._tests.own_of(target)
        on_disk = held.path is not None and held.stamp is not None
        marks = fairness.marks_in(target.document.source)
        return tests_view(
            target,
            self._tests.tests_of(target),
            self._tests.set_of(target),
            comparison=_comparison(target, held),
            stale=self._tests.is_stale(target),
            unavailable=self.why_not_run(target),
            practice=marks[0].problem if marks else "",
            file=str(held.path) if on_disk else "",
            notes=list(self._notes(target, held)),
        )

    def why_not_run(self, target: Target) -> str:
        """Says why nothing can be run in a document; empty where it can."""
        if not self._configuration.for_uri(target.uri).enable:
            return "Shortlist is disabled (setting shortlist.enable)."
        document = target.document
        why = why_no_program(document, self._tests.source(target))
        language = document.run_language
        if why or language is None:
            return why
        engine = self._engine.engine
        if engine is not None and engine.languages and language not in engine.languages:
            fix = toolchain(language).fix
            return f"{display_name(language)} cannot be run here: {fix}."
        if engine is None and not available(self._configuration.current.engine_command):
            return f"The engine is not installed. {SET_UP}"
        return ""

    def _notes(self, target: Target, held: HeldTests) -> Iterator[str]:
        block = target.block
        if held.failure:
            yield held.failure
        if held.path is None and held.own.tests:
            yield "This file was never saved: its own tests are kept until the editor is closed."
        if block is not None and block.problem is None:
            for issue in block.issues[:1]:
                yield f"Line {issue.line + 1}: {issue.message}"
        if block is not None and block.guess is not None:
            yield f"Line {block.guess.line + 1}: {block.guess.message}"
        if target.problem.interactive and target.problem.examples:
            yield (
                "This is an interactive problem: its examples are conversations. Talk to the "
                "program in the console."
            )
        if target.problem.several_answers and not held.own.checker:
            yield "The statement accepts several answers: a different one may be right, too."
        blocks = self._problems.blocks(target.document)
        if len(blocks) > 1 and held.own.tests:
            yield (
                f"This file holds {len(blocks)} problems: its own tests are run on the program of "
                "the one at the cursor."
            )


def _comparison(target: Target, held: HeldTests) -> str:
    if held.own.checker:
        return held.own.checker
    return "values" if target.problem.kind == "function" else target.problem.checker
