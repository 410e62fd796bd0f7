"""Many programs through a pool: what is taken when, what comes back, how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from tests.engine.execution.sandbox_processes import descendants, until

from shortlist_engine.execution import ExecutionPool, run_many
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.execution.streaming import AHEAD
from shortlist_engine.problem import Limits, Problem, Program, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROBLEM = Problem("p", "", limits=Limits(time_s=60))
SLEEP = Program("python", "import time; time.sleep(1000)")
WORKERS = 2
ROOM = AHEAD * WORKERS


def number(i: int) -> Program:
    return Program("python", f"print({i})")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(WORKERS) as pool:
        yield pool


class Producer:
    """Counts what was taken from it; `then` is raised at the end."""

    def __init__(self, count: int, then: Exception | None = None) -> None:
        self.count, self.then, self.taken = count, then, 0

    def __iter__(self) -> Iterator[Program]:
        for i in range(self.count):
            self.taken += 1
            yield number(i)
        if self.then is not None:
            raise self.then

    async def __aiter__(self) -> AsyncIterator[Program]:
        for program in self:
            await asyncio.sleep(0)
            yield program


class OnlyAsync:
    def __init__(self, producer: Producer) -> None:
        self.producer = producer

    def __aiter__(self) -> AsyncIterator[Program]:
        return self.producer.__aiter__()


class OnlyPlain(OnlyAsync):
    __aiter__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Program]:
        return iter(self.producer)


@pytest.mark.parametrize("kind", [OnlyPlain, OnlyAsync])
async def test_every_program_comes_back_once_with_its_own_runs(
    pool: ExecutionPool, kind: type
) -> None:
    programs = kind(Producer(60))
    found = {}
    async for program, runs in run_many(pool, PROBLEM, programs, ["", ""], ["7", "7"]):
        assert program.source not in found
        found[program.source] = [run.output for run in runs]
        right = Verdict.AC if program == number(7) else Verdict.WA
        assert {run.verdict for run in runs} == {right}
    assert found == {number(i).source: [f"{i}\n"] * 2 for i in range(60)}


async def test_options_reach_the_pool(pool: ExecutionPool) -> None:
    slow = Program("python", "while True: pass")
    results = [
        result
        async for result in run_many(
            pool,
            PROBLEM,
            [number(1), slow],
            ["", ""],
            ["2", "2"],
            stop_at_first_failure=True,
            limits=Limits(time_s=0.5),
        )
    ]
    verdicts = {program.source: [run.verdict.value for run in runs] for program, runs in results}
    assert verdicts == {number(1).source: ["WA", "SK"], slow.source: ["TLE", "SK"]}


async def test_no_programs_give_no_runs(pool: ExecutionPool) -> None:
    assert [result async for result in run_many(pool, PROBLEM, [], [""])] == []


@pytest.mark.parametrize("kind", [OnlyPlain, OnlyAsync])
async def test_what_is_taken_ahead_is_bounded(pool: ExecutionPool, kind: type) -> None:
    producer, given_back = Producer(100), 0
    async for _ in run_many(pool, PROBLEM, kind(producer), [""]):
        if given_back % 10 == 0:  # a consumer that pauses
            await asyncio.sleep(0.05)
        assert producer.taken - given_back <= ROOM
        given_back += 1
    assert given_back == 100


async def test_a_slow_program_does_not_hold_up_the_others(pool: ExecutionPool) -> None:
    programs = [SLEEP, *(number(i) for i in range(30))]
    stream = run_many(pool, PROBLEM, programs, [""])
    async with contextlib.aclosing(stream):
        found = [(await anext(stream))[0] for _ in range(30)]
    assert SLEEP not in found


async def test_a_slow_producer_does_not_hold_up_what_runs(pool: ExecutionPool) -> None:
    async def one_and_then_nothing() -> AsyncIterator[Program]:
        yield number(1)
        await asyncio.sleep(1000)

    stream = run_many(pool, PROBLEM, one_and_then_nothing(), [""])
    async with contextlib.aclosing(stream):
        program, _ = await asyncio.wait_for(anext(stream), 60)
    assert program == number(1)


@pytest.mark.parametrize("kind", [OnlyPlain, OnlyAsync])
async def test_what_a_failing_producer_gave_is_run_before_its_error(
    pool: ExecutionPool, kind: type
) -> None:
    found = []
    with pytest.raises(ZeroDivisionError):
        async for program, _ in run_many(
            pool, PROBLEM, kind(Producer(9, ZeroDivisionError())), [""]
        ):
            found.append(program.source)
    assert sorted(found) == sorted(number(i).source for i in range(9))
    (run,) = await pool.run(RunRequest(PROBLEM, number(3), [""], ["3"]))
    assert run.verdict is Verdict.AC


async def test_wrong_arguments_are_named(pool: ExecutionPool) -> None:
    with pytest.raises(ValueError, match="1 inputs but 2 expected"):
        async for _ in run_many(pool, PROBLEM, [number(1)] * 9, [""], ["1", "2"]):
            pass


async def running(pool: ExecutionPool) -> set[int]:
    """The processes of programs, once every worker has one."""
    zygotes = lambda: {z.pid for w in pool._all for z in w.zygotes.values()}  # noqa: E731
    await until(lambda: len(zygotes()) >= WORKERS)
    above = 1 if pool.level == "B" else 2  # bubblewrap's child is the zygote
    await until(lambda: all(len(descendants(pid)) >= above for pid in zygotes()))
    return descendants(os.getpid())


@pytest.mark.parametrize("how", ["close", "break", "cancel"])
async def test_ending_early_ends_what_runs(pool: ExecutionPool, how: str) -> None:
    async def consume(first: asyncio.Event) -> None:
        stream = run_many(pool, PROBLEM, [number(1), *([SLEEP] * 20)], [""])
        async for _ in stream:
            first.set()
            if how != "cancel":
                doomed.update(await running(pool))
            if how == "close":
                await stream.aclose()  # type: ignore[attr-defined]
            if how != "cancel":
                break

    doomed: set[int] = set()
    before = asyncio.all_tasks()
    first = asyncio.Event()
    task = asyncio.ensure_future(consume(first))
    await first.wait()
    if how == "cancel":
        doomed.update(await running(pool))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        await task
    await until(lambda: not doomed & descendants(os.getpid()), 30)
    await until(lambda: pool._idle.qsize() == WORKERS)
    await until(lambda: asyncio.all_tasks() <= before)
    (run,) = await pool.run(RunRequest(PROBLEM, number(3), [""], ["3"]))
    assert run.verdict is Verdict.AC
