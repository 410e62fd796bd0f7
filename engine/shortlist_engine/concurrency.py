"""Waiting, in an event loop, for work that may be cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Cancelled(Exception):
    """The event that cancels some work was set before the work ended."""


async def unless(cancelled: asyncio.Event | None, work: Awaitable[T], *, let_go: bool = False) -> T:
    """Returns the result of `work`, when it ends before `cancelled` is set.

    Raises Cancelled otherwise, and what `work` raises. `work` is then cancelled and has ended when
    this returns; with `let_go` it goes on by itself, and what it raises is dropped: for work that
    others wait for too, or that cannot be cancelled.
    """
    task = asyncio.ensure_future(work)
    if cancelled is None:
        return await (left_alone(task) if let_go else task)
    stop = asyncio.ensure_future(cancelled.wait())
    waited: list[asyncio.Future[Any]] = [task, stop]
    try:
        # Not `wait_for`: before Python 3.12 it loses a cancellation that comes with its result.
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Cancelled
    finally:
        stop.cancel()
        if let_go and not task.done():
            task.add_done_callback(_drop)
        else:
            await _end(task)


async def within(seconds: float, work: Awaitable[T]) -> T:
    """Returns the result of `work`, when it ends within `seconds`.

    Raises asyncio.TimeoutError otherwise, and what `work` raises. `work` is then cancelled and has
    ended when this returns.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait([task], timeout=seconds)
        if task.done():
            return task.result()
        raise asyncio.TimeoutError
    finally:
        await _end(task)


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Says whether `event` is set within `seconds`."""
    with contextlib.suppress(asyncio.TimeoutError):
        await within(seconds, event.wait())
    return event.is_set()


async def all_of(work: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """Returns the results of all, as `asyncio.gather`; when one fails the others are cancelled."""
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def for_each(
    items: Iterable[T], work: Callable[[T], Awaitable[object]], at_once: int
) -> None:
    """Does `work` for each item, `at_once` at a time; the first error ends the others."""
    queue = iter(items)

    async def take() -> None:
        for item in queue:
            await work(item)

    await all_of([take() for _ in range(at_once)])


def left_alone(work: Awaitable[T]) -> asyncio.Future[T]:
    """Returns what waits for `work`, which goes on by itself when the waiting is cancelled; what it
    raises then is dropped."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(_drop)
    return asyncio.shield(task)


async def in_own_thread(name: str, work: Callable[[], T]) -> T:
    """Returns the result of `work`, which is done in a thread of this name. Raises what it raises.

    The end of the event loop does not wait for it, as it does for `asyncio.to_thread`; only the end
    of the process does (`end_process_within`). Who is cancelled meanwhile leaves it to itself.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[Any], None], outcome: Any) -> None:
        if not future.done():
            set_outcome(outcome)

    def run() -> None:
        set_outcome: Callable[[Any], None] = future.set_result
        try:
            outcome: Any = work()
        except BaseException as error:
            set_outcome, outcome = future.set_exception, error
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, set_outcome, outcome)

    threading.Thread(target=run, name=name).start()
    return await future


def on_signal(number: int, act: Callable[[], object]) -> None:
    """Has the running event loop call `act` when the signal comes, on any system."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(number, act)
    except NotImplementedError:  # on Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(act))


def off_signal(number: int) -> None:
    """Undoes `on_signal`: the signal does again what it does by default."""
    try:
        asyncio.get_running_loop().remove_signal_handler(number)
    except NotImplementedError:
        signal.signal(number, signal.SIG_DFL)


def end_process_within(seconds: float, exit_code: int, *, when_done: bool = False) -> None:
    """Sees to it that this process ends, with `exit_code` if it has not done so by itself after
    `seconds`: a thread that nothing stops would keep it. `when_done` counts them from the end of
    the main thread, which may have work left."""

    def end() -> None:
        if when_done:
            threading.main_thread().join()
        time.sleep(seconds)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(exit_code)

    threading.Thread(target=end, name="end of the process", daemon=True).start()


async def _end(task: asyncio.Future[Any]) -> None:
    """Cancels a task that has not ended, and waits for its end."""
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _drop(task: asyncio.Future[Any]) -> None:
    """Looks at what it raised, so that asyncio does not complain that nobody did."""
    if not task.cancelled():
        task.exception()
