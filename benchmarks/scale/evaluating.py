"""One evaluation of problems of the bank, or of a data set, timed: what `efficiency` and `faults`
repeat, alone and on nodes.

    python -m benchmarks.scale.evaluating --out DIR --problems N --samples N [--cluster ADDRESS]
        [--dataset NAME --data DIR]

Prints one line of JSON: the seconds between the first request and the last fact, without loading,
joining and scoring, and the CPU seconds of this process, of the processes `--watch` and of all that
come from them; the digest of the facts; and the peak memory. Problems are drawn by a fixed
rule, the same each time.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.resources import peak_mib, processes_cpu_s, tree_cpu_s
from shortlist_engine.cli.clustering import workplace_of
from shortlist_engine.cluster.crew import CrewCounts
from shortlist_engine.cluster.stages import ClusterStages
from shortlist_engine.datasets.problem_sets import read_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.evaluator import Evaluator, store_of
from shortlist_engine.evaluation.fact_digest import facts_digest
from shortlist_engine.evaluation.plan import Settings, make_plan, save_plan
from shortlist_engine.host import Host, local_resources
from shortlist_engine.sampling import ModelChoice

LANGUAGES = ("python",)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dataset", default="bank")
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--problems", type=int, default=24)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--cluster", default=None)
    parser.add_argument("--watch", type=int, nargs="*", default=[], metavar="PID")
    options = parser.parse_args()
    rows = list(problems(options))
    choice = ModelChoice()
    resources = local_resources(choice, options.workers)
    plan, kept = make_plan(
        [options.dataset],
        rows,
        resources.backend.describe(choice),
        resources.backend.identify(choice),
        Settings(samples=options.samples, seed=options.seed, languages=LANGUAGES),
        LANGUAGES,
    )
    save_plan(plan, options.out)
    store = store_of(options.out)
    with workplace_of(options) as workplace:
        found = asyncio.run(measure(plan, kept, resources, workplace, store, options.watch))
    found |= {"digest": facts_digest(store, plan), "problems": len(plan.entries)}
    print(json.dumps(found))


def problems(options: argparse.Namespace) -> Iterable[EvaluationProblem]:
    """The first problems of a data set, or one of each of so many families of the bank."""
    if options.dataset != "bank":
        return read_problems([options.dataset], options.data, limit=options.problems)
    known = list(read_problems(["bank"], None, instances=1))
    return known[:: max(1, len(known) // options.problems)][: options.problems]


async def measure(  # type: ignore[no-untyped-def]
    plan, kept, resources, workplace, store, watched
) -> dict[str, object]:
    host = Host(resources)
    counts = CrewCounts()
    ended: list[float] = []
    try:
        async with workplace(plan, host, resources) as work:
            if isinstance(work.stages, ClusterStages):
                counts = work.stages.crews.pools.counts
            else:
                await asyncio.gather(host.sampler(), host.pool())
            evaluator = Evaluator(plan, kept, store, work)
            started, cpu = time.monotonic(), tree_cpu_s() + processes_cpu_s(watched)
            await evaluator.run(functools.partial(told, ended, len(plan.entries)))
            seconds = time.monotonic() - started
            return {
                "seconds": seconds,
                "cpu_s": tree_cpu_s() + processes_cpu_s(watched) - cpu,
                "peak_mib": peak_mib(),
                "counts": vars(counts),
            }
    finally:
        await host.close_pool()
        await host.unload()


def told(ended: list[float], total: int, item: object) -> None:
    ended.append(time.monotonic())
    print(f"{len(ended)}/{total}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
