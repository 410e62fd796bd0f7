"""Solving with the fakes, and what its tests ask of the events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable

from tests.fakes import DOUBLE, FakePool, FakeSampler

from shortlist_engine.problem import Budget, Done, Event, Problem, Ranking, SolveOptions
from shortlist_engine.solve import solve

SOURCES = ["x + 1", "2 * x", "x * 2 if x < 10 else 0", "FAIL", "x + x FLAKY", "2 * x + 0"]


class Stall:
    """The longest time that the event loop, and with it this process, did not run: what a busy
    machine adds to every latency."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            self.seconds = max(self.seconds, time.monotonic() - before - 0.01)

    def allowed(self, seconds: float) -> float:
        self._task.cancel()
        return seconds + 3 * self.seconds


async def collect(
    sampler: FakeSampler,
    pool: FakePool | None = None,
    *,
    problem: Problem = DOUBLE,
    budget: Budget | None = None,
    **options,
) -> list[Event]:
    options.setdefault("seed", 1)
    return [
        event
        async for event in solve(
            problem,
            sampler=sampler,
            pool=pool or FakePool(),
            budget=budget or Budget(200, 60),
            options=SolveOptions(**options),
        )
    ]


async def cancelled(
    moment: Awaitable[object], sampler: FakeSampler, pool: FakePool, budget: Budget
) -> Done:
    """How a solve ended that is cancelled at this moment; it must end at once."""
    stop, stall = asyncio.Event(), Stall()
    events: list[Event] = []
    cancelled_at = 0.0

    async def cancel() -> None:
        nonlocal cancelled_at
        await moment
        cancelled_at = time.monotonic()
        stop.set()

    task = asyncio.create_task(cancel())
    async for event in solve(
        DOUBLE,
        sampler=sampler,
        pool=pool,
        budget=budget,
        options=SolveOptions(seed=1),
        cancelled=stop,
    ):
        events.append(event)
        if isinstance(event, Done):
            latency = time.monotonic() - cancelled_at
    await task
    done = final(events)
    assert done.reason == "cancelled"
    assert latency < stall.allowed(0.25)
    assert pool.running == 0
    return done


def final(events: list[Event]) -> Done:
    done = events[-1]
    assert isinstance(done, Done)
    assert not any(isinstance(event, Done) for event in events[:-1])
    return done


def sources(done: Done | Ranking) -> list[str]:
    return [solution.program.source for solution in done.solutions]
