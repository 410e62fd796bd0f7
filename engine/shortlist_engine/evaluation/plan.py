"""What a run is: its settings, its problems, and the names under which their facts are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.fact_store import digest_of
from shortlist_engine.files import write_whole
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.backend import ModelInfo
from shortlist_engine.selection.rules.survivors import has_logprob
from shortlist_engine.solve import usable_languages
from shortlist_engine.statement.prompt import encoder_prompt

# Each grows when what an older version stored would not be what this version would find; that of
# the draws as rarely as can be, since sampling costs most.
DRAW_VERSION = 1
FACTS_VERSION = 2
TESTS_VERSION = 1
MANIFEST_VERSION = 1
MANIFEST = "run.json"


class RunError(ValueError):
    """A run's folder that cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Settings:
    """How a problem is sampled: `samples` at most, for `seconds` at most (None: no limit);
    `temperature` and `top_p` in place of the model's own; `languages` None for all that can be
    run; figures are given `at` these numbers of samples, and at all."""

    samples: int = 1000
    seconds: float | None = None
    languages: tuple[str, ...] | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0
    generated_inputs: int = 50
    at: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlannedProblem:
    """One problem of a run as its report knows it. `draw`, `facts` and `tests` are keys of the
    store, the last empty where no tests were generated. `likelihoods`: whether the programs come
    with log-probabilities. `family` is that of a problem of the bank, empty elsewhere."""

    id: str
    source: str
    draw: str
    facts: str
    languages: tuple[str, ...]
    kind: str = "stdin"
    examples: int = 0
    tags: tuple[str, ...] = ()
    rating: float | None = None
    licence: str = ""
    several_answers: bool = False
    tests: str = ""
    likelihoods: bool = True
    family: str = ""

    @property
    def name(self) -> str:
        return f"{self.source}: {self.id}"


@dataclass(frozen=True)
class Plan:
    """`skipped` are problems that cannot be measured, with the reason."""

    datasets: tuple[str, ...]
    model: str
    model_digest: str
    settings: Settings
    entries: tuple[PlannedProblem, ...]
    skipped: tuple[tuple[str, str], ...] = ()


def make_plan(
    datasets: Sequence[str],
    rows: Iterable[EvaluationProblem],
    model: ModelInfo,
    model_digest: str,
    settings: Settings,
    available: Sequence[str],
    *,
    unjudged: bool = False,
) -> tuple[Plan, list[EvaluationProblem]]:
    """Returns the plan, and the rows of its entries. `available` are the languages that can be
    run; what rows bring samples of their own is known by these and not by `model_digest`. Rows
    that nothing judges are taken with `unjudged` only.

    Raises EngineError when a language was asked for that does not exist.
    """
    entries: list[PlannedProblem] = []
    kept: list[EvaluationProblem] = []
    skipped: list[tuple[str, str]] = []
    for row in rows:
        name = f"{row.source}: {row.id}"
        if not (row.judged or unjudged):
            skipped.append((name, "no hidden tests"))
            continue
        try:
            languages = _languages(row, settings, available, model.languages)
        except EngineError as error:
            if error.kind != "unsupported":
                raise
            skipped.append((name, error.message))
            continue
        drawn_by = digest_of(row.samples or row.answers) if row.recorded else model_digest
        asked = () if row.answers else languages  # answers are in what they are in
        draw = digest_of(
            "draw", DRAW_VERSION, drawn_by, name, encoder_prompt(row.problem), asked,
            settings.samples, settings.seconds, settings.temperature, settings.top_p,
            settings.seed, settings.generated_inputs,
        )  # fmt: skip
        facts = digest_of("facts", FACTS_VERSION, draw, row.problem, row.tests, row.check)
        tests = digest_of("tests", TESTS_VERSION, facts, row.generated) if row.generated else ""
        problem = row.problem
        entries.append(
            PlannedProblem(
                row.id,
                row.source,
                draw,
                facts,
                languages,
                problem.kind,
                len(problem.examples),
                row.tags,
                row.rating,
                row.licence,
                problem.several_answers,
                tests,
                any(map(has_logprob, row.samples)) if row.recorded else model.logprobs,
                row.family,
            )
        )
        kept.append(row)
    plan = Plan(tuple(datasets), model.name, model_digest, settings, tuple(entries), tuple(skipped))
    return plan, kept


def _languages(
    row: EvaluationProblem,
    settings: Settings,
    available: Sequence[str],
    by_model: Sequence[str] | None,
) -> tuple[str, ...]:
    wanted = settings.languages
    own = row.check.language if row.check is not None else row.problem.language
    if row.check is not None and own is not None:
        if wanted is not None and own not in wanted:
            raise EngineError("unsupported", f"its tests are in {own}, which was not asked for")
        wanted = (own,)
    return usable_languages(row.problem, wanted, available, by_model)[0]


def save_plan(plan: Plan, folder: Path) -> None:
    """Writes the plan into the run's folder. Raises RunError when the folder holds another run,
    whose report would be lost; one of the same settings may grow or shrink."""
    if (folder / MANIFEST).exists():
        there = load_plan(folder)
        for what, old, new in (
            ("data sets", there.datasets, plan.datasets),
            ("model", there.model_digest, plan.model_digest),
            ("settings", there.settings, plan.settings),
        ):
            if old != new:
                raise RunError(
                    f"{folder} holds a run with other {what}: give another folder with --out, or "
                    "delete this one"
                )
    text = json.dumps({"version": MANIFEST_VERSION, **asdict(plan)}, indent=1)
    write_whole(folder / MANIFEST, text.encode())


def load_plan(folder: Path) -> Plan:
    """Raises RunError when `folder` holds no run, or one of another version."""
    path = folder / MANIFEST
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if data.pop("version") != MANIFEST_VERSION:
            raise RunError(f"{path} is from another version of Shortlist: run it again")
        settings = data.pop("settings")
        if settings["languages"] is not None:
            settings["languages"] = tuple(settings["languages"])
        settings["at"] = tuple(settings.get("at", ()))
        entries = tuple(
            PlannedProblem(
                **{**item, "tags": tuple(item["tags"]), "languages": tuple(item["languages"])}
            )
            for item in data.pop("entries")
        )
        return Plan(
            tuple(data.pop("datasets")),
            settings=Settings(**settings),
            entries=entries,
            skipped=tuple((name, why) for name, why in data.pop("skipped")),
            **data,
        )
    except FileNotFoundError:
        if not folder.exists():
            raise RunError(f"there is no folder {folder}") from None
        raise RunError(
            f"{folder} holds no run of `shortlist eval`: {MANIFEST} is missing"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, RunError):
            raise
        raise RunError(f"{path} is damaged ({error}): delete it and run again") from error
