"""What `shortlist eval` measures: the problems that its options name, with their programs and tests
where these come from files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from shortlist_engine.datasets import DatasetError, find_dataset, read_dataset
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.given_programs import with_programs, with_tests
from shortlist_engine.execution.checking.checkers import describe_checker
from shortlist_engine.languages import PYTHON

BANK = "bank"


@dataclass(frozen=True)
class Chosen:
    """`programs` names where programs come from, empty when a model is to write them; problems that
    none was given for are in `left_out`, with the reason."""

    rows: list[EvaluationProblem]
    programs: str = ""
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def most_samples(self) -> int:
        return max(len(row.samples) for row in self.rows)


def choose_problems(options: argparse.Namespace) -> Chosen:
    """Raises DatasetError, and OSError for a file that cannot be read."""
    rows = list(_rows(options))
    if not rows:
        raise DatasetError("the data sets have no problems")
    data = _folder(options)
    if options.tests:
        rows = with_tests(rows, find_dataset(options.tests, data))
    if options.programs:
        path = find_dataset(options.programs, data)
        rows = with_programs(rows, path, (options.language or [PYTHON.name])[0])
        return _given(rows, stem(options.programs), f"no program in {path.name}")
    if options.model is None and any(row.samples for row in rows):
        return _given(rows, "its own programs", "it brings no programs")
    return Chosen([replace(row, samples=()) for row in rows])


def names_of(options: argparse.Namespace) -> list[str]:
    """What tells two runs apart besides settings and model."""
    names = [stem(name) for name in options.what]
    if options.checker:
        names.append(f"checker {options.checker}")
    return names


def stem(name: str) -> str:
    return Path(name).name.split(".")[0]


def _given(rows: list[EvaluationProblem], programs: str, reason: str) -> Chosen:
    missing = [f"{row.source}: {row.id}" for row in rows if not row.samples]
    return Chosen(
        [row for row in rows if row.samples], programs, tuple((name, reason) for name in missing)
    )


def _rows(options: argparse.Namespace) -> Iterator[EvaluationProblem]:
    data = _folder(options)
    sets: list[Iterable[EvaluationProblem]] = []
    for name in options.what:
        if name == BANK:
            found = _bank(options.instances)
        else:
            found = read_dataset(find_dataset(name, data), data)
        sets.append(islice(found, options.limit))
    rows = chain.from_iterable(sets)
    if options.checker is None:
        return rows
    try:
        describe_checker(options.checker)
    except ValueError as error:
        raise DatasetError(f"--checker: {error}") from error
    return (replace(row, problem=replace(row.problem, checker=options.checker)) for row in rows)


def _bank(instances: int) -> Iterator[EvaluationProblem]:
    from shortlist_engine.bank import families
    from shortlist_engine.training.evaluate import bank_problems
    from shortlist_engine.training.split import Split

    split = Split(families())
    for name in sorted(split.families.keys() - split.closed):
        yield from bank_problems(split, name, instances, seed=0)


def _folder(options: argparse.Namespace) -> Path | None:
    return Path(options.data) if options.data else None
