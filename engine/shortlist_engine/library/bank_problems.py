"""The problem bank as a source: its only module that knows the bank."""

from __future__ import annotations

import random
from collections.abc import Iterator

from shortlist_engine.bank import Instance, families
from shortlist_engine.files import digest
from shortlist_engine.library.known import KnownProblem, KnownProgram

ORIGIN = "the problem bank"
INSTANCES = 4
EXAMPLES = 2


def bank_parts() -> Iterator[tuple[str, str]]:
    """Yields each family's name, and a stamp that changes with its problems."""
    for name, family in families().items():
        instance = family.instance(0)
        about = [instance.title, instance.statement, *map(str, instance.programs)]
        yield name, digest("\0".join([str(INSTANCES), *about]).encode())[:16]


def bank_problems(name: str) -> list[KnownProblem]:
    """Returns the problems of a family that the library knows, of different keys."""
    family = families()[name]
    instances: dict[str, tuple[int, Instance]] = {}
    for seed in range(INSTANCES):
        instance = family.instance(seed)
        instances.setdefault(instance.key, (seed, instance))
    return [
        KnownProblem(
            title=instance.title,
            statement=instance.statement,
            examples=(problem := instance.problem(random.Random(seed), EXAMPLES)).examples,
            kind=problem.kind,
            programs=tuple(
                KnownProgram(language, source, f"{ORIGIN}: {name}")
                for language, source in instance.programs
            ),
        )
        for seed, instance in instances.values()
    ]
