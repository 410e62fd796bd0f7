"""The user's program on inputs as large as the statement allows."""

from __future__ import annotations

import asyncio

import attrs
from lsprotocol import types

from shortlist_engine.problem import Run
from shortlist_engine.protocol import LargeRun, LargestRequest, LargestResult
from shortlist_server.lsp_ext import Shape
from shortlist_server.presentation import stress_words
from shortlist_server.services.progress import LateProgress
from shortlist_server.services.services import Services

LARGEST = "shortlist/largest"
COUNT = 6


@attrs.frozen
class LargestParams(Shape):
    """The parameters name a document, and the place of the problem that is meant."""

    uri: str
    position: types.Position | None = None
    work_done_token: types.ProgressToken | None = None


@attrs.frozen
class LargestRun(Shape):
    """A run on one of the inputs; its name is how that begins."""

    name: str
    verdict: str
    time_ms: float
    memory_kib: int = attrs.field(metadata={"wire": "memoryKiB"})
    input_bytes: int
    detail: str


@attrs.frozen
class LargestAnswer(Shape):
    """The answer says what the program needs, in a sentence and run by run."""

    run_id: str
    message: str
    runs: list[LargestRun]


class LargestFeature:
    """LargestFeature answers when all inputs were run."""

    def __init__(self, services: Services) -> None:
        self._server = services.server
        self._progress = services.progress
        self._engine = services.engine
        self._tests = services.tests
        self._runs = services.runs
        services.server.add_request(LARGEST, LargestParams, self._largest)

    async def _largest(self, params: LargestParams) -> LargestAnswer:
        target = self._tests.target(params.uri, params.position)
        work = self._tests.work(target)
        shown, ended = LateProgress(), set[int]()

        def take(index: int, _: Run) -> None:
            ended.add(index)
            shown.report(len(ended), COUNT)

        async def measure(run_id: str) -> LargestResult:
            request = LargestRequest(work.problem, work.program, run_id, COUNT)
            return await self._engine.largest(request, take)

        run = self._runs.start(params.uri, measure, alone="largest")
        with self._progress.around(
            "Largest inputs", run.task, shown, params.work_done_token, unasked=False
        ):
            await asyncio.wait({run.task})
            cancelled = run.task.cancelled()
            result = LargestResult((), True) if cancelled else run.task.result()
            shown.outcome = stress_words.large(
                result.runs, work.problem.limits, cancelled=result.cancelled
            )
            return LargestAnswer(run.id, shown.outcome, [_run(each) for each in result.runs])


def _run(large: LargeRun) -> LargestRun:
    run = large.run
    return LargestRun(
        large.name,
        run.verdict.value,
        run.cpu_ms,
        run.memory_kib,
        large.input_bytes,
        run.detail.strip(),
    )
