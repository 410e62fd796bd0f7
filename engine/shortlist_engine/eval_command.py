"""`shortlist eval`: a model, or a pool of programs, measured on data sets."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from shortlist_engine.cli import BAD_INPUT, INTERRUPTED, SOLVED, UNAVAILABLE
from shortlist_engine.eval_view import EvalView, show_comparison, show_report
from shortlist_engine.evaluation.comparison import compare
from shortlist_engine.evaluation.datasets import DatasetError, find_dataset, read_dataset
from shortlist_engine.evaluation.given_programs import GivenPrograms
from shortlist_engine.evaluation.plan import (
    Plan,
    RunError,
    Settings,
    load_plan,
    make_plan,
    save_plan,
)
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.evaluation.report import (
    PAGE,
    Document,
    load_report,
    make_report,
    write_report,
)
from shortlist_engine.evaluation.report_page import render_page
from shortlist_engine.evaluation.run import Run, finished, store_of
from shortlist_engine.evaluation.scoring import Score, budgets, score
from shortlist_engine.evaluation.store import write_whole
from shortlist_engine.execution.checkers import describe_checker
from shortlist_engine.model.store import MANIFEST, find_model
from shortlist_engine.protocol import EngineError
from shortlist_engine.rpc.backend import Backend, local_backend
from shortlist_engine.rpc.holder import Holder

BANK = "bank"
RUNS = Path("evaluations")
STOP_MODEL_WITHIN_S = 2.0


def run(options: argparse.Namespace, backend: Backend | None = None) -> int:
    """Runs the command and returns its exit code. `backend` replaces the model and the sandbox."""
    try:
        first, *rest = options.what
        if first == "compare":
            return _compare(rest, options.json)
        if first == "report":
            return _report(rest, options.json)
        return _measure(options, backend)
    except (DatasetError, RunError) as error:
        print(f"shortlist eval: {error}", file=sys.stderr)
        return BAD_INPUT
    except EngineError as error:
        print(f"shortlist eval: {error.message}", file=sys.stderr)
        return BAD_INPUT if error.kind in ("invalidRequest", "unsupported") else UNAVAILABLE
    except OSError as error:
        print(f"shortlist eval: {error.filename}: {error.strerror}", file=sys.stderr)
        return BAD_INPUT


def _compare(folders: list[str], as_json: bool) -> int:
    if len(folders) != 2:
        raise RunError("compare needs two folders of runs: shortlist eval compare A B")
    reports = [load_report(Path(folder)) for folder in folders]
    show_comparison(compare(*reports), folders, as_json)
    return SOLVED


def _report(folders: list[str], as_json: bool) -> int:
    if len(folders) != 1:
        raise RunError("report needs the folder of a run: shortlist eval report DIR")
    folder = Path(folders[0])
    plan = load_plan(folder)
    show_report(_write(plan, folder, _scores(plan, folder)), folder, as_json)
    return SOLVED


def _measure(options: argparse.Namespace, backend: Backend | None) -> int:
    folder = Path(options.out) if options.out else RUNS / "+".join(map(_stem, options.what))
    rows = list(_rows(options))
    if not rows:
        raise DatasetError("the data sets have no problems")
    backend = backend or local_backend(options.model, options.workers)
    settings = Settings(
        samples=options.samples,
        seconds=options.seconds,
        languages=tuple(options.language) if options.language else None,
        temperature=options.temperature,
        top_p=options.top_p,
        seed=options.seed,
    )
    if options.programs:
        given = _given(options, rows)
        rows = [row for row in rows if given.has(row)]
        name, digest = given.name, _file_digest(Path(options.programs))
        settings = replace(settings, samples=min(settings.samples, given.most))
        backend = replace(backend, load_sampler=lambda: given)
    else:
        name, digest = _model(options.model, backend)
    plan, rows = make_plan(_names(options), rows, name, digest, settings, backend.languages())
    if not plan.entries:
        reason = plan.skipped[0][1] if plan.skipped else "no problems"
        raise DatasetError(f"there is nothing to measure: {reason}")
    save_plan(plan, folder)
    with EvalView(plan, quiet=options.json) as view:
        done = asyncio.run(_run(backend, plan, rows, folder, options.jobs, view))
        if not done:
            view.interrupted()
    scores = _scores(plan, folder)
    document = _write(plan, folder, scores)
    show_report(document, folder, options.json)
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


def _scores(plan: Plan, folder: Path) -> list[Score]:
    ks = budgets(plan.settings.samples)
    return [
        score(item.entry, item.draw, item.measured, ks) for item in finished(store_of(folder), plan)
    ]


def _write(plan: Plan, folder: Path, scores: list[Score]) -> Document:
    write_report(make_report(plan, scores), folder)
    document = load_report(folder)
    write_whole(folder / PAGE, render_page(document).encode())
    return document


def _rows(options: argparse.Namespace) -> Iterator[EvaluationProblem]:
    data = Path(options.data) if options.data else None
    sets: list[Iterable[EvaluationProblem]] = []
    for name in options.what:
        if name == BANK:
            found = _bank(options.instances)
        else:
            found = read_dataset(find_dataset(name, data), data)
        sets.append(islice(found, options.limit))
    rows = chain.from_iterable(sets)
    if options.checker is None:
        return rows
    try:
        describe_checker(options.checker)
    except ValueError as error:
        raise DatasetError(f"--checker: {error}") from error
    return (replace(row, problem=replace(row.problem, checker=options.checker)) for row in rows)


def _bank(instances: int) -> Iterator[EvaluationProblem]:
    from shortlist_engine.bank import families
    from shortlist_engine.training.evaluate import bank_problems
    from shortlist_engine.training.split import Split

    split = Split(families())
    for name in sorted(split.families.keys() - split.closed):
        yield from bank_problems(split, name, instances, seed=0)


def _names(options: argparse.Namespace) -> list[str]:
    """What tells two runs apart besides settings and model."""
    names = [_stem(name) for name in options.what]
    if options.checker:
        names.append(f"checker {options.checker}")
    return names


def _stem(name: str) -> str:
    return Path(name).name.split(".")[0]


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


def _given(options: argparse.Namespace, rows: list[EvaluationProblem]) -> GivenPrograms:
    data = Path(options.data) if options.data else None
    path = find_dataset(options.programs, data)
    options.programs = str(path)
    return GivenPrograms(path, rows, (options.language or ["python"])[0])


def _file_digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
