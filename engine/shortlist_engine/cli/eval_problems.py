"""What `shortlist eval` measures: the problems that its options name, with their programs and tests
where these come from files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from shortlist_engine.datasets import DatasetError, find_dataset
from shortlist_engine.datasets.problem_sets import ProblemSet, only_with_programs, read_problems
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.samples import with_programs, with_tests
from shortlist_engine.execution.checking.checkers import describe_checker
from shortlist_engine.files import digest
from shortlist_engine.languages import PYTHON, written
from shortlist_engine.library import Library, source_of
from shortlist_engine.library.sources import BANK
from shortlist_engine.places import cache_dir
from shortlist_engine.problem import Problem, Program


def choose_problems(options: argparse.Namespace) -> ProblemSet:
    """Returns the problems that the options name. Raises DatasetError, and OSError for a file that
    cannot be read."""
    rows = list(_rows(options))
    if not rows:
        raise DatasetError("the data sets have no problems")
    data = _folder(options)
    if options.tests:
        rows = with_tests(rows, find_dataset(options.tests, data))
    if options.library:
        if options.programs or options.model:
            raise DatasetError("--library is measured by itself: leave --programs and --model out")
        return _with_library(rows, options)
    if options.programs:
        path = find_dataset(options.programs, data)
        rows = with_programs(rows, path, (options.language or [PYTHON.name])[0])
        return only_with_programs(rows, stem(options.programs), f"no program in {path.name}")
    if options.model is None and any(row.recorded for row in rows):
        return only_with_programs(rows, "its own programs", "it brings no programs")
    return ProblemSet([replace(row, samples=(), answers=()) for row in rows])


def _with_library(rows: list[EvaluationProblem], options: argparse.Namespace) -> ProblemSet:
    """The problems with the library's nearest programs, none of them for the problem itself."""
    sources = [source_of(_found(name, _folder(options))) for name in options.library]
    identity = digest("\0".join(source.name for source in sources).encode())[:16]
    library = Library(sources, cache_dir() / "library" / f"measured-{identity}.sqlite")
    library.update()
    languages = options.language or written()

    def nearest(problem: Problem) -> tuple[Program, ...]:
        found = library.nearest(problem, languages=languages, exclude=[problem])
        return tuple(match.program for match in found)

    rows = [replace(row, samples=nearest(row.problem)) for row in rows]
    names = "+".join(stem(source.name) for source in sources)
    return only_with_programs(rows, f"library {names}", "the library has nothing like it")


def _found(name: str, data: Path | None) -> str:
    """A source as it is named, or a data set by its name in the folder of `--data`."""
    if name == BANK or Path(name).exists():
        return name
    return str(find_dataset(name, data))


def names_of(options: argparse.Namespace) -> list[str]:
    """Returns what tells two runs apart besides settings and model."""
    names = [stem(name) for name in options.what]
    names += [f"family {name}" for name in options.family or ()]
    if options.checker:
        names.append(f"checker {options.checker}")
    return names


def stem(name: str) -> str:
    """Returns the name of a file, without its folder and from the first dot on."""
    return Path(name).name.split(".")[0]


def _rows(options: argparse.Namespace) -> Iterator[EvaluationProblem]:
    rows = read_problems(
        options.what,
        _folder(options),
        limit=options.limit,
        instances=options.instances,
        families=options.family or (),
    )
    if options.checker is None:
        return rows
    try:
        describe_checker(options.checker)
    except ValueError as error:
        raise DatasetError(f"--checker: {error}") from error
    return (replace(row, problem=replace(row.problem, checker=options.checker)) for row in rows)


def _folder(options: argparse.Namespace) -> Path | None:
    return Path(options.data) if options.data else None
