"""How many of 100 real easy problems the shipped model solves (benchmarks/easy_problems.txt).

    python benchmarks/easy_problems.py --data ../shared/data --samples 1000

Prints a line per problem and a summary: problems with a program that passes the examples, those
where one of the (at most ten) solutions passes all hidden tests, and the time it took.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from shortlist_engine.evaluation.datasets import read_dataset
from shortlist_engine.evaluation.problems import EvaluationProblem
from shortlist_engine.evaluation.solve_rate import Outcome, measure
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Budget
from shortlist_engine.sampling import load_sampler
from shortlist_engine.solve import SolveOptions

LIST = Path(__file__).with_suffix(".txt")


def selected(data: Path, limit: int | None) -> Iterator[EvaluationProblem]:
    return islice(read_dataset(LIST, data), limit)


def summary(outcomes: list[Outcome]) -> str:
    total = len(outcomes)
    survivors = [o for o in outcomes if o.survivors]
    solved = [o for o in outcomes if o.best_rank is not None]
    first = [o for o in solved if o.best_rank == 1]
    seconds = sum(o.seconds for o in outcomes)
    return (
        f"{total} problems: {len(survivors)} have a program that passes the examples, "
        f"{len(solved)} of those are solved by one of ten solutions on all hidden tests "
        f"({len(first)} by the first); "
        f"{sum(o.sampled for o in outcomes)} samples in {seconds:.0f} s"
    )


async def run(arguments: argparse.Namespace) -> None:
    outcomes: list[Outcome] = []
    sampler = load_sampler(arguments.model)
    async with ExecutionPool() as pool:
        async for outcome in measure(
            selected(arguments.data, arguments.limit),
            sampler=sampler,
            pool=pool,
            budget=Budget(samples=arguments.samples, seconds=arguments.seconds),
            options=SolveOptions(
                seed=arguments.seed,
                temperature=arguments.temperature,
                languages=tuple(arguments.language),
            ),
        ):
            outcomes.append(outcome)
            print(
                f"{outcome.id:60} survivors {outcome.survivors:4}  solved at rank "
                f"{outcome.best_rank or '-'}  best {outcome.best_passed}/{outcome.examples}"
                f"  {outcome.seconds:5.1f} s",
                file=sys.stderr,
                flush=True,
            )
    sampler.close()
    print(summary(outcomes))
    if arguments.out:
        rows = [dataclasses.asdict(outcome) for outcome in outcomes]
        arguments.out.write_text("".join(json.dumps(row) + "\n" for row in rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=600.0, help="per problem")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--language", nargs="+", default=["python", "cpp"])
    parser.add_argument("--temperature", type=float, help="default: the model's own")
    parser.add_argument("--limit", type=int, help="only the first N problems")
    parser.add_argument("--model", help="a model directory; default: the shipped one")
    parser.add_argument("--out", type=Path, help="write outcomes as JSON lines")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
