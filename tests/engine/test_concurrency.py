"""Waiting for work that may be cancelled: before, during and after it, from inside and outside."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from shortlist_engine.concurrency import (
    Cancelled,
    all_of,
    for_each,
    in_own_thread,
    set_within,
    unless,
    within,
)

ENDLESS = 3600.0


class Work:
    """Sleeps, then returns `value` or raises `error`. `undo_s` is how long it takes to end when it
    is cancelled."""

    def __init__(
        self,
        seconds: float = 0.0,
        value: object = "done",
        error: Exception | None = None,
        undo_s: float = 0.0,
    ) -> None:
        self._seconds, self._value = seconds, value
        self._error, self._undo_s = error, undo_s
        self.started = asyncio.Event()
        self.ended = asyncio.Event()
        self.cancelled = False

    async def run(self) -> object:
        self.started.set()
        try:
            await asyncio.sleep(self._seconds)
            if self._error is not None:
                raise self._error
            return self._value
        except asyncio.CancelledError:
            self.cancelled = True
            await asyncio.sleep(self._undo_s)
            raise
        finally:
            self.ended.set()


@pytest_asyncio.fixture(autouse=True)
async def nothing_is_left_behind() -> AsyncIterator[None]:
    """No task outlives a test, and none raised what nobody looked at."""
    complaints: list[dict[str, object]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    before = asyncio.all_tasks()
    yield
    await asyncio.sleep(0)
    gc.collect()
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left
    assert not complaints


def in_a_moment(event: asyncio.Event, seconds: float = 0.02) -> asyncio.Event:
    asyncio.get_running_loop().call_later(seconds, event.set)
    return event


async def test_work_that_nothing_cancels_gives_its_result() -> None:
    assert await unless(None, Work().run()) == "done"
    assert await unless(asyncio.Event(), Work(0.01).run()) == "done"


async def test_a_cancel_that_came_before_leaves_no_time_to_the_work() -> None:
    cancelled, work = asyncio.Event(), Work(ENDLESS)
    cancelled.set()
    with pytest.raises(Cancelled):
        await unless(cancelled, work.run())
    assert not work.started.is_set() or work.cancelled


async def test_a_cancel_while_it_works_ends_the_work_before_it_returns() -> None:
    work = Work(ENDLESS, undo_s=0.05)
    with pytest.raises(Cancelled):
        await unless(in_a_moment(asyncio.Event()), work.run())
    assert work.cancelled
    assert work.ended.is_set()


async def test_a_cancel_that_comes_with_the_result_does_not_lose_it() -> None:
    cancelled = asyncio.Event()

    async def work() -> str:
        cancelled.set()
        return "done"

    assert await unless(cancelled, work()) == "done"


async def test_a_cancel_after_the_work_changes_nothing() -> None:
    cancelled = asyncio.Event()
    assert await unless(cancelled, Work().run()) == "done"
    cancelled.set()
    await asyncio.sleep(0.01)


async def test_what_the_work_raises_is_raised() -> None:
    for cancelled in (None, asyncio.Event()):
        with pytest.raises(ValueError, match="broken"):
            await unless(cancelled, Work(error=ValueError("broken")).run())


async def test_what_the_work_raises_while_it_is_cancelled_is_dropped() -> None:
    async def work() -> None:
        try:
            await asyncio.sleep(ENDLESS)
        finally:
            raise ValueError("broken on the way out")

    with pytest.raises(Cancelled):
        await unless(in_a_moment(asyncio.Event()), work())


@pytest.mark.parametrize("watched", [False, True])
async def test_cancelling_the_caller_ends_the_work(watched: bool) -> None:
    work = Work(ENDLESS, undo_s=0.02)
    caller = asyncio.create_task(unless(asyncio.Event() if watched else None, work.run()))
    await work.started.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert work.cancelled
    assert work.ended.is_set()


async def test_work_that_is_let_go_goes_on_by_itself() -> None:
    work = Work(0.1)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        await unless(in_a_moment(asyncio.Event()), work.run(), let_go=True)
    assert time.monotonic() - started < 0.1 or work.ended.is_set()
    await work.ended.wait()
    assert not work.cancelled


async def test_nobody_complains_of_what_work_raises_that_was_let_go() -> None:
    work = Work(0.05, error=ValueError("nobody looks"))
    with pytest.raises(Cancelled):
        await unless(in_a_moment(asyncio.Event()), work.run(), let_go=True)
    await work.ended.wait()
    await asyncio.sleep(0.01)  # `nothing_is_left_behind` hears of it


async def test_cancelling_the_caller_lets_go_too() -> None:
    work = Work(0.1)
    caller = asyncio.create_task(unless(asyncio.Event(), work.run(), let_go=True))
    await work.started.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await work.ended.wait()
    assert not work.cancelled


async def test_cancelling_the_caller_lets_go_of_work_that_no_event_cancels() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.01)
        ended.set()

    caller = asyncio.create_task(unless(None, work(), let_go=True))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await asyncio.wait_for(ended.wait(), 5)


async def test_one_of_several_who_wait_for_the_same_may_give_up() -> None:
    work = Work(0.1)
    shared = asyncio.create_task(work.run())
    with pytest.raises(Cancelled):
        await unless(in_a_moment(asyncio.Event()), asyncio.shield(shared), let_go=True)
    assert await unless(asyncio.Event(), asyncio.shield(shared), let_go=True) == "done"


async def test_work_within_its_seconds_gives_its_result_or_its_error() -> None:
    assert await within(60, Work(0.01).run()) == "done"
    with pytest.raises(ValueError, match="broken"):
        await within(60, Work(error=ValueError("broken")).run())


async def test_work_beyond_its_seconds_has_ended_when_that_is_said() -> None:
    work = Work(ENDLESS, undo_s=0.05)
    with pytest.raises(asyncio.TimeoutError):
        await within(0.02, work.run())
    assert work.cancelled
    assert work.ended.is_set()


async def test_cancelling_the_caller_ends_work_with_a_time_limit() -> None:
    work = Work(ENDLESS, undo_s=0.02)
    caller = asyncio.create_task(within(60, work.run()))
    await work.started.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert work.ended.is_set()


async def test_whether_an_event_is_set_in_time() -> None:
    event = asyncio.Event()
    assert not await set_within(event, 0.02)
    assert not await set_within(event, 0)
    assert await set_within(in_a_moment(event), 60)
    assert await set_within(event, 60)
    assert await set_within(event, 0)


async def test_all_results_are_in_order() -> None:
    work = [Work(0.03 - 0.01 * place, place) for place in range(3)]
    assert await all_of([each.run() for each in work]) == [0, 1, 2]
    assert await all_of([]) == []


async def test_the_first_error_ends_the_others_before_it_is_raised() -> None:
    others = [Work(ENDLESS, undo_s=0.02) for _ in range(2)]
    with pytest.raises(ValueError, match="broken"):
        await all_of(
            [others[0].run(), Work(0.01, error=ValueError("broken")).run(), others[1].run()]
        )
    assert all(each.cancelled and each.ended.is_set() for each in others)


async def test_cancelling_the_caller_ends_all() -> None:
    work = [Work(ENDLESS, undo_s=0.02) for _ in range(3)]
    caller = asyncio.create_task(all_of([each.run() for each in work]))
    await work[-1].started.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert all(each.ended.is_set() for each in work)


@pytest.mark.parametrize("at_once", [1, 3, 100])
async def test_each_item_is_worked_on_once_and_few_at_a_time(at_once: int) -> None:
    seen: list[int] = []
    running = most = 0

    async def work(item: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001 * (item % 3))
        running -= 1
        seen.append(item)

    await for_each(range(20), work, at_once)
    assert sorted(seen) == list(range(20))
    assert most <= at_once


async def test_the_first_item_that_fails_ends_the_rest() -> None:
    begun: list[int] = []

    async def work(item: int) -> None:
        begun.append(item)
        await asyncio.sleep(0.01)
        if item == 3:
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await for_each(range(1000), work, 2)
    assert len(begun) < 10


async def test_work_in_a_thread_of_its_own_answers_and_raises() -> None:
    assert await in_own_thread("asked", lambda: threading.current_thread().name) == "asked"

    def fail() -> None:
        raise ValueError("as it is")

    with pytest.raises(ValueError, match="as it is"):
        await in_own_thread("asked", fail)


def test_the_loop_ends_before_work_in_a_thread_of_its_own() -> None:
    go = threading.Event()

    async def leave() -> None:
        waiting = asyncio.create_task(in_own_thread("slow", lambda: go.wait(20)))
        await asyncio.sleep(0.02)
        waiting.cancel()

    asyncio.run(leave())
    (slow,) = (thread for thread in threading.enumerate() if thread.name == "slow")
    go.set()
    slow.join(10)
    assert not slow.is_alive()


@pytest.mark.parametrize(
    ("when_done", "said"), [(False, b"at first"), (True, b"at first, at last")]
)
def test_a_process_that_something_keeps_ends_with_its_output_whole(
    when_done: bool, said: bytes
) -> None:
    script = (
        "import threading, time\n"
        "from shortlist_engine.concurrency import end_process_within\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "print('at first', end='')\n"
        f"end_process_within(0.2, 7, when_done={when_done})\n"
        "time.sleep(2)\n"
        "print(', at last', end='')\n"
    )
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (7, said)
