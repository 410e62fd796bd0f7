"""A user's own program on examples or tests, for clients."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from shortlist_engine import protocol
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.execution.runner import Runner
from shortlist_engine.host.host import Host
from shortlist_engine.practice.custom_judging import judged_by
from shortlist_engine.practice.difference import marked_difference
from shortlist_engine.practice.examples import CANCELLED, check_language, run_tests
from shortlist_engine.problem import Budget, Run, SolveOptions, Verdict
from shortlist_engine.protocol import ExamplesRequest, TestRun, TextDifference, to_wire
from shortlist_engine.rpc.connection import Connection
from shortlist_engine.rpc.pending import Pending
from shortlist_engine.solve.options import check, check_limits
from shortlist_engine.testfiles.tests import NamedTest, examples_of

_QUICK_CHARS = 50_000
"""Up to so much, two texts are compared at once; more than that in a thread."""


async def run_examples(host: Host, pending: Pending, request: ExamplesRequest) -> dict[str, Any]:
    """Returns the answer to `run`. Raises EngineError."""
    problem = request.problem
    if request.tests is None:
        check(problem, Budget(), SolveOptions())
    check_limits(problem)
    check_language(problem, request.program.language, await host.languages())
    tests = tests_of(request)
    try:
        opening = host.pool() if request.proposed else host.own_runner()
        runner = await unless(pending.cancelled, opening, let_go=True)
        runs = await _run(runner, pending, request, tests)
    except Cancelled:
        runs = (CANCELLED,) * len(tests)
    if request.output_chars is not None:
        runs = tuple(replace(run, output="") for run in runs)
    return {
        "runs": to_wire(runs),
        "passed": sum(run.verdict is Verdict.AC for run in runs),
        "total": len(runs),
        "cancelled": pending.cancelled.is_set(),
    }


def tests_of(request: ExamplesRequest) -> tuple[NamedTest, ...]:
    """Returns what a program is asked to be run on."""
    if request.tests is None:
        return examples_of(request.problem)
    return tuple(
        NamedTest(str(number), test.input, test.expected)
        for number, test in enumerate(request.tests, 1)
    )


async def _run(
    runner: Runner, pending: Pending, request: ExamplesRequest, tests: tuple[NamedTest, ...]
) -> tuple[Run, ...]:
    reports = _Reports(pending.connection, request, tests)
    runs = await run_tests(
        judged_by(runner, request.checker),
        request.problem,
        request.program,
        tests,
        cancelled=pending.cancelled,
        on_run=reports.tell,
    )
    await reports.all_told()
    return runs


class _Reports:
    """Tells a client that named its run how each test ended."""

    def __init__(
        self, connection: Connection, request: ExamplesRequest, tests: tuple[NamedTest, ...]
    ) -> None:
        self._connection = connection
        self._request = request
        self._tests = tests
        self._under_way: set[asyncio.Task[None]] = set()

    def tell(self, index: int, run: Run) -> None:
        """Tells of one test, at once where that is quick."""
        # A compile error is the same for all, and the answer follows at once.
        if self._request.run_id is None or run.verdict is Verdict.CE:
            return
        expected = self._tests[index].expected
        if not self._is_compared(run) or expected is None:
            self._send(index, run, None)
        elif len(expected) + len(run.output) <= _QUICK_CHARS:
            self._send(index, run, self._difference(expected, run))
        else:
            task = asyncio.create_task(self._compare_and_send(index, expected, run))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def all_told(self) -> None:
        """Waits for what is still compared."""
        if self._under_way:
            await asyncio.gather(*self._under_way)

    def _is_compared(self, run: Run) -> bool:
        wanted = self._request.output_chars is not None and self._request.checker is None
        return wanted and run.verdict in (Verdict.WA, Verdict.PE)

    def _difference(self, expected: str, run: Run) -> TextDifference | None:
        return marked_difference(expected, run.output, self._request.problem.checker)

    async def _compare_and_send(self, index: int, expected: str, run: Run) -> None:
        self._send(index, run, await asyncio.to_thread(self._difference, expected, run))

    def _send(self, index: int, run: Run, difference: TextDifference | None) -> None:
        shown = replace(run, output=run.output[: self._request.output_chars or 0])
        result = TestRun(index, shown, len(run.output), difference)
        self._connection.notify(
            protocol.RUN_RESULT, {"run_id": self._request.run_id, **to_wire(result)}
        )
