"""`shortlist solve`: from a file to a table of solutions."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from typing import Any

from shortlist_engine.cli import BAD_INPUT, INTERRUPTED, NOTHING_PASSED, SOLVED, UNAVAILABLE
from shortlist_engine.execution.runner import Runner
from shortlist_engine.json_view import JsonView
from shortlist_engine.problem import Budget, Done, Problem, Progress
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.backend import Backend, local_backend
from shortlist_engine.rpc.holder import Holder
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.solve import SolveOptions, solve
from shortlist_engine.terminal import TerminalView, View
from shortlist_engine.user_files import BadInput, check_output, read_problem, write_program

STOP_MODEL_WITHIN_S = 2.0


def run(options: argparse.Namespace, backend: Backend | None = None) -> int:
    """Runs the command and returns its exit code. `backend` replaces the model and the sandbox."""
    try:
        problem, languages, warnings = read_problem(options.file, options.line)
        if options.count > 100:
            raise BadInput("--count must be at most 100.")
        output = check_output(options.output, options.file)
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    for warning in warnings:
        print(warning, file=sys.stderr)
    view: View
    if options.json or options.json_stream:
        view = JsonView(problem, stream=options.json_stream)
    else:
        view = TerminalView(problem, options.samples)
    settings = SolveOptions(
        count=options.count,
        languages=tuple(options.language) if options.language else languages,
        temperature=options.temperature,
        seed=options.seed,
    )
    budget = Budget(options.samples, options.seconds)
    backend = backend or local_backend(
        options.model, options.workers, options.precision, options.device
    )
    try:
        done = asyncio.run(_solve(backend, problem, budget, settings, view))
    except EngineError as error:
        view.fail(error)
        return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
    finally:
        view.close()
    if done.solutions and output is not None:
        write_program(output, done.solutions[0].program.source)
        print(f"Wrote the best program to {output}.", file=sys.stderr)
    if done.reason == "cancelled":
        return INTERRUPTED
    return SOLVED if done.solutions else NOTHING_PASSED


async def _solve(
    backend: Backend, problem: Problem, budget: Budget, options: SolveOptions, view: View
) -> Done:
    """Ctrl-C ends the solve and keeps what was found; a second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def interrupt() -> None:
        options.cancelled.set()
        loop.remove_signal_handler(signal.SIGINT)

    loop.add_signal_handler(signal.SIGINT, interrupt)
    loop.add_signal_handler(signal.SIGTERM, interrupt)
    holder = Holder(backend)
    try:
        view.event(Progress("loading"))
        opened = await _unless_cancelled(options.cancelled, holder)
        done = Done("cancelled", Progress("loading"), ())
        if opened is not None:
            sampler, pool = opened
            async for event in solve(
                problem, sampler=sampler, pool=pool, budget=budget, options=options
            ):
                view.event(event)
                if isinstance(event, Done):
                    done = event
        view.finish(done)
        return done
    finally:
        await holder.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(holder.unload(), STOP_MODEL_WITHIN_S)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _unless_cancelled(
    cancelled: asyncio.Event, holder: Holder
) -> tuple[Sampler, Runner] | None:
    """Model and sandbox, or None when Ctrl-C comes first."""
    opening = asyncio.gather(holder.sampler(), holder.pool())
    stop = asyncio.create_task(cancelled.wait())
    both: list[asyncio.Future[Any]] = [opening, stop]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if opening.done():
        return opening.result()
    opening.cancel()
    with contextlib.suppress(asyncio.CancelledError, EngineError):
        await opening
    return None
