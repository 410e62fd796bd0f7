"""Runs the user's own programs without the sandbox."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeVar

from shortlist_engine import languages
from shortlist_engine.execution.active_request import ActiveRequest
from shortlist_engine.execution.checking.checkers import Comparison
from shortlist_engine.execution.checking.custom_checker import CustomChecker
from shortlist_engine.execution.checking.verdicts import (
    compile_error,
    perhaps_killed_from_outside,
    system_error,
)
from shortlist_engine.execution.compiling.cpp_calls import callable_program
from shortlist_engine.execution.compiling.messages import CompileFailed
from shortlist_engine.execution.isolation.process_result import ProcessResult
from shortlist_engine.execution.plain import checkers, starting, tools
from shortlist_engine.execution.plain.building import Builder, Built
from shortlist_engine.execution.plain.given import why_not_given
from shortlist_engine.execution.plain.process import follow, result_of
from shortlist_engine.execution.plain.workplace import Workplace
from shortlist_engine.execution.runner import RunRequest, unsupported
from shortlist_engine.machine import cores
from shortlist_engine.problem import Run, Verdict

T = TypeVar("T")


class PlainRunner:
    """Runs programs while it is open, as an async context manager, at most `workers` at a time;
    further calls wait.

    They run as the user, as in a terminal, and can do what the user can. Only for the user's own
    programs, with the user's consent.
    """

    def __init__(self, workers: int | None = None) -> None:
        if workers is not None and workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.workers = workers or cores()
        self._places = asyncio.Semaphore(self.workers)
        self._active: set[asyncio.Future[Any]] = set()
        self._workplace: Workplace | None = None
        self._builder: Builder | None = None

    async def __aenter__(self) -> PlainRunner:
        """Raises OSError when there is no room for what runs."""
        self._workplace = await asyncio.to_thread(Workplace)
        self._builder = Builder(self._workplace, min(self.workers, cores()))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        workplace, self._workplace, self._builder = self._workplace, None, None
        tasks = list(self._active)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if workplace is not None:
            await asyncio.to_thread(workplace.close)

    async def run(self, request: RunRequest) -> tuple[Run, ...]:
        """Returns one Run for each input, in order. Never raises for what a program does; raises
        RuntimeError when it is closed. Cancelling the caller ends the program at once."""
        self._opened()
        if not request.inputs:
            return ()
        refusal = unsupported(request.problem, request.program)
        program = request.program
        missing = functools.partial(tools.missing, program.language, program.tool)
        refusal = refusal or await asyncio.to_thread(missing)
        if refusal:
            return (system_error(refusal),) * len(request.inputs)
        return await self._as_task(self._run(ActiveRequest(request)))

    async def languages(self, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Returns those of `among`, by default of all that can be run, whose tools are here."""
        wanted = languages.runnable() if among is None else tuple(among)
        return await asyncio.to_thread(tools.available_languages, wanted)

    async def check(
        self, checker: CustomChecker, input: str, output: str, answer: str
    ) -> Comparison:
        """Returns what the checker says of `output` on `input`, where `answer` is the judges'; SE,
        with the checker's name, when it is the checker that fails. Raises RuntimeError when it is
        closed."""
        self._opened()
        written = output.encode("utf-8", "replace")
        return await self._as_task(self._check(checker, input, written, answer))

    def _opened(self) -> tuple[Workplace, Builder]:
        if self._workplace is None or self._builder is None:
            raise RuntimeError("the runner is not open: use it with `async with`")
        return self._workplace, self._builder

    async def _as_task(self, work: Coroutine[Any, Any, T]) -> T:
        """Does the work so that closing ends it."""
        task = asyncio.ensure_future(work)
        self._active.add(task)
        task.add_done_callback(self._active.discard)
        try:
            return await task
        except asyncio.CancelledError:
            if self._workplace is None and task.cancelled():
                raise RuntimeError("the runner was closed") from None
            raise

    async def _run(self, active: ActiveRequest) -> tuple[Run, ...]:
        request = active.request
        async with self._places:
            try:
                program = callable_program(request.problem, request.program)
                built = None
                if starting.is_built(program.language):
                    built = await self._opened()[1].build(program)
                else:
                    await self._opened()[1].check(program)
                while not active.done:
                    active.add(await self._execute(active, built))
            except CompileFailed as error:
                active.finish_with(compile_error(str(error), error.said))
            except OSError as error:
                said = f"{error.strerror}: {error.filename}" if error.filename else str(error)
                active.finish_with(system_error(f"the program could not be run: {said}"))
        return tuple(active.runs)

    async def _execute(self, active: ActiveRequest, built: Built | None) -> Run:
        """The next input. A program that somebody may have killed runs once more."""
        request, index = active.request, len(active.runs)
        if why := why_not_given(request.problem, request.program, request.inputs[index]):
            return system_error(f"the program was not run: {why}")
        result = await self._once(active, built)
        if perhaps_killed_from_outside(active.limits, result):
            result = await self._once(active, built)
        used, own = result.exit.rss_kib, starting.own_kib(request.program.language)
        counted = result.exit._replace(rss_kib=max(0, used - own))
        run = active.judge(replace(result, exit=counted), index)
        checker, expected = request.checker, request.expected
        if checker is not None and expected is not None and run.verdict is Verdict.OK:
            found = await self._check(
                checker, request.inputs[index], result.output, expected[index]
            )
            run = replace(run, verdict=found.verdict, detail=found.detail)
        return replace(run, memory_kib=used)

    async def _once(self, active: ActiveRequest, built: Built | None) -> ProcessResult:
        workplace, _ = self._opened()
        request, index = active.request, len(active.runs)
        data = request.inputs[index].encode("utf-8", "replace")
        with workplace.room() as room:
            asked = starting.order_for(active, index, data, built, room)
            answer = await follow(asked)
            starting.take_output_file(request.problem, room)
            return result_of(answer, room, active.limits_of(index).output_kib << 10)

    async def _check(
        self, checker: CustomChecker, input: str, output: bytes, answer: str
    ) -> Comparison:
        workplace, builder = self._opened()
        return await checkers.check(workplace, builder, checker, input, output, answer)
