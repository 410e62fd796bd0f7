"""The frame of every command that opens a model or a sandbox: what it works with, how Ctrl-C ends
it, how it gives everything back, and which exit code an error has."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import TypeVar

from shortlist_engine.cli.exit_codes import BAD_INPUT, FAILED, INTERRUPTED, UNAVAILABLE
from shortlist_engine.concurrency import end_process_within, off_signal, on_signal
from shortlist_engine.host import Host, Resources, local_resources
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
STOP_MODEL_WITHIN_S = 2.0
LEAVE_WITHIN_S = 1.0


def resources_for(options: argparse.Namespace) -> Resources:
    """Returns this machine's sandbox, and the model that the options of the command choose:
    `model`, `precision`, `device`, `prompt` and `workers`, which every such command has or
    sets."""
    choice = ModelChoice(options.model, options.precision, options.device, prompt=options.prompt)
    return local_resources(choice, options.workers)


def run_framed(resources: Resources, work: Callable[[Host, asyncio.Event], Awaitable[T]]) -> T:
    """Returns the result of `work`, which opens what it needs from the host, and ends early with
    what it has when the event is set.

    The first Ctrl-C or SIGTERM sets the event; a second one ends the process with the exit code
    INTERRUPTED, whatever still runs. Raises what `work` raises.
    """
    before = [(number, signal.getsignal(number)) for number in SIGNALS]
    try:
        return asyncio.run(_framed(resources, work))
    finally:
        for number, handler in before:
            signal.signal(number, handler)


async def _framed(resources: Resources, work: Callable[[Host, asyncio.Event], Awaitable[T]]) -> T:
    interrupted = asyncio.Event()

    def interrupt() -> None:
        interrupted.set()
        for number in SIGNALS:
            off_signal(number)
            signal.signal(number, _leave)

    for number in SIGNALS:
        on_signal(number, interrupt)
    host = Host(resources)
    try:
        return await work(host, interrupted)
    finally:
        await host.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(host.unload(), STOP_MODEL_WITHIN_S)
        if host.loading:  # nothing stops it
            code = INTERRUPTED if interrupted.is_set() else UNAVAILABLE
            end_process_within(LEAVE_WITHIN_S, code, when_done=True)
        for number in SIGNALS:
            off_signal(number)


def _leave(number: int, frame: FrameType | None) -> None:
    """Ends the process in order if that is quick: a model that is sampling cannot be waited for."""
    end_process_within(LEAVE_WITHIN_S, INTERRUPTED)
    raise KeyboardInterrupt


def exit_code_of(error: EngineError) -> int:
    """Returns the exit code of a command that ends with this error."""
    if error.kind == "noResult":
        return FAILED
    return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
