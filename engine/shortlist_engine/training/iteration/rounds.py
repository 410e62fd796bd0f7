"""A round of expert iteration: the problems of files, measured as an evaluation measures them, and
the file of what was kept.

    OUT/round-N/: facts/ (what is known of each problem), run.json, problems.jsonl, report.json
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from shortlist_engine.datasets.common import problem_of_row
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError, read_rows
from shortlist_engine.datasets.training_problems import ExcludedProblems
from shortlist_engine.evaluation.evaluator import EvaluatedProblem, Evaluator, store_of
from shortlist_engine.evaluation.plan import Plan, Settings, make_plan, save_plan
from shortlist_engine.evaluation.stages import Workplace, here
from shortlist_engine.files import write_whole
from shortlist_engine.host import Host, Resources
from shortlist_engine.training.iteration.agreement import Agreement, agreement

PROBLEMS = "problems.jsonl"
REPORT = "report.json"


@dataclass(frozen=True)
class RoundSettings:
    """Says what a round tries: the problems of `statements` without those of `exclude`, the first
    `limit` of them (None: all), with `samples` each. `number` is the round's, from 1; the samples
    follow from `seed` and it. What fewer than `fewest` samples agree on is not kept."""

    statements: Sequence[Path]
    exclude: Sequence[Path] = ()
    samples: int = 200
    limit: int | None = None
    seed: int = 0
    number: int = 1
    fewest: int = 2


@dataclass(frozen=True)
class RoundReport:
    """Counts the problems of a round: `tried`, those with a `passing` program, and those `kept`,
    whose shares have the mean `mean_share`; `left` the others by the reason. Of those kept,
    `judged` have hidden tests, and the first program of `right` passes them."""

    tried: int
    passing: int
    kept: int
    mean_share: float
    judged: int
    right: int
    left: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """Returns the report in a few lines."""
        lines = [
            f"{self.tried} statements tried, {self.passing} with a program that passes",
            f"{self.kept} kept, with a mean share of {self.mean_share:.2f}",
        ]
        if self.judged:
            lines.append(f"of {self.judged} kept ones with hidden tests {self.right} are right")
        lines += [f"left out: {count}, {why}" for why, count in sorted(self.left.items())]
        return "\n".join(lines)


def iterate(
    settings: RoundSettings,
    folder: Path,
    resources: Resources,
    tell: Callable[[str], None] = print,
    workplace: Workplace = here,
) -> RoundReport:
    """Measures the problems of a round, in the `workplace`, and writes what is kept into
    `folder`/round-N. What was measured is stored as it comes: after a stop, the same call goes on.
    `tell` is given a line for each problem.

    Raises DatasetError, RunError, ModelError, EngineError and OSError, naming the fix.
    """
    folder = folder / f"round-{settings.number}"
    model = resources.backend.describe(resources.choice)
    asked = Settings(samples=settings.samples, seed=settings.seed + settings.number - 1)
    plan, rows = make_plan(
        [str(path) for path in settings.statements],
        read_statements(settings),
        model,
        resources.backend.identify(resources.choice),
        asked,
        asyncio.run(Host(resources).languages()),
        unjudged=True,
    )
    if not rows:
        raise DatasetError("--statements holds no problem with examples that --exclude leaves in")
    save_plan(plan, folder)
    found = asyncio.run(_measured(plan, rows, settings, folder, resources, tell, workplace))
    report = _report(found)
    kept = [
        json.dumps(_row_of(row, result, plan.model, settings.number)) + "\n"
        for row, result in zip(rows, found, strict=True)
        if isinstance(result, Agreement)
    ]
    write_whole(folder / PROBLEMS, "".join(kept).encode())
    write_whole(folder / REPORT, (json.dumps(asdict(report), indent=1) + "\n").encode())
    return report


def read_statements(settings: RoundSettings) -> Iterator[EvaluationProblem]:
    """Yields the problems that a round tries. Rows are those of docs/training.md; one without
    examples is passed by. Raises DatasetError naming a line that is not such a row."""
    excluded = ExcludedProblems(settings.exclude)
    count = 0
    for path in settings.statements:
        source = path.name.split(".")[0]
        for number, (where, row) in enumerate(read_rows(path), 1):
            if count == settings.limit:
                return
            if not row.get("examples") or excluded.has(row):
                continue
            try:
                yield problem_of_row({"id": f"line {number}", **row}, source)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise DatasetError(f"{where}: not a problem row ({error!r})") from error
            count += 1


async def _measured(
    plan: Plan,
    rows: Sequence[EvaluationProblem],
    settings: RoundSettings,
    folder: Path,
    resources: Resources,
    tell: Callable[[str], None],
    workplace: Workplace,
) -> list[Agreement | str]:
    """What is found of each problem of the plan."""
    row_of = {entry.name: row for entry, row in zip(plan.entries, rows, strict=True)}
    found: dict[str, Agreement | str] = {}

    def on_evaluated(each: EvaluatedProblem) -> None:
        name = each.entry.name
        result = agreement(row_of[name], each.samples, each.measured, settings.fewest)
        found[name] = result
        what = result
        if isinstance(result, Agreement):
            what = f"kept, {result.samples} of {result.passing} passing samples agree"
        tell(f"{len(found)}/{len(rows)} {name}: {what}")

    host, store = Host(resources), store_of(folder)
    try:
        async with workplace(plan, host, resources) as work:
            evaluator = Evaluator(plan, rows, store, work)
            await evaluator.run(on_evaluated)
    finally:
        await host.close_pool()
        await host.unload()
    return [found[entry.name] for entry in plan.entries]


def _report(found: Sequence[Agreement | str]) -> RoundReport:
    kept = [each for each in found if isinstance(each, Agreement)]
    left = Counter(each for each in found if isinstance(each, str))
    return RoundReport(
        len(found),
        len(found) - left["no program passes the examples"],
        len(kept),
        sum(each.share for each in kept) / max(1, len(kept)),
        sum(each.right is not None for each in kept),
        sum(bool(each.right) for each in kept),
        dict(left),
    )


def _row_of(row: EvaluationProblem, kept: Agreement, model: str, number: int) -> dict[str, Any]:
    """The problem as `--data` reads it, and where its programs come from."""
    problem = row.problem
    stated = {"rating": row.rating, "tags": list(row.tags), "license": row.licence}
    return {
        "id": f"{row.source}: {row.id}",
        "name": problem.title,
        "statement": problem.statement,
        "examples": [asdict(example) for example in problem.examples],
        "solutions": [
            {"language": program.language, "code": program.source} for program in kept.programs
        ],
        "weight": round(kept.share, 4),
        **{name: value for name, value in stated.items() if value},
        "written_by": {
            "model": model,
            "round": number,
            "samples_that_agree": kept.samples,
            "samples_that_pass": kept.passing,
        },
    }
