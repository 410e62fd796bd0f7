"""Tests in files: pairs of an input and its answer (`file_pairs.py` has the layouts), or documents
(`companion.py`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from shortlist_engine.problem import Problem
from shortlist_engine.testfiles import file_pairs
from shortlist_engine.testfiles.companion import (
    FOLDER,
    SUFFIXES,
    CompanionDocument,
    UnusableDocument,
    parse_document,
)
from shortlist_engine.testfiles.file_pairs import Pairs
from shortlist_engine.testfiles.tests import NamedTest
from shortlist_engine.texts import UnknownEncoding, decode

MAX_TEST_BYTES = 64 * 1024 * 1024
MAX_FILES = 100_000
_MOST_NAMES = 3


class UnusableTests(Exception):
    """Says that there are no tests to run, and what to change."""


class FoundTests(NamedTuple):
    """Holds tests as they were found; `notes` are sentences about what was left out or lacks an
    answer. `stated` has the names of files, and the limits where `has_limits` says so, that came
    with the tests; None when nothing did."""

    tests: tuple[NamedTest, ...]
    notes: tuple[str, ...] = ()
    stated: Problem | None = None
    has_limits: bool = False


def read_tests(path: Path, program: str = "") -> FoundTests:
    """Returns the tests in a directory and those below it, in natural order (2 before 10), the one
    of an input file, or those of a document. An input without an answer has no expected output.
    Where the tests of several problems lie together, those are taken that are called as the file
    `program` is.

    Raises UnusableTests.
    """
    if path.is_file():
        if path.suffix.lower() in SUFFIXES:
            return _of_document(_document(path), ())
        return _of_pairs({path: file_pairs.answer_beside(path)}, path.parent, ())
    if not path.is_dir():
        raise UnusableTests(f"{path} is neither a directory nor a file.")
    if path.name != FOLDER:
        files = list(_files(path))
        pairs, others = file_pairs.of_program(file_pairs.pairs_of(files, path), path, program)
        if pairs:
            left = f"Tests of other problems were left out: {_listed(others)}." if others else ""
            return _of_pairs(pairs, path, (left,) if left else ())
    found = _documents(path)
    if found:
        return _chosen(found, path, program)
    raise UnusableTests(
        f"No tests in {path}. They are pairs of files such as 1.in and 1.out, 1.in and 1.ans, "
        "or in/1.txt and out/1.txt, or documents of cph or Competitive Companion."
    )


def _of_pairs(pairs: Pairs, root: Path, notes: tuple[str, ...]) -> FoundTests:
    alone = [str(given.relative_to(root)) for given, answer in pairs.items() if answer is None]
    if alone:
        notes = (*notes, f"Without an answer, so nothing is compared: {_listed(alone)}.")
    tests = tuple(
        NamedTest(
            file_pairs.name_of(given, root),
            _read(given),
            None if answer is None else _read(answer),
        )
        for given, answer in sorted(pairs.items(), key=lambda pair: _natural(pair[0], root))
    )
    return FoundTests(tests, notes, _stated_by_names(pairs))


def _stated_by_names(pairs: Pairs) -> Problem | None:
    """Where each test is a folder, its files have the names that the program is to open."""
    names = {
        (given.name, answer.name)
        for given, answer in pairs.items()
        if answer is not None and given.suffix.lower() == ".inp"
    }
    if len(names) != 1:
        return None
    given_name, answer_name = next(iter(names))
    return Problem("", "", input_file=given_name, output_file=answer_name)


def _of_document(document: CompanionDocument, notes: tuple[str, ...]) -> FoundTests:
    problem, tests = document.problem, document.tests
    if not tests:
        raise UnusableTests(f"The document of {problem.title or 'the problem'} holds no tests.")
    alone = [test.name for test in tests if test.expected is None]
    if alone:
        notes = (*notes, f"Without an output, so nothing is compared: {_listed(alone)}.")
    return FoundTests(tests, notes, replace(problem, examples=()), document.has_limits)


def _chosen(found: dict[Path, CompanionDocument], root: Path, program: str) -> FoundTests:
    """The document of this program, or the only one."""
    own = [each for each in found.values() if each.program and each.program == program]
    if len(own) == 1 or len(found) == 1:
        return _of_document(own[0] if own else next(iter(found.values())), ())
    stem = Path(program).stem
    own = own or [each for each in found.values() if stem and Path(each.program).stem == stem]
    if len(own) == 1:
        return _of_document(own[0], ())
    names = _listed([str(path.relative_to(root)) for path in found])
    raise UnusableTests(
        f"{root} holds the tests of {len(found)} problems, and none is that of "
        f"{program or 'the program'} alone: name one of its files, such as {names}."
    )


def _documents(root: Path) -> dict[Path, CompanionDocument]:
    """The documents in a directory and in the folder that cph makes in it."""
    places = [root] if root.name == FOLDER else [root, root / FOLDER]
    found: dict[Path, CompanionDocument] = {}
    for place in filter(Path.is_dir, places):
        for path in sorted(place.iterdir()):
            if path.suffix.lower() not in SUFFIXES or not path.is_file():
                continue
            try:
                found[path] = _document(path)
            except UnusableTests:
                if path.suffix.lower() == ".prob":
                    raise  # a file of any kind may be called .json
    return found


def _document(path: Path) -> CompanionDocument:
    try:
        return parse_document(_read(path), path.name)
    except UnusableDocument as error:
        raise UnusableTests(f"{path} holds no tests: {error}.") from error


def _files(root: Path) -> Iterator[Path]:
    """All files below `root` but hidden ones."""
    count = 0
    for place, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            count += 1
            if count > MAX_FILES:
                raise UnusableTests(
                    f"{root} holds more than {MAX_FILES:,} files; name a smaller one."
                )
            file = Path(place, name)
            if not name.startswith(".") and file.is_file():
                yield file


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")


def _natural(path: Path, root: Path) -> list[tuple[int, int, str]]:
    pieces = re.split(r"(\d+)", str(path.relative_to(root)).lower())
    return [(1, int(piece), "") if piece.isdigit() else (0, 0, piece) for piece in pieces]


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_TEST_BYTES:
            raise UnusableTests(f"{path} is larger than 64 MiB.")
        return decode(path.read_bytes(), str(path))
    except UnknownEncoding as error:
        raise UnusableTests(f"{error}.") from error
    except OSError as error:
        raise UnusableTests(f"{path} cannot be read: {error.strerror}.") from error
