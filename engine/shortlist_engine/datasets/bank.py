"""Problems of the built-in bank with hidden tests, made by each family's own input generator and
reference. What is measured on was never trained on, but for families too small to hold any out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from shortlist_engine.bank import families
from shortlist_engine.bank.family import Instance
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError
from shortlist_engine.problem import Example, Problem, Program

BANK, CLOSED_BANK = "bank", "bank-closed"
"""The names by which data sets of the bank are asked for: unseen instances of the families that
hold some out, and instances of the closed families, which were trained on."""
HIDDEN_TESTS = 20
EXAMPLES = 2


def read_bank(
    name: str, instances: int, families_only: Sequence[str] = (), seed: int = 0
) -> Iterator[EvaluationProblem]:
    """Yields so many problems of each family of `BANK` or `CLOSED_BANK`, or of `families_only`.
    Raises DatasetError when there is no such family among them."""
    split = Split(families())
    there = split.closed if name == CLOSED_BANK else split.families.keys() - split.closed
    for wanted in families_only:
        if wanted not in there:
            raise DatasetError(_no_family(wanted, name, split))
    for family in sorted(families_only or there):
        yield from bank_problems(split, family, instances, seed)


def bank_problems(
    split: Split, name: str, instances: int, seed: int
) -> Iterator[EvaluationProblem]:
    """Yields problems of a family, unseen unless it is closed, with their hidden tests; the id is
    the family, the problem's number and the instance's key."""
    for number, instance in enumerate(draw_instances(split, name, instances, seed)):
        rng = random.Random(f"{seed}:{name}:{number}")
        problem = instance.problem(rng, EXAMPLES)
        yield EvaluationProblem(
            id=f"{name}/{number}: {instance.key}",
            source=CLOSED_BANK if name in split.closed else BANK,
            problem=problem,
            tests=tuple(hidden_tests(instance, problem, rng)),
            tags=instance.tags,
            rating=instance.rating,
            licence="Apache-2.0",
            solutions=tuple(Program(language, text) for language, text in instance.programs),
            family=name,
        )


def draw_instances(split: Split, name: str, count: int, seed: int) -> list[Instance]:
    """Draws `count` instances of a family, unseen unless it is closed, of different keys while
    there are any."""
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
    """Returns `HIDDEN_TESTS` tests that are not examples, distinct while the family has enough
    inputs."""
    shown = {example.input for example in problem.examples}
    tests: dict[str, Example] = {}
    for _ in range(20 * HIDDEN_TESTS):
        test = instance.example(rng)
        if test.input not in shown:
            tests.setdefault(test.input, test)
        if len(tests) == HIDDEN_TESTS:
            break
    return list(tests.values())


def _no_family(wanted: str, name: str, split: Split) -> str:
    if wanted in split.families:
        other = BANK if name == CLOSED_BANK else CLOSED_BANK
        return f"the family {wanted} is part of {other}, not of {name}"
    near = get_close_matches(wanted, split.families, n=3)
    hint = f": did you mean {' or '.join(near)}?" if near else ""
    return f"the bank has no family {wanted!r}{hint}"
