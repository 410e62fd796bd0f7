"""An imported set: a file of its own, in which one problem is found without reading the others.

It is a SQLite database, written once and then only read. What a problem is judged by comes along,
so that the files that it was imported from may go.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shortlist_engine.files import digest, whole_path
from shortlist_engine.practice.collection.practice_problem import (
    Entry,
    PracticeProblem,
    TestGroup,
    UnknownProblem,
)
from shortlist_engine.problem import Example, Kind, Problem, Program
from shortlist_engine.protocol import from_wire, to_wire

if TYPE_CHECKING:
    from shortlist_engine.datasets.check_programs import CheckProgram
    from shortlist_engine.execution.checking.custom_checker import CustomChecker

VERSION = 1
APPLICATION = 0x53685365  # "ShSe"
_TABLE = """
CREATE TABLE problems (
    name TEXT PRIMARY KEY, place INTEGER NOT NULL, title TEXT NOT NULL, rating REAL,
    tags TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL);
"""


@dataclass(frozen=True)
class ImportedProblem:
    """Holds a problem on its way into a set. `groups` are its hidden tests."""

    name: str
    problem: Problem
    groups: tuple[TestGroup, ...]
    rating: float | None = None
    tags: tuple[str, ...] = ()
    solutions: tuple[Program, ...] = ()
    check: CheckProgram | None = None
    checker: CustomChecker | None = None


def write_set(path: Path, problems: Iterable[ImportedProblem]) -> int:
    """Writes a set whole or not at all, and returns how many problems it holds; a second one of a
    name gets a number. Raises OSError, also for a full disk."""
    count = 0
    names: dict[str, int] = {}
    with whole_path(path) as made:
        made.parent.mkdir(exist_ok=True)
        try:
            with contextlib.closing(sqlite3.connect(made)) as database, database:
                database.executescript(_TABLE)
                database.execute(f"PRAGMA application_id = {APPLICATION}")
                database.execute(f"PRAGMA user_version = {VERSION}")
                for problem in problems:
                    name = " ".join(problem.name.split())[:200] or "problem"
                    names[name] = names.get(name, 0) + 1
                    if names[name] > 1:
                        name = f"{name} ({names[name]})"
                    database.execute(
                        "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (
                            _storable(name),
                            count,
                            _storable(problem.problem.title or name),
                            problem.rating,
                            json.dumps(list(problem.tags)),
                            problem.problem.kind,
                            zlib.compress(json.dumps(_body(problem)).encode()),
                        ),
                    )
                    count += 1
        except sqlite3.Error as error:
            raise OSError(f"{path} cannot be written: {error}") from error
    return count


class ImportedSet:
    """A set that was imported, as a set of entries."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._path = path

    def entries(self) -> list[Entry]:
        """Returns its problems in their order. Raises UnknownProblem when it cannot be read."""
        with self._read() as database:
            rows = database.execute(
                "SELECT name, title, rating, tags, kind FROM problems ORDER BY place"
            ).fetchall()
        return [self._entry(*row) for row in rows]

    def entry(self, rest: str) -> Entry:
        """Returns the entry of one problem. Raises UnknownProblem."""
        return self._entry(*self._row(rest)[:5])

    def problem(self, rest: str, language: str) -> PracticeProblem:
        """Returns one problem; one that asks for a function asks for it in the set's own language.
        Raises UnknownProblem."""
        *columns, body = self._row(rest)
        entry = self._entry(*columns)
        data = json.loads(zlib.decompress(body))
        problem = from_wire(Problem, data["problem"])
        if problem.kind == "function" and problem.language not in (None, language):
            raise UnknownProblem(f"{entry.item} asks for a function in {problem.language}.")
        groups = tuple(
            TestGroup(name, tuple(Example(*test) for test in tests))
            for name, tests in data["groups"]
        )
        return PracticeProblem(
            entry.item,
            entry,
            problem.title or entry.title,
            digest(problem.digest.encode())[:8],
            replace(problem, title=problem.title or entry.title),
            lambda: groups,
            solutions=tuple(from_wire(Program, each) for each in data["solutions"]),
            head=problem.signature if problem.kind == "function" else "",
            check=_check(data["check"]),
            checker=_checker(data["checker"]),
        )

    def _row(self, rest: str) -> tuple[Any, ...]:
        with self._read() as database:
            row = database.execute(
                "SELECT name, title, rating, tags, kind, body FROM problems WHERE name = ?", (rest,)
            ).fetchone()
        if row is None:
            raise UnknownProblem(
                f"The set {self.name!r} has no problem {rest!r}: see the list of its problems."
            )
        return tuple(row)

    def _entry(self, name: str, title: str, rating: float | None, tags: str, kind: Kind) -> Entry:
        return Entry(
            f"{self.name}/{name}", self.name, title, rating, tuple(json.loads(tags)), (kind,)
        )

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        uri = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with contextlib.closing(sqlite3.connect(uri, uri=True)) as database:
                version = database.execute("PRAGMA user_version").fetchone()[0]
                if version != VERSION:
                    raise UnknownProblem(
                        f"The set {self.name!r} is of another version of Shortlist: import it "
                        "again."
                    )
                yield database
        except sqlite3.Error as error:
            raise UnknownProblem(
                f"The set {self.name!r} ({self._path}) cannot be read ({error}): import it again."
            ) from error


def _body(problem: ImportedProblem) -> dict[str, Any]:
    checker = problem.checker
    return {
        "problem": to_wire(problem.problem),
        "groups": [
            [group.name, [[test.input, test.output] for test in group.tests]]
            for group in problem.groups
        ],
        "solutions": [to_wire(each) for each in problem.solutions],
        "check": to_wire(problem.check) if problem.check else None,
        "checker": None
        if checker is None
        else {
            "name": checker.name,
            "language": checker.language,
            "source": checker.source,
            "convention": checker.convention,
            "headers": {
                name: data.decode("utf-8", "replace") for name, data in checker.headers.items()
            },
        },
    }


def _check(data: dict[str, Any] | None) -> CheckProgram | None:
    # Not above, nor below: most who read a set want the names in it.
    from shortlist_engine.datasets.check_programs import CheckProgram

    return from_wire(CheckProgram, data) if data is not None else None


def _checker(data: dict[str, Any] | None) -> CustomChecker | None:
    if data is None:
        return None
    from shortlist_engine.execution.checking.custom_checker import CustomChecker

    headers = {name: text.encode() for name, text in data["headers"].items()}
    return CustomChecker(
        data["name"], data["language"], data["source"], data["convention"], headers
    )


def _storable(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode()
