"""Imports sets to practise on: JSON Lines as `datasets` reads them, and problem packages, as
folders or as zip files of them."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from shortlist_engine.datasets import DatasetError, read_dataset
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import SUFFIXES
from shortlist_engine.practice.collection.packages import (
    UnusablePackage,
    find_packages,
    read_package,
)
from shortlist_engine.practice.collection.practice_problem import BANK, EXAMPLES, TestGroup
from shortlist_engine.practice.collection.set_file import ImportedProblem, write_set

MAX_UNPACKED = 1 << 30


class UnusableSet(Exception):
    """Says why nothing could be imported, and what to change."""


@dataclass
class Imported:
    """Says what was imported: the set's `name`, how many `problems` it holds, and `left_out`: what
    cannot be practised on, each with the reason."""

    name: str
    path: Path
    problems: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)


def import_set(
    source: Path,
    folder: Path,
    name: str = "",
    *,
    replace: bool = False,
    on_problem: Callable[[int], None] = lambda count: None,
) -> Imported:
    """Imports the problems of a file or a folder as a set in `folder`, named after it or `name`.
    `on_problem` is told how many were read. Raises UnusableSet and OSError; nothing is left half
    done."""
    name = set_name(name or source.name)
    path = folder / f"{name}.sqlite"
    if path.exists() and not replace:
        raise UnusableSet(f"There is a set {name!r} already: choose another name, or replace it.")
    done = Imported(name, path)
    try:
        with _unpacked(source) as unpacked:
            problems = _counted(_problems(unpacked, done), on_problem)
            done.problems = write_set(path, _not_none(problems, done))
    except DatasetError as error:
        raise UnusableSet(f"{error}.") from error
    return done


def set_name(text: str) -> str:
    """Returns a name of a set: what a file's name says, in letters, digits, points, dashes. Raises
    UnusableSet for one that is taken or empty."""
    for suffix in (*sorted(SUFFIXES, key=len, reverse=True), ".zip", ".prob", ".txt"):
        text = text.removesuffix(suffix)
    name = re.sub(r"[^\w.-]+", "-", text).strip("-.")[:60]
    if not name or name == BANK:
        raise UnusableSet(f"A set cannot be called {name or text!r}: choose another name.")
    return name


def _not_none(problems: Iterator[ImportedProblem], done: Imported) -> Iterator[ImportedProblem]:
    """The problems; an error when there is none, before anything is kept."""
    count = 0
    for problem in problems:
        count += 1
        yield problem
    if not count:
        reasons = "; ".join(f"{what}: {why}" for what, why in done.left_out[:3])
        raise UnusableSet(
            f"There is no problem to practise on{f' ({reasons})' if reasons else ''}."
        )


def _counted(
    problems: Iterator[ImportedProblem], on_problem: Callable[[int], None]
) -> Iterator[ImportedProblem]:
    for count, problem in enumerate(problems, 1):
        on_problem(count)
        yield problem


def _problems(source: Path, done: Imported) -> Iterator[ImportedProblem]:
    is_set = source.is_file() and source.name.endswith(SUFFIXES)
    if is_set and not _is_document(source):
        for row in read_dataset(source):
            problem = _of_row(row)
            if problem is None:
                done.left_out.append((row.id, "it has no tests to judge a program by"))
            else:
                yield problem
        return
    if not source.exists():
        raise UnusableSet(f"{source} does not exist.")
    for folder in find_packages(source) if source.is_dir() else [source]:
        try:
            yield read_package(folder) if folder.is_dir() else _of_document(folder)
        except UnusablePackage as error:
            done.left_out.append((folder.name, str(error)))


def _of_row(row: EvaluationProblem) -> ImportedProblem | None:
    problem = row.problem
    if not row.tests and not problem.examples and row.check is None:
        return None
    if problem.interactive:
        return None
    groups = []
    if problem.examples:
        groups.append(TestGroup(EXAMPLES, problem.examples))
    if row.tests:
        groups.append(TestGroup("tests", row.tests))
    return ImportedProblem(
        row.id,
        problem,
        tuple(groups),
        row.rating,
        row.tags,
        row.solutions,
        row.check,
    )


def _is_document(source: Path) -> bool:
    """Whether a `.json` file is Competitive Companion's, which holds one problem."""
    if source.suffix != ".json":
        return False
    with source.open("rb") as file:
        return file.read(64).lstrip().startswith(b"{")


def _of_document(file: Path) -> ImportedProblem:
    """A document of cph or Competitive Companion: tests and limits, and no statement."""
    from shortlist_engine.problem import Example, Problem
    from shortlist_engine.testfiles.reading import UnusableTests, read_tests

    try:
        found = read_tests(file)
    except UnusableTests as error:
        raise UnusablePackage(str(error)) from error
    tests = tuple(
        Example(test.input, test.expected) for test in found.tests if test.expected is not None
    )
    if not tests:
        raise UnusablePackage("none of its tests has an output")
    stated = found.stated or Problem("", "")
    name = stated.title or file.stem
    problem = Problem(
        name,
        f"See {stated.url}" if stated.url else "(The document has no statement.)",
        tests,
        limits=stated.limits,
        url=stated.url,
    )
    if stated.interactive:
        raise UnusablePackage("it is interactive, and such problems cannot be practised yet")
    return ImportedProblem(name, problem, (TestGroup(EXAMPLES, tests),))


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    """The folder that a zip file holds, or what was named itself."""
    if source.suffix.lower() != ".zip":
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="shortlist-import-") as folder:
        place = Path(folder, source.stem)
        try:
            with zipfile.ZipFile(source) as packed:
                if sum(each.file_size for each in packed.infolist()) > MAX_UNPACKED:
                    raise UnusableSet(f"{source} holds more than 1 GiB: import a part of it.")
                packed.extractall(place)
        except (zipfile.BadZipFile, OSError, RuntimeError) as error:
            raise UnusableSet(f"{source} cannot be unpacked: {error}.") from error
        inner = list(place.iterdir())
        yield inner[0] if len(inner) == 1 and inner[0].is_dir() else place
