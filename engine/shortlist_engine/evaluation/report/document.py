"""The report of a run as one document: everything that the page shows, and what `compare` reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shortlist_engine import __version__
from shortlist_engine.evaluation.estimators import Interval, bootstrap
from shortlist_engine.evaluation.facts import STAGES
from shortlist_engine.evaluation.plan import Plan, RunError
from shortlist_engine.evaluation.report import Document
from shortlist_engine.evaluation.report.confidence import confidence_figures
from shortlist_engine.evaluation.report.groups import groups_of, languages_of
from shortlist_engine.evaluation.scoring import (
    ATTEMPTS,
    DEFAULT_RULE,
    DRAWS,
    SHOWN,
    Score,
    budgets,
    known_of,
    methods,
)
from shortlist_engine.files import write_whole
from shortlist_engine.problem import Verdict

VERSION = 3
REPORT, PAGE = "report.json", "report.html"


def make_report(plan: Plan, scores: Sequence[Score], damaged: int = 0) -> Document:
    """Returns the report as plain values. `scores` may be fewer than the plan's problems when the
    run is not finished; `damaged` counts files of facts that could not be read."""
    ks = budgets(plan.settings.samples, plan.settings.at)
    names = methods(known_of(plan.entries))
    return {
        "version": VERSION,
        "shortlist": __version__,
        "datasets": list(plan.datasets),
        "model": {"name": plan.model, "digest": plan.model_digest},
        "settings": asdict(plan.settings),
        "problems_planned": len(plan.entries),
        "problems_measured": len(scores),
        "skipped": [{"problem": name, "reason": why} for name, why in plan.skipped],
        "damaged": damaged,
        "several_answers": sum(score.entry.several_answers for score in scores),
        "with_tests": sum(bool(score.entry.tests) for score in scores),
        "methods": names,
        "default": DEFAULT_RULE,
        "shown": list(SHOWN),
        "draws": DRAWS,
        "samples": list(ks),
        "attempts": list(ATTEMPTS),
        "curves": _curves(scores, names, len(ks)),
        "pass_at": _pass_at(scores, ks),
        "filter": _filter_rates(scores),
        "reading": _reading(scores),
        "groups": groups_of(scores),
        "languages": languages_of(scores),
        "confidence": confidence_figures(scores),
        "cost": _cost(scores),
        "problems": [_problem(score) for score in scores],
    }


def write_report(document: Document, folder: Path) -> None:
    """Writes the report into the folder, whole or not at all. Raises OSError."""
    text = json.dumps(_without_nan(document), indent=1, allow_nan=False)
    write_whole(folder / REPORT, text.encode())


def load_report(folder: Path) -> Document:
    """Returns the report in the folder. Raises RunError when there is no report in the folder, or a
    damaged one."""
    path = folder / REPORT if folder.is_dir() else folder
    try:
        document = json.loads(path.read_text("utf-8"))
        if document["version"] != VERSION:
            raise RunError(
                f"{path} is from another version: `shortlist eval report {path.parent}` makes it "
                "anew"
            )
        list(document["problems"]), list(document["samples"]), list(document["attempts"])
    except FileNotFoundError:
        if not folder.exists():
            raise RunError(f"there is no folder {folder}") from None
        raise RunError(
            f"{folder} holds no report of `shortlist eval`: {path.name} is missing"
        ) from None
    except RunError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path} is not a report of `shortlist eval` ({error})") from error
    return dict(document)


def _curves(
    scores: Sequence[Score], names: Iterable[str], count: int
) -> dict[str, dict[str, list[Document]]]:
    """For each method and number of attempts: an interval for each budget."""
    return {
        name: {
            str(n): [
                _interval(bootstrap([score.values[name][n][at] for score in scores]))
                for at in range(count)
            ]
            for n in ATTEMPTS
        }
        for name in names
    }


def _pass_at(scores: Sequence[Score], ks: Sequence[int]) -> list[Document]:
    """pass@k, which is the oracle's n@k."""
    return [
        {"k": k, **_interval(bootstrap([score.values["oracle"][1][at] for score in scores]))}
        for at, k in enumerate(ks)
        if k in (1, 10, 100, 1000, ks[-1])
    ]


