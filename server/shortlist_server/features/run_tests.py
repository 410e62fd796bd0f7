"""Running the tests of a document, for clients that show them in a view."""

from __future__ import annotations

import asyncio

import attrs
from lsprotocol import types

from shortlist_server.lsp_ext import Shape
from shortlist_server.services.progress import LateProgress
from shortlist_server.services.services import Services
from shortlist_server.services.tests import TestsOutcome

RUN_TESTS = "shortlist/runTests"


@attrs.frozen
class RunTestsParams(Shape):
    """The parameters name a document, the tests to run (all, without), and the place of the problem
    that is meant."""

    uri: str
    ids: list[str] | None = None
    position: types.Position | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class RunTestsResult(Shape):
    """The result says how the run ended; what each test showed is in the view."""

    run_id: str
    message: str
    passed: int
    total: int
    cancelled: bool


class RunTestsFeature:
    """RunTestsFeature answers when a run has ended, however it did."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._progress = services.progress
        self._tests = services.tests
        services.server.add_request(RUN_TESTS, RunTestsParams, self._run)

    async def _run(self, params: RunTestsParams) -> RunTestsResult:
        shown = LateProgress()
        run = self._tests.run(params.uri, params.ids, params.position, shown.report)
        with self._progress.around(
            "Running tests", run.task, shown, params.work_done_token, unasked=False
        ):
            await asyncio.wait({run.task})
            outcome = self._outcome(params) if run.task.cancelled() else run.task.result()
            shown.outcome = outcome.message
            return RunTestsResult(
                run.id, outcome.message, outcome.passed, outcome.total, outcome.cancelled
            )

    def _outcome(self, params: RunTestsParams) -> TestsOutcome:
        """What came before a run was cancelled."""
        if self._server.open_document(params.uri) is None:
            return TestsOutcome("Cancelled", 0, 0, cancelled=True)
        target = self._tests.target(params.uri)
        tests = self._tests.tests_of(target)
        if params.ids is not None:
            tests = [test for test in tests if test.id in params.ids]
        return self._tests.outcome(target, self._tests.set_of(target), tests, cancelled=True)
