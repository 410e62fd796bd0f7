"""`shortlist eval --task`: what models do beside solving problems, measured on benchmarks; and
`shortlist eval check`: whether what judges them tells references from broken programs."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.cli.eval_problems import names_of, stem
from shortlist_engine.cli.eval_task_view import TaskView, show_checks, show_task
from shortlist_engine.cli.exit_codes import DONE, FAILED, INTERRUPTED
from shortlist_engine.cli.frame import resources_for, run_framed
from shortlist_engine.concurrency import Cancelled, for_each, unless
from shortlist_engine.datasets import DatasetError, find_dataset
from shortlist_engine.datasets.problem_sets import read_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.samples import with_programs
from shortlist_engine.evaluation.evaluator import store_of
from shortlist_engine.evaluation.plan import MANIFEST, RunError
from shortlist_engine.evaluation.tasks.cases import TaskCase, TaskSettings
from shortlist_engine.evaluation.tasks.functions import (
    generation_cases,
    translation_cases,
    translation_rows,
)
from shortlist_engine.evaluation.tasks.harness import RowCheck, check_row
from shortlist_engine.evaluation.tasks.measuring import (
    MeasuredCase,
    TaskEvaluator,
    settings_json,
)
from shortlist_engine.evaluation.tasks.report import task_report
from shortlist_engine.evaluation.tasks.turns import turn_cases, turn_rows
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host
from shortlist_engine.languages import LANGUAGES, PYTHON, display_name

RUNS = Path("evaluations")
TASK_MANIFEST, REPORT = "task.json", "report.json"


def measure_task(options: argparse.Namespace) -> int:
    """Measures a task, writes its report and shows it, and returns the exit code. What was measured
    is kept when it is interrupted. Raises DatasetError, RunError, ModelError, EngineError and
    OSError."""
    name = "+".join(map(stem, options.what))
    folder = Path(options.out) if options.out else RUNS / f"{options.task}-{name}"
    if (folder / MANIFEST).exists():
        raise RunError(f"{folder} holds a run of another kind: give another folder with --out")
    resources = resources_for(options)
    rows = list(_rows(options))
    available = asyncio.run(Host(resources).languages())
    cases, left_out = _available(_cases(options, rows), available)
    settings = TaskSettings(
        options.task,
        min(options.samples, max((len(case.row.samples) for case in cases), default=0))
        if options.programs
        else options.samples,
        options.temperature,
        options.top_p,
        options.seed,
    )
    identity = "" if options.programs else resources.backend.identify(resources.choice)
    model = (
        f"programs of {stem(options.programs)}"
        if options.programs
        else resources.backend.describe(resources.choice).name
    )
    about: dict[str, Any] = {
        "task": options.task,
        "datasets": [stem(each) for each in options.what],
        "model": {"name": model, "digest": identity},
        "settings": settings_json(settings),
    }
    _save(folder, about)
    found: list[MeasuredCase] = []
    with TaskView(len(cases), left_out, quiet=options.json) as view:

        def on_measured(case: MeasuredCase) -> None:
            found.append(case)
            view.measured(case)

        async def work(host: Host, interrupted: asyncio.Event) -> bool:
            evaluator = TaskEvaluator(
                cases,
                settings,
                identity,
                store,
                sampler=host.sampler,
                pool=host.pool,
                jobs=options.jobs,
            )
            try:
                await unless(interrupted, evaluator.run(on_measured))
                return True
            except Cancelled:
                view.interrupted()
                return False

        store = store_of(folder)
        done = run_framed(resources, work)
        view.damaged(store.damaged)
    order = {case.id: place for place, case in enumerate(cases)}
    found.sort(key=lambda case: order[case.id])
    report = {
        "shortlist": __version__,
        **about,
        "cases_planned": len(cases),
        "left_out": [{"case": name, "reason": why} for name, why in left_out],
        **task_report(options.task, found, _weights(options.share)),
    }
    write_whole(folder / REPORT, json.dumps(report, indent=1).encode("utf-8", "replace"))
    if options.json:
        print(json.dumps(report))
    else:
        show_task(report, folder / REPORT)
    return DONE if done else INTERRUPTED


def _rows(options: argparse.Namespace) -> Sequence[EvaluationProblem]:
    data = Path(options.data) if options.data else None
    return [
        replace(row, samples=(), answers=())
        for row in read_problems(options.what, data, limit=options.limit)
    ]


def _cases(options: argparse.Namespace, rows: Sequence[EvaluationProblem]) -> list[TaskCase]:
    """What the task asks about the rows. Raises DatasetError when they have nothing for it."""
    wanted = tuple(options.language or ())
    if options.task == "translate":
        sources = tuple(options.source or ())
        pairs = translation_rows(rows, sources, wanted)
        own = _with_programs(options, [target for _, target in pairs])
        cases = list(
            translation_cases((source, row) for (source, _), row in zip(pairs, own, strict=True))
        )
    elif options.task == "steps":
        cases = list(turn_cases(_with_programs(options, turn_rows(rows))))
    else:
        cases = [
            case
            for case in generation_cases(_with_programs(options, rows))
            if not wanted or case.language in wanted
        ]
    if options.programs:
        cases = [case for case in cases if case.row.samples]
    if not cases:
        needs = {
            "generate": "functions with tests (HumanEval, HumanEval-X, MBXP)",
            "translate": "functions with tests in two languages (HumanEval-X)",
            "steps": "problems in turns (MTPB)",
        }[options.task]
        raise DatasetError(f"the data sets have nothing for this task, which needs {needs}")
    return cases


def _with_programs(
    options: argparse.Namespace, rows: Sequence[EvaluationProblem]
) -> Sequence[EvaluationProblem]:
    if not options.programs:
        return rows
    data = Path(options.data) if options.data else None
    return with_programs(rows, find_dataset(options.programs, data), PYTHON.name)


def _available(
    cases: Sequence[TaskCase], available: Sequence[str]
) -> tuple[list[TaskCase], list[tuple[str, str]]]:
    """The cases that can be judged here, and those that cannot, with the reason."""
    kept = [case for case in cases if case.language in available]
    left_out = [
        (case.id, f"{display_name(case.language)} cannot be run here")
        for case in cases
        if case.language not in available
    ]
    if not kept:
        raise DatasetError(f"there is nothing to measure: {left_out[0][1]}")
    return kept, left_out


def _weights(shares: Sequence[str] | None) -> dict[str, float]:
    """Weights of languages by their names for people. Raises RunError."""
    found: dict[str, float] = {}
    for each in shares or ():
        name, _, text = each.partition("=")
        try:
            weight = float(text)
        except ValueError:
            weight = 0.0
        if name not in LANGUAGES or not 0 < weight < float("inf"):
            raise RunError(f"--share: {each} is not LANGUAGE=WEIGHT, such as python=2")
        found[display_name(name)] = weight
    return found


def _save(folder: Path, about: dict[str, Any]) -> None:
    """Writes what the run is. Raises RunError when the folder holds another one, whose report would
    be lost."""
    path = folder / TASK_MANIFEST
    if path.exists():
        try:
            there = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise RunError(f"{path} is damaged ({error}): delete it and run again") from error
        for name in about:
            if there.get(name) != about[name]:
                raise RunError(
                    f"{folder} holds a run with another {name}: give another folder with --out, or "
                    "delete this one"
                )
    write_whole(path, json.dumps(about, indent=1).encode())


def check_datasets(options: argparse.Namespace) -> int:
    """Judges the references of data sets and broken programs, shows what came of it, and returns
    the exit code. Raises DatasetError."""
    if len(options.what) < 2:
        raise DatasetError("check needs a data set: shortlist eval check DATASET")
    data = Path(options.data) if options.data else None
    rows = [row for row in read_problems(options.what[1:], data, limit=options.limit) if row.judged]
    wanted = options.language or ()
    resources = resources_for(options)
    available = asyncio.run(Host(resources).languages())
    judged = [
        row
        for row in rows
        if (row.check.language if row.check is not None else PYTHON.name) in available
        and (not wanted or row.check is None or row.check.language in wanted)
    ]
    if not judged:
        raise DatasetError("there is nothing to check: no problem has tests that run here")
    found: list[RowCheck] = []

    async def work(host: Host, interrupted: asyncio.Event) -> bool:
        pool = await host.pool()

        async def one(row: EvaluationProblem) -> None:
            found.append(await check_row(row, pool))
            view.checked(found[-1])

        try:
            await unless(interrupted, for_each(judged, one, pool.workers))
            return True
        except Cancelled:
            view.interrupted()
            return False

    with TaskView(len(judged), [], quiet=options.json) as view:
        done = run_framed(resources, work)
    order = {row.id: place for place, row in enumerate(judged)}
    found.sort(key=lambda each: order[each.id])
    if options.json:
        print(json.dumps({"datasets": names_of(options)[1:], "checks": _wire(found)}))
    else:
        show_checks(found, len(rows) - len(judged))
    if not done:
        return INTERRUPTED
    return FAILED if any(each.failed or each.accepted or each.ours for each in found) else DONE


def _wire(found: Sequence[RowCheck]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "language": each.language,
            "references": each.references,
            "failed": list(each.failed),
            "broken": each.broken,
            "accepted": list(each.accepted),
            "ours": each.ours,
        }
        for each in found
    ]