def _filter_rates(scores: Sequence[Score]) -> Document:
    """What AlphaCode reports in table 9, over problems that have examples, and what happened to the
    samples on the examples."""
    with_examples = [score for score in scores if score.entry.examples and score.samples]
    rates = [score.passing / score.samples for score in with_examples]
    solved = [score.passing / score.samples for score in with_examples if score.right_passing]
    right = [score.right / score.samples for score in scores if score.samples]
    verdicts: dict[str, int] = {}
    for score in with_examples:
        for verdict, count in score.verdicts.items():
            verdicts[verdict] = verdicts.get(verdict, 0) + count
    # Of the samples that pass the examples, those that are wrong all the same.
    passing = sum(score.passing for score in with_examples)
    false = passing - sum(score.right_passing for score in with_examples)
    return {
        "problems_with_examples": len(with_examples),
        "with_survivor": _interval(bootstrap([float(rate > 0) for rate in rates])),
        "pass_rate": _interval(bootstrap(rates)),
        "pass_rate_of_solved": _interval(bootstrap(solved)),
        "right_rate": _interval(bootstrap(right)),
        "false_positives": false / passing if passing else math.nan,
        "verdicts": dict(sorted(verdicts.items(), key=lambda item: -item[1])),
    }


def _reading(scores: Sequence[Score]) -> Document:
    """Counts samples: all, those that hold a program, those whose program compiles, those that are
    right, and those of them that pass the examples here."""
    samples = sum(score.samples for score in scores)
    empty = sum(score.verdicts.get("empty", 0) for score in scores)
    broken = sum(score.verdicts.get(Verdict.CE.value, 0) for score in scores)
    return {
        "samples": samples,
        "programs": samples - empty,
        "compiling": samples - empty - broken,
        "right": sum(score.right for score in scores),
        "passing": sum(score.right_passing for score in scores),
    }


def _cost(scores: Sequence[Score]) -> Document:
    samples = sum(score.samples for score in scores)
    tokens = sum(score.tokens for score in scores)
    stages = list(dict.fromkeys((*STAGES, *(stage for score in scores for stage in score.seconds))))
    seconds = {stage: sum(score.seconds.get(stage, 0.0) for score in scores) for stage in stages}
    return {
        "samples": samples,
        "unique": sum(score.unique for score in scores),
        "tokens": tokens,
        "cut": sum(score.cut for score in scores),
        "failures": sum(score.failures for score in scores),
        "seconds": seconds,
        "cpu_seconds": {
            stage: sum(score.cpu_ms.get(stage, 0.0) for score in scores) / 1000
            for stage in stages[1:]
        },
        "samples_per_second": samples / seconds["sampling"] if seconds["sampling"] else math.nan,
        "tokens_per_second": tokens / seconds["sampling"] if seconds["sampling"] else math.nan,
    }


def _problem(score: Score) -> Document:
    entry = score.entry
    return {
        "id": entry.id,
        "set": entry.source,
        "tags": list(entry.tags),
        "rating": entry.rating,
        "licence": entry.licence,
        "several_answers": entry.several_answers,
        "languages": list(entry.languages),
        "facts": entry.facts,
        "samples": score.samples,
        "unique": score.unique,
        "passing": score.passing,
        "right": score.right,
        "right_passing": score.right_passing,
        "solved_at": score.solved_at,
        "confidence": score.confidence,
        "top_right": score.top_right,
        "failures": score.failures,
        "seconds": round(sum(score.seconds.values()), 3),
        "values": {
            name: {str(n): [round(value, 6) for value in chances] for n, chances in by_n.items()}
            for name, by_n in score.values.items()
        },
    }


def _interval(interval: Interval) -> Document:
    return asdict(interval)


def _without_nan(value: Any) -> Any:
    """JSON has no NaN: what is not known becomes null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item) for item in value]
    return value
