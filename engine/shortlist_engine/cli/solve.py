"""`shortlist solve`: from a file to a table of solutions."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys

from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    INTERRUPTED,
    NOTHING_PASSED,
    SOLVED,
    UNAVAILABLE,
)
from shortlist_engine.cli.solve_json import JsonView
from shortlist_engine.cli.solve_view import TerminalView, View
from shortlist_engine.cli.user_files import BadInput, check_output, read_problem, write_program
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources, local_resources
from shortlist_engine.problem import Budget, Done, Problem, Progress, SolveOptions
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice
from shortlist_engine.solve import solve

STOP_MODEL_WITHIN_S = 2.0


def run(options: argparse.Namespace, resources: Resources | None = None) -> int:
    """Runs the command and returns its exit code. `resources` replace the model and the sandbox."""
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
    choice = ModelChoice(options.model, options.precision, options.device)
    resources = resources or local_resources(choice, options.workers)
    try:
        done = asyncio.run(_solve(resources, problem, budget, settings, view))
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
    resources: Resources, problem: Problem, budget: Budget, options: SolveOptions, view: View
) -> Done:
    """Ctrl-C ends the solve and keeps what was found; a second one ends the process at once."""
    loop = asyncio.get_running_loop()

    cancelled = asyncio.Event()

    def interrupt() -> None:
        cancelled.set()
        loop.remove_signal_handler(signal.SIGINT)

    loop.add_signal_handler(signal.SIGINT, interrupt)
    loop.add_signal_handler(signal.SIGTERM, interrupt)
    host = Host(resources)
    try:
        view.event(Progress("loading"))
        done = Done("cancelled", Progress("loading"), ())
        with contextlib.suppress(Cancelled):
            opening = asyncio.gather(host.sampler(), host.pool())
            sampler, pool = await unless(cancelled, opening)
            async for event in solve(
                problem,
                sampler=sampler,
                pool=pool,
                budget=budget,
                options=options,
                cancelled=cancelled,
            ):
                view.event(event)
                if isinstance(event, Done):
                    done = event
        view.finish(done)
        return done
    finally:
        await host.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(host.unload(), STOP_MODEL_WITHIN_S)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
