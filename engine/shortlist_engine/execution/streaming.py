"""Runs any number of programs with a few in memory: taken as workers become free, given back as
they finish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from typing import Any

from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.problem import Limits, Problem, Program, Run

# Per worker: one that runs, and one that is ready when it ends.
AHEAD = 2


async def run_many(
    pool: Runner,
    problem: Problem,
    programs: Iterable[Program] | AsyncIterable[Program],
    inputs: Sequence[str],
    expected: Sequence[str] | None = None,
    *,
    stop_at_first_failure: bool = False,
    limits: Limits | None = None,
) -> AsyncIterator[tuple[Program, tuple[Run, ...]]]:
    """Yields each program with its runs, as ExecutionPool.run gives them, in the order in which
    they end.

    At most `AHEAD` programs for each worker are taken from `programs` and not yet given back, so
    memory does not depend on how many there are, and a consumer that pauses pauses the producer.
    A plain iterable is asked in the event loop: one that blocks should be an async one. When
    `programs` raises, what it gave before is run and given back first. Raises what
    ExecutionPool.run raises. Closing the iterator (`contextlib.aclosing`), cancelling its consumer
    or dropping it ends what runs.
    """
    source = aiter(programs) if isinstance(programs, AsyncIterable) else _asynchronous(programs)
    running: dict[asyncio.Future[tuple[Run, ...]], Program] = {}
    coming: asyncio.Future[Program] | None = None
    more, failure = True, None
    try:
        while more or running:
            if more and coming is None and len(running) < AHEAD * pool.workers:
                coming = asyncio.ensure_future(_next(source))
            waited = _futures(running, coming)
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            if coming is not None and coming.done():
                taken, coming = coming, None
                try:
                    program = taken.result()
                except StopAsyncIteration:
                    more = False
                except Exception as error:
                    more, failure = False, error
                else:
                    call = pool.run(
                        RunRequest(
                            problem,
                            program,
                            inputs,
                            expected,
                            stop_at_first_failure=stop_at_first_failure,
                            limits=limits,
                        )
                    )
                    running[asyncio.ensure_future(call)] = program
            for task in [task for task in running if task.done()]:
                yield running.pop(task), task.result()
        if failure is not None:
            raise failure
    finally:
        left = _futures(running, coming)
        for future in left:
            future.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _futures(
    running: Iterable[asyncio.Future[tuple[Run, ...]]], coming: asyncio.Future[Program] | None
) -> list[asyncio.Future[Any]]:
    return [*running, *([] if coming is None else [coming])]


async def _next(source: AsyncIterator[Program]) -> Program:
    """As a coroutine, of which a task can be made."""
    return await anext(source)


async def _asynchronous(programs: Iterable[Program]) -> AsyncIterator[Program]:
    for program in programs:
        yield program
