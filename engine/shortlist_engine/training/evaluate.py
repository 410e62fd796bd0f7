"""Solve rate on instances that were never trained on.

For every family of the bank, `instances` held-out instances (see `split`), each with two examples
and `HIDDEN_TESTS` further tests made by the family's own input generator and reference. An instance
counts as solved when at least one of the samples passes the examples and then all hidden tests.
Distinct programs are tried in the order of how often they were drawn, until one passes, at most
`MOST_TRIED` for each language: the rates are lower bounds.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.bank import families
from shortlist_engine.bank.family import Instance
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.drawing import Draw, draw
from shortlist_engine.evaluation.judging import first_right
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.store import CONFIG
from shortlist_engine.problem import Example, Problem, Program
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.training.split import Split

HIDDEN_TESTS = 20
MOST_TRIED = 30
EXAMPLES = 2


@dataclass(frozen=True)
class InstanceResult:
    """`solved` holds the languages with a passing program; `distinct` counts distinct programs."""

    family: str
    key: str
    unseen: bool
    solved: frozenset[str]
    distinct: int


@dataclass(frozen=True)
class Evaluation:
    results: tuple[InstanceResult, ...]
    languages: tuple[str, ...]
    samples: int
    temperature: float
    sampling_s: float
    total_s: float

    def rate(self, unseen: bool = True, language: str | None = None) -> float:
        """The share solved in `language`, or in any; NaN when nothing was measured."""
        chosen = [r for r in self.results if r.unseen == unseen]
        hits = [bool(r.solved) if language is None else language in r.solved for r in chosen]
        return sum(hits) / len(hits) if hits else float("nan")


def evaluate(
    folder: Path,
    instances: int = 5,
    samples: int = 100,
    temperature: float | None = None,
    names: Sequence[str] = (),
    seed: int = 0,
) -> Evaluation:
    """Measures the exported model in `folder` on the families that it was trained on, or on
    `names`. Raises ModelError on damage, ValueError on an unknown family, and SandboxUnavailable
    when programs cannot be run safely here."""
    config = ModelConfig.load(folder / CONFIG)
    split = Split(families())
    unknown = sorted(set(names) - set(split.families))
    if unknown:
        raise ValueError(f"the bank has no family {unknown[0]!r}")
    names = names or [name for name in config.families if name in split.families]
    if temperature is None:
        temperature = config.temperature
    sampler = load_sampler(ModelChoice(str(folder)))
    try:
        return asyncio.run(_evaluate(sampler, split, names, instances, samples, temperature, seed))
    finally:
        sampler.close()


def draw_instances(split: Split, name: str, count: int, seed: int) -> list[Instance]:
    """`count` instances of a family, unseen unless it is closed, of different keys while there
    are any."""
    rng = random.Random(f"{seed}:{name}")
    drawn: dict[str, Instance] = {}
    spare: list[Instance] = []
    for _ in range(20 * count):
        instance = split.draw(name, rng, unseen=name not in split.closed)
        if drawn.setdefault(instance.key, instance) is not instance:
            spare.append(instance)
        if len(drawn) == count:
            break
    return (list(drawn.values()) + spare)[:count]


def hidden_tests(instance: Instance, problem: Problem, rng: random.Random) -> list[Example]:
    """`HIDDEN_TESTS` tests that are not examples, distinct while the family has enough inputs."""
    shown = {example.input for example in problem.examples}
    tests: dict[str, Example] = {}
    for _ in range(20 * HIDDEN_TESTS):
        test = instance.example(rng)
        if test.input not in shown:
            tests.setdefault(test.input, test)
        if len(tests) == HIDDEN_TESTS:
            break
    return list(tests.values())


def bank_problems(
    split: Split, name: str, instances: int, seed: int
) -> Iterator[EvaluationProblem]:
    """Unseen problems of a family with their hidden tests, by the family's own reference; the id is
    the family and the instance's key."""
    for number, instance in enumerate(draw_instances(split, name, instances, seed)):
        rng = random.Random(f"{seed}:{name}:{number}")
        problem = instance.problem(rng, EXAMPLES)
        yield EvaluationProblem(
            id=f"{name}/{number}: {instance.key}",
            source="bank",
            problem=problem,
            tests=tuple(hidden_tests(instance, problem, rng)),
            tags=instance.tags,
            rating=instance.rating,
            licence="Apache-2.0",
            solutions=tuple(Program(language, text) for language, text in instance.programs),
        )


async def _evaluate(
    sampler: Sampler,
    split: Split,
    names: Sequence[str],
    instances: int,
    samples: int,
    temperature: float,
    seed: int,
) -> Evaluation:
    params = SamplingParams(num_samples=samples, temperature=temperature, seed=seed)
    results = []
    sampling_s, started = 0.0, time.monotonic()
    async with ExecutionPool() as pool:
        for name in names:
            for row in bank_problems(split, name, instances, seed):
                drawn = await asyncio.to_thread(
                    draw, sampler, row.problem, params, threading.Event()
                )
                sampling_s += drawn.seconds
                ranked = _by_language(drawn)
                tests = (*row.problem.examples, *row.tests)
                found = await asyncio.gather(
                    *(
                        first_right(row, ranked[language][:MOST_TRIED], pool, tests)
                        for language in params.languages
                    )
                )
                hits = frozenset(
                    language
                    for language, right in zip(params.languages, found, strict=True)
                    if right is not None
                )
                key = row.id.partition(": ")[2]
                results.append(
                    InstanceResult(name, key, name not in split.closed, hits, len(drawn.programs))
                )
    return Evaluation(
        tuple(results),
        params.languages,
        samples,
        temperature,
        sampling_s,
        time.monotonic() - started,
    )


def _by_language(drawn: Draw) -> dict[str, list[Program]]:
    """Distinct programs by language, the most often drawn first."""
    ranked: dict[str, list[Program]] = defaultdict(list)
    for place, _ in drawn.counts().most_common():
        ranked[drawn.programs[place].language].append(drawn.programs[place])
    return ranked


def report(evaluation: Evaluation) -> str:
    """The figures as Markdown, one line per family."""
    languages = evaluation.languages
    drawn = evaluation.samples * len(evaluation.results)
    lines = [
        f"{evaluation.samples} samples per instance at temperature {evaluation.temperature}; "
        f"{HIDDEN_TESTS} hidden tests; {drawn / max(evaluation.sampling_s, 1e-9):.0f} samples/s; "
        f"{evaluation.total_s:.0f} s in all.",
        "",
    ]
    for unseen, title in ((True, "Unseen instances"), (False, "Families too small to hold out")):
        chosen = [r for r in evaluation.results if r.unseen == unseen]
        if not chosen:
            continue
        rates = [f"any {evaluation.rate(unseen):.1%}"]
        rates += [f"{name} {evaluation.rate(unseen, name):.1%}" for name in languages]
        lines += [f"**{title}**: {len(chosen)} instances; solved: {', '.join(rates)}", ""]
        lines += [
            f"| family | instances | any | {' | '.join(languages)} | distinct programs |",
            "|---" * (4 + len(languages)) + "|",
        ]
        by_family: dict[str, list[InstanceResult]] = defaultdict(list)
        for result in chosen:
            by_family[result.family].append(result)
        for name, group in sorted(by_family.items()):
            cells = [str(sum(bool(r.solved) for r in group))]
            cells += [str(sum(language in r.solved for r in group)) for language in languages]
            distinct = sum(r.distinct for r in group) / len(group)
            lines.append(f"| {name} | {len(group)} | {' | '.join(cells)} | {distinct:.0f} |")
        lines.append("")
    return "\n".join(lines)
