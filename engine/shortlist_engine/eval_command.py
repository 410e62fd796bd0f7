"""`shortlist eval`: a model, or a pool of programs, measured on data sets."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import signal
import sys
from dataclasses import replace
from pathlib import Path

from shortlist_engine.cli import BAD_INPUT, INTERRUPTED, SOLVED, UNAVAILABLE
from shortlist_engine.eval_problems import choose_problems, names_of, stem
from shortlist_engine.eval_results import compare_runs, report_runs, write_results
from shortlist_engine.eval_view import EvalView, show_report
from shortlist_engine.evaluation.datasets import DatasetError
from shortlist_engine.evaluation.given_programs import GivenPrograms
from shortlist_engine.evaluation.plan import Plan, RunError, Settings, make_plan, save_plan
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.evaluation.run import Run, store_of
from shortlist_engine.model.store import MANIFEST, find_model
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.backend import Backend, local_backend
from shortlist_engine.rpc.holder import Holder

COMPARE, REPORT = "compare", "report"
RUNS = Path("evaluations")
STOP_MODEL_WITHIN_S = 2.0


def run(options: argparse.Namespace, backend: Backend | None = None) -> int:
    """Runs the command and returns its exit code. `backend` replaces the model and the sandbox."""
    try:
        first, *rest = options.what
        if first not in (COMPARE, REPORT) and (options.figures or options.summary):
            raise RunError("--figures and --summary go with `shortlist eval report DIR`")
        if first == COMPARE:
            compare_runs(rest, options.json)
        elif first == REPORT:
            report_runs(rest, options.json, options.figures, options.summary)
        else:
            return _measure(options, backend)
        return SOLVED
    except (DatasetError, RunError) as error:
        print(f"shortlist eval: {error}", file=sys.stderr)
        return BAD_INPUT
    except EngineError as error:
        print(f"shortlist eval: {error.message}", file=sys.stderr)
        return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"shortlist eval: {where}{error.strerror or error}", file=sys.stderr)
        return BAD_INPUT


def _measure(options: argparse.Namespace, backend: Backend | None) -> int:
    folder = Path(options.out) if options.out else RUNS / "+".join(map(stem, options.what))
    chosen = choose_problems(options)
    backend = backend or local_backend(options.model, options.workers)
    settings = Settings(
        samples=options.samples,
        seconds=options.seconds,
        languages=tuple(options.language) if options.language else None,
        temperature=options.temperature,
        top_p=options.top_p,
        seed=options.seed,
    )
    if chosen.programs:
        name, digest = chosen.programs, f"programs given: {chosen.programs}"
        settings = replace(settings, samples=min(settings.samples, chosen.most_samples))
        given = GivenPrograms(chosen.rows)
        backend = replace(backend, load_sampler=lambda: given)
    else:
        name, digest = _model(options.model, backend)
    plan, rows = make_plan(
        names_of(options), chosen.rows, name, digest, settings, backend.languages()
    )
    plan = replace(plan, skipped=(*plan.skipped, *chosen.left_out))
    if not plan.entries:
        reason = plan.skipped[0][1] if plan.skipped else "no problems"
        raise DatasetError(f"there is nothing to measure: {reason}")
    save_plan(plan, folder)
    with EvalView(plan, quiet=options.json) as view:
        done = asyncio.run(_run(backend, plan, rows, folder, options.jobs, view))
        if not done:
            view.interrupted()
    show_report(write_results(plan, folder, quiet=options.json), folder, options.json)
    return SOLVED if done else INTERRUPTED


async def _run(
    backend: Backend,
    plan: Plan,
    rows: list[EvaluationProblem],
    folder: Path,
    jobs: int,
    view: EvalView,
) -> bool:
    """Whether it was not interrupted. Ctrl-C keeps what was measured; a second one ends at once."""
    loop = asyncio.get_running_loop()
    holder = Holder(backend)
    store = store_of(folder)
    work = Run(plan, rows, store, sampler=holder.sampler, pool=holder.pool, jobs=jobs)
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
        await holder.close_pool()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(holder.unload(), STOP_MODEL_WITHIN_S)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        view.damaged(store.damaged)
    return not interrupted


def _model(path: str | None, backend: Backend) -> tuple[str, str]:
    """Name and digest of the model; its manifest has the digests of its files."""
    if backend.model_name != (path or "default"):
        return backend.model_name, backend.model_name
    from shortlist_engine.model.errors import ModelError

    try:
        folder = find_model(path)
        digest = _file_digest(folder / MANIFEST)
    except ModelError as error:
        raise EngineError("modelNotFound", f"{error}.") from error
    return folder.name, digest


def _file_digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
