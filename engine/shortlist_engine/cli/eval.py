"""`shortlist eval`: a model, or a pool of programs, measured on data sets."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from dataclasses import replace
from pathlib import Path

from shortlist_engine.cli.eval_problems import choose_problems, names_of, stem
from shortlist_engine.cli.eval_results import compare_runs, report_runs, write_results
from shortlist_engine.cli.eval_view import EvalView, show_report
from shortlist_engine.cli.exit_codes import BAD_INPUT, INTERRUPTED, SOLVED, UNAVAILABLE
from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.given_programs import given_backend
from shortlist_engine.evaluation.plan import Plan, RunError, Settings, make_plan, save_plan
from shortlist_engine.evaluation.run import Run, store_of
from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources, local_resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling import ModelChoice, UnsupportedError

COMPARE, REPORT = "compare", "report"
RUNS = Path("evaluations")
STOP_MODEL_WITHIN_S = 2.0


def run(options: argparse.Namespace, resources: Resources | None = None) -> int:
    """Runs the command and returns its exit code. `resources` replace the model and the sandbox."""
    try:
        first, *rest = options.what
        if first not in (COMPARE, REPORT) and (options.figures or options.summary):
            raise RunError("--figures and --summary go with `shortlist eval report DIR`")
        if first == COMPARE:
            compare_runs(rest, options.json)
        elif first == REPORT:
            report_runs(rest, options.json, options.figures, options.summary)
        else:
            return _measure(options, resources)
        return SOLVED
    except (DatasetError, RunError) as error:
        print(f"shortlist eval: {error}", file=sys.stderr)
        return BAD_INPUT
    except EngineError as error:
        print(f"shortlist eval: {error.message}", file=sys.stderr)
        return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
    except (ModelError, UnsupportedError) as error:
        print(f"shortlist eval: {error}.", file=sys.stderr)
        return BAD_INPUT if isinstance(error, UnsupportedError) else UNAVAILABLE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"shortlist eval: {where}{error.strerror or error}", file=sys.stderr)
        return BAD_INPUT


def _measure(options: argparse.Namespace, resources: Resources | None) -> int:
    folder = Path(options.out) if options.out else RUNS / "+".join(map(stem, options.what))
    chosen = choose_problems(options)
    resources = resources or local_resources(ModelChoice(options.model), options.workers)
    settings = Settings(
        samples=options.samples,
        seconds=options.seconds,
        languages=tuple(options.language) if options.language else None,
        temperature=options.temperature,
        top_p=options.top_p,
        seed=options.seed,
    )
    if chosen.programs:
        settings = replace(settings, samples=min(settings.samples, chosen.most_samples))
        backend = given_backend(chosen.rows, chosen.programs)
        resources = replace(resources, backend=backend)
    model = resources.backend.describe(resources.choice)
    identity = resources.backend.identify(resources.choice)
    plan, rows = make_plan(
        names_of(options), chosen.rows, model.name, identity, settings,
        asyncio.run(Host(resources).languages()), model.languages,
    )  # fmt: skip
    plan = replace(plan, skipped=(*plan.skipped, *chosen.left_out))
    if not plan.entries:
        reason = plan.skipped[0][1] if plan.skipped else "no problems"
        raise DatasetError(f"there is nothing to measure: {reason}")
    save_plan(plan, folder)
    with EvalView(plan, quiet=options.json) as view:
        done = asyncio.run(_run(resources, plan, rows, folder, options.jobs, view))
        if not done:
            view.interrupted()
    show_report(write_results(plan, folder, quiet=options.json), folder, options.json)
    return SOLVED if done else INTERRUPTED


async def _run(
    resources: Resources,
    plan: Plan,
    rows: list[EvaluationProblem],
    folder: Path,
    jobs: int,
    view: EvalView,
) -> bool:
    """Whether it was not interrupted. Ctrl-C keeps what was measured; a second one ends at once."""
    loop = asyncio.get_running_loop()
    host = Host(resources)
    store = store_of(folder)
    work = Run(plan, rows, store, sampler=host.sampler, pool=host.pool, jobs=jobs)
    task = asyncio.create_task(work.all(view.finished))
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        interrupted = True
        task.cancel()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupt)
    try:
        await task
    except asyncio.CancelledError:
        if not interrupted:
            raise
    finally:
        await host.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(host.unload(), STOP_MODEL_WITHIN_S)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        view.damaged(store.damaged)
    return not interrupted
