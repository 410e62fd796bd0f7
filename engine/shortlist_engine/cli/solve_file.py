"""What `shortlist solve` does: from a file to a table of solutions."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from shortlist_engine.cli.clustering import cluster_of, on_nodes
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED, BadInput
from shortlist_engine.cli.frame import exit_code_of, resources_for, run_framed
from shortlist_engine.cli.solve_json import JsonSolveView
from shortlist_engine.cli.solve_view import SolveView, TerminalSolveView
from shortlist_engine.cli.solving import refuse_practice, solve_to_end
from shortlist_engine.cli.user_files import (
    check_output,
    problem_in,
    read_text,
    write_program,
)
from shortlist_engine.concurrency import Cancelled
from shortlist_engine.host import Host
from shortlist_engine.problem import Budget, Done, Problem, Progress, SolveOptions
from shortlist_engine.protocol import EngineError


def solve_file(options: argparse.Namespace) -> int:
    """Solves the problem in a file and returns the exit code. Raises BadInput."""
    text = read_text(options.file)
    refuse_practice(text, options.file)
    problem, languages, warnings = problem_in(text, options.file, options.line)
    if options.count > 100:
        raise BadInput("--count must be at most 100.")
    output = check_output(options.output)
    for warning in warnings:
        print(warning, file=sys.stderr)
    budget = Budget(options.samples, options.seconds)
    view: SolveView
    if options.json or options.json_stream:
        view = JsonSolveView(problem, stream=options.json_stream)
    else:
        view = TerminalSolveView(problem, budget)
    settings = SolveOptions(
        count=options.count,
        languages=tuple(options.language) if options.language else languages,
        temperature=options.temperature,
        seed=options.seed,
        repair=not options.no_repair,
        model_tests=not options.no_model_tests,
        library=options.library,
    )

    async def work(host: Host, interrupted: asyncio.Event) -> Done:
        return await _solve(host, interrupted, problem, budget, settings, view)

    try:
        with cluster_of(options.cluster) as cluster:
            done = run_framed(on_nodes(resources_for(options), options.workers, cluster), work)
    except EngineError as error:
        view.fail(error)
        return exit_code_of(error)
    finally:
        view.close()
    if done.solutions and output is not None:
        try:
            write_program(output, done.solutions[0].program.source)
        except BadInput as error:
            print(error, file=sys.stderr)  # what was asked for as a document is printed already
            return error.code
        print(f"Wrote the best program to {output}.", file=sys.stderr)
    if done.reason == "cancelled":
        return INTERRUPTED
    return DONE if done.solutions else FAILED


async def _solve(
    host: Host,
    interrupted: asyncio.Event,
    problem: Problem,
    budget: Budget,
    options: SolveOptions,
    view: SolveView,
) -> Done:
    """Ends with what was found when it is interrupted."""
    done = Done("cancelled", Progress("loading"), ())
    with contextlib.suppress(Cancelled):
        done = await solve_to_end(
            host, interrupted, problem, budget, options, view.event, host.library
        )
    view.finish(done)
    return done
