"""`shortlist run --watch`: again whenever one of the files is saved."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from shortlist_engine.cli.exit_codes import BadInput
from shortlist_engine.testfiles.own_tests import place_of

POLL_S = 0.3


async def again_when_saved(
    options: argparse.Namespace,
    run: Callable[[asyncio.Event], Awaitable[None]],
    interrupted: asyncio.Event,
    show: Callable[[BadInput], None],
) -> None:
    """Calls `run` now and whenever a file of the options is saved, until it is interrupted. A save
    sets the event that `run` was given, and so does the interruption. What `run` raises as
    BadInput goes to `show`; the next save may mend it."""
    end = asyncio.create_task(interrupted.wait())
    try:
        while not interrupted.is_set():
            paths = _watched(options)
            before = _state(paths)
            stop = asyncio.Event()
            running = asyncio.create_task(_run_once(run, stop, show))
            changed = asyncio.create_task(_changed(paths, before))
            await asyncio.wait([running, changed, end], return_when=asyncio.FIRST_COMPLETED)
            finished = running.done()
            if not finished:
                stop.set()
            await running
            if finished and not interrupted.is_set():
                print("Waiting for a change; Ctrl-C ends.", file=sys.stderr)
                await asyncio.wait([changed, end], return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
            if not interrupted.is_set():
                print(f"\n{time.strftime('%H:%M:%S')}: saved, running again", file=sys.stderr)
    finally:
        end.cancel()


async def _run_once(
    run: Callable[[asyncio.Event], Awaitable[None]],
    stop: asyncio.Event,
    show: Callable[[BadInput], None],
) -> None:
    try:
        await run(stop)
    except BadInput as error:
        show(error)


async def _changed(paths: list[Path], before: object) -> None:
    """Returns when one of the files is no longer as it was."""
    while _state(paths) == before:
        await asyncio.sleep(POLL_S)


def _watched(options: argparse.Namespace) -> list[Path]:
    names = (
        options.file, options.problem, options.tests, options.input, options.stress,
        options.generator, options.checker,
    )  # fmt: skip
    paths = [Path(name) for name in names if name is not None]
    return [*paths, place_of(Path(options.file))]


def _state(paths: list[Path]) -> list[tuple[str, int, int]]:
    """Names, times and sizes of the files, and of those in the directories, that exist."""
    state = []
    for path in paths:
        for file in [path, *(path.rglob("*") if path.is_dir() else ())]:
            with contextlib.suppress(OSError):
                about = file.stat()
                state.append((str(file), about.st_mtime_ns, about.st_size))
    return state
