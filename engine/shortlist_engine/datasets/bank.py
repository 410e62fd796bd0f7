"""Problems of the built-in bank with hidden tests, made by each family's own input generator and
reference. What is measured on was never trained on, but for families too small to hold any out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from shortlist_engine.bank import families
from shortlist_engine.bank.instance import Instance
from shortlist_engine.bank.maker import Scale
from shortlist_engine.bank.split import Split
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError
from shortlist_engine.problem import Example, Problem, Program

BANK_SETS = BANK, UNSEEN_BANK, CLOSED_BANK = "bank", "bank-unseen", "bank-closed"
"""The names by which data sets of the bank are asked for: unseen tasks of the families that hold
some out, tasks of the families of which nothing was trained on, and tasks of the closed families,
all of which were trained on."""
HIDDEN_TESTS = 20
EDGES = 4
EXAMPLES = 2
_MIX: tuple[Scale, ...] = ("tiny", "small", "small", "medium")


def read_bank(
    name: str, instances: int, families_only: Sequence[str] = (), seed: int = 0
) -> Iterator[EvaluationProblem]:
    """Yields so many problems of each family of a data set of the bank, or of `families_only`.
    Raises DatasetError when there is no such family among them."""
    split = Split(families())
    there = {
        BANK: split.families.keys() - split.closed,
        UNSEEN_BANK: split.unseen.keys(),
        CLOSED_BANK: split.closed,
    }[name]
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
            source=_data_set(split, name),
            problem=problem,
            tests=tuple(hidden_tests(instance, problem, rng)),
            tags=instance.tags,
            rating=instance.rating,
            licence="Apache-2.0",
            solutions=tuple(Program(language, text) for language, text in instance.programs),
            family=name,
        )


def _data_set(split: Split, name: str) -> str:
    if name in split.unseen:
        return UNSEEN_BANK
    return CLOSED_BANK if name in split.closed else BANK


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
    inputs: some special cases, and inputs from tiny to medium ones."""
    shown = {example.input for example in problem.examples}
    special = instance.edge_inputs()
    texts = dict.fromkeys(rng.sample(special, min(EDGES, len(special))))
    for number in range(20 * HIDDEN_TESTS):
        texts.setdefault(instance.make_input(rng, _MIX[number % len(_MIX)]))
        if len(texts.keys() - shown) >= HIDDEN_TESTS:
            break
    return [Example(text, instance.answer(text)) for text in texts if text not in shown]


def _no_family(wanted: str, name: str, split: Split) -> str:
    known = {**split.families, **split.unseen}
    if wanted in known:
        return f"the family {wanted} is part of {_data_set(split, wanted)}, not of {name}"
    near = get_close_matches(wanted, known, n=3)
    hint = f": did you mean {' or '.join(near)}?" if near else ""
    return f"the bank has no family {wanted!r}{hint}"
