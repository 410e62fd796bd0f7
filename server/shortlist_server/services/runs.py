"""Starts and stops runs of a program on a problem's examples."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from shortlist_engine.problem import Problem, Program, Run
from shortlist_server.engine.client import EngineClient


@dataclass(frozen=True)
class ProgramRun:
    """ProgramRun is a program that is run; the task's result is the problem and what each example
    showed."""

    id: str
    uri: str
    task: asyncio.Task[tuple[Problem, tuple[Run, ...]]]


class RunManager:
    """RunManager holds every run of the session that has not ended."""

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine
        self._active: dict[str, ProgramRun] = {}

    def start(
        self,
        uri: str,
        choose: Callable[[], tuple[Problem, Program]],
        on_result: Callable[[int, int], None],
    ) -> ProgramRun:
        """Begin to run the program that `choose` names on the examples of the problem.

        `on_result` gets how many examples have ended, of how many. What `choose` raises, and the
        EngineError of a run that failed, are the task's; cancelling the task ends the program.
        """
        run_id = uuid.uuid4().hex[:16]
        task = asyncio.create_task(self._run(run_id, choose, on_result))
        run = self._active[run_id] = ProgramRun(run_id, uri, task)
        task.add_done_callback(lambda _: self._active.pop(run_id, None))
        return run

    async def _run(
        self,
        run_id: str,
        choose: Callable[[], tuple[Problem, Program]],
        on_result: Callable[[int, int], None],
    ) -> tuple[Problem, tuple[Run, ...]]:
        problem, program = choose()
        ended: set[int] = set()

        def count(index: int, _: Run) -> None:
            ended.add(index)
            on_result(len(ended), len(problem.examples))

        return problem, await self._engine.run(run_id, problem, program, count)

    def cancel(self, run_id: str) -> bool:
        """End a run. False when there is none with this id."""
        run = self._active.get(run_id)
        return run is not None and run.task.cancel()

    def cancel_document(self, uri: str) -> None:
        """End the runs of a document."""
        for run in list(self._active.values()):
            if run.uri == uri:
                run.task.cancel()
