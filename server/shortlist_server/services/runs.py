"""Starts and stops what is done with programs of the user's."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class ProgramRun(Generic[T]):
    """ProgramRun is a program that is run; the task's result is what came of it."""

    id: str
    uri: str
    kind: str
    task: asyncio.Task[T]


class RunManager:
    """RunManager holds every run of the session that has not ended."""

    def __init__(self) -> None:
        self._active: dict[str, ProgramRun[Any]] = {}

    def start(
        self, uri: str, work: Callable[[str], Coroutine[Any, Any, T]], *, alone: str = ""
    ) -> ProgramRun[T]:
        """Begin `work(run_id)` for a document. Of the kind `alone` there is one for each document:
        the one before is ended.

        What `work` returns or raises is the task's; cancelling the task ends the program.
        """
        if alone:
            self._cancel_where(lambda run: run.uri == uri and run.kind == alone)
        run_id = uuid.uuid4().hex[:16]
        task = asyncio.create_task(work(run_id))
        run = ProgramRun(run_id, uri, alone, task)
        self._active[run_id] = run
        task.add_done_callback(lambda _: self._active.pop(run_id, None))
        return run

    def cancel(self, run_id: str) -> bool:
        """End a run. False when there is none with this id."""
        run = self._active.get(run_id)
        return run is not None and run.task.cancel()

    def cancel_document(self, uri: str) -> int:
        """End the runs of a document; returns how many there were."""
        return self._cancel_where(lambda run: run.uri == uri)

    def cancel_kinds(self, kinds: Collection[str], ends: Callable[[str], bool]) -> int:
        """End the runs of these kinds in documents that `ends` names; returns their number."""
        return self._cancel_where(lambda run: run.kind in kinds and ends(run.uri))

    def _cancel_where(self, chosen: Callable[[ProgramRun[Any]], bool]) -> int:
        ended = [run for run in list(self._active.values()) if chosen(run)]
        return sum(run.task.cancel() for run in ended)
