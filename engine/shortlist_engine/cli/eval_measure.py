"""`shortlist eval DATASET`: a model, or a pool of programs, measured on data sets."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

from shortlist_engine.cli.clustering import workplace_of
from shortlist_engine.cli.eval_problems import choose_problems, names_of, stem
from shortlist_engine.cli.eval_results import show_results, write_results
from shortlist_engine.cli.eval_view import EvalView
from shortlist_engine.cli.exit_codes import DONE, INTERRUPTED
from shortlist_engine.cli.frame import resources_for, run_framed
from shortlist_engine.concurrency import Cancelled, unless
from shortlist_engine.datasets import DatasetError
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import Evaluator, store_of
from shortlist_engine.evaluation.fact_store import FactStore
from shortlist_engine.evaluation.given_programs import given_backend
from shortlist_engine.evaluation.plan import Plan, Settings, make_plan, save_plan
from shortlist_engine.evaluation.stages import Work
from shortlist_engine.host import Host

RUNS = Path("evaluations")
POOL_BUDGETS = (4, 8, 16)
"""How many answers a user waits for from a strong model: figures of pools are given at these."""


def measure(options: argparse.Namespace) -> int:
    """Measures, writes the report and shows it, and returns the exit code. What was measured is
    kept when it is interrupted. Raises ModelError, DatasetError, RunError, EngineError and
    OSError."""
    folder = Path(options.out) if options.out else RUNS / "+".join(map(stem, options.what))
    chosen = choose_problems(options)
    resources = resources_for(options)
    settings = Settings(
        samples=options.samples,
        seconds=options.seconds,
        languages=tuple(options.language) if options.language else None,
        temperature=options.temperature,
        top_p=options.top_p,
        seed=options.seed,
        at=tuple(sorted(set(options.at or ()))),
    )
    if chosen.programs:
        settings = replace(settings, samples=min(settings.samples, chosen.most_samples))
        if not settings.at and any(row.answers for row in chosen.problems):
            settings = replace(settings, at=POOL_BUDGETS)
        resources = replace(resources, backend=given_backend(chosen.problems, chosen.programs))
    model = resources.backend.describe(resources.choice)
    plan, rows = make_plan(
        names_of(options),
        chosen.problems,
        model,
        resources.backend.identify(resources.choice),
        settings,
        asyncio.run(Host(resources).languages()),
    )
    plan = replace(plan, skipped=(*plan.skipped, *chosen.left_out))
    if not plan.entries:
        reason = plan.skipped[0][1] if plan.skipped else "no problems"
        raise DatasetError(f"there is nothing to measure: {reason}")
    save_plan(plan, folder)
    with workplace_of(options) as workplace, EvalView(plan, quiet=options.json) as view:

        async def work(host: Host, interrupted: asyncio.Event) -> bool:
            measuring = _measure(plan, rows, store, view, workplace(plan, host, resources))
            return await _until(interrupted, measuring)

        store = store_of(folder)
        done = run_framed(resources, work)
        view.damaged(store.damaged)
        if not done:
            view.interrupted()
    show_results(write_results(plan, folder, quiet=options.json), folder, options.json)
    return DONE if done else INTERRUPTED


async def _measure(
    plan: Plan,
    rows: list[EvaluationProblem],
    store: FactStore,
    view: EvalView,
    place: AbstractAsyncContextManager[Work],
) -> None:
    async with place as work:
        evaluator = Evaluator(plan, rows, store, work)
        await evaluator.run(view.evaluated)


async def _until(interrupted: asyncio.Event, measuring: Awaitable[None]) -> bool:
    """Whether all was measured before it was interrupted."""
    try:
        await unless(interrupted, measuring)
        return True
    except Cancelled:
        return False
