"""The index: known problems in a SQLite database, searched by FTS5's BM25.

It is a cache of the sources and can be made again from them at any time; a damaged one is thrown
away. Whoever changes it holds the lock of a file beside it, so that one process changes it at a
time, in short transactions; searching takes no lock and may see half of a change between two
sources, never half of a problem. BM25 is Robertson and Zaragoza's (2009) as SQLite computes it,
over stems by Porter's algorithm.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shortlist_engine import locks
from shortlist_engine.library.known import KnownProblem
from shortlist_engine.library.terms import form_terms, statement_text
from shortlist_engine.problem import Kind

VERSION = 2  # grows when an older index does not hold what this module reads
BUSY_S = 10.0
TITLE_WEIGHT, STATEMENT_WEIGHT, FORM_WEIGHT = 1.0, 1.0, 2.0
"""What a word counts by its column, chosen on held-out training problems (docs/library.md)."""

_TABLES = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, stamp TEXT NOT NULL,
    UNIQUE (source, name));
CREATE TABLE problems (
    id INTEGER PRIMARY KEY, part INTEGER NOT NULL, kind TEXT,
    shown TEXT NOT NULL, title TEXT NOT NULL, statement TEXT NOT NULL, form TEXT NOT NULL);
CREATE INDEX problems_by_part ON problems (part);
CREATE TABLE programs (
    id INTEGER PRIMARY KEY, problem INTEGER NOT NULL, language TEXT NOT NULL,
    origin TEXT NOT NULL, source BLOB NOT NULL);
CREATE INDEX programs_by_problem ON programs (problem);
CREATE VIRTUAL TABLE terms USING fts5(
    title, statement, form, content='problems', content_rowid='id',
    tokenize='porter unicode61');
CREATE TRIGGER added AFTER INSERT ON problems BEGIN
    INSERT INTO terms(rowid, title, statement, form)
    VALUES (new.id, new.title, new.statement, new.form);
END;
CREATE TRIGGER removed AFTER DELETE ON problems BEGIN
    INSERT INTO terms(terms, rowid, title, statement, form)
    VALUES ('delete', old.id, old.title, old.statement, old.form);
    DELETE FROM programs WHERE problem = old.id;
END;
"""


class IndexUnusable(OSError):
    """Says that the index can be neither read nor made; the message names the place and the fix."""


class IndexDamaged(Exception):
    """Says that what is at the index's place is none of ours, or damaged: it is to be discarded."""


@dataclass(frozen=True)
class Found:
    """Holds a problem that a search found: its `id` in the index, the source that it is of, and
    how well it fits, higher is better."""

    id: int
    source: str
    kind: Kind | None
    title: str
    statement: str
    score: float


@dataclass(frozen=True)
class StoredProgram:
    language: str
    origin: str
    source: str


class Index:
    """Opens the database at `path` for every call; it need not exist. Calls raise IndexUnusable
    and IndexDamaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._damaged: tuple[int, int] | None = None

    @contextmanager
    def changing(self, wait: bool = True) -> Iterator[IndexWriter | None]:
        """Gives what changes the index, once no other process does; None, without `wait`, when
        another one does. An index of another version is empty then."""
        with self._locked(wait) as mine:
            if not mine:
                yield None
                return
            with self._errors(), contextlib.closing(self._connected()) as database:
                # Pages that are written before the end would keep other processes from reading.
                database.execute("PRAGMA cache_size = -262144")
                if _version(database) != VERSION:
                    _make(database)
                yield IndexWriter(database)

    def discard(self) -> None:
        """Throws the index away, unless another process has made it anew since it was found
        damaged."""
        with self._locked(wait=True):
            if self._damaged == self._identity():
                for name in ("", "-journal"):
                    with contextlib.suppress(OSError):
                        os.unlink(f"{self._path}{name}")

    def search(self, query: str, count: int, sources: Sequence[str]) -> list[Found]:
        """Returns the `count` problems of `sources` that fit an FTS5 query best. An index that is
        not there yet finds nothing."""
        marks = ",".join("?" * len(sources))
        rows = self._read(
            "SELECT problems.id, parts.source, kind, shown, problems.statement, found.score FROM ("
            f" SELECT rowid, bm25(terms, {TITLE_WEIGHT}, {STATEMENT_WEIGHT}, {FORM_WEIGHT})"
            "  AS score FROM terms WHERE terms MATCH ? ORDER BY score LIMIT ?) AS found"
            " JOIN problems ON problems.id = found.rowid JOIN parts ON parts.id = part"
            f" WHERE parts.source IN ({marks}) ORDER BY found.score, problems.id",
            (query, count, *sources),
        )
        return [
            Found(number, source, kind, title, statement, -score)
            for number, source, kind, title, statement, score in rows
        ]

    def programs(self, problems: Sequence[int]) -> dict[int, list[StoredProgram]]:
        """Returns the programs of some problems, each in the order of its source."""
        marks = ",".join("?" * len(problems))
        rows = self._read(
            "SELECT problem, language, origin, source FROM programs"
            f" WHERE problem IN ({marks}) ORDER BY id",
            problems,
        )
        found: dict[int, list[StoredProgram]] = {number: [] for number in problems}
        with self._errors():
            for number, language, origin, source in rows:
                text = zlib.decompress(source).decode()
                found[number].append(StoredProgram(language, origin, text))
        return found

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Returns how many problems and programs there are of each source."""
        rows = self._read(
            "SELECT parts.source, COUNT(DISTINCT problems.id), COUNT(programs.id) FROM parts"
            " JOIN problems ON problems.part = parts.id"
            " LEFT JOIN programs ON programs.problem = problems.id GROUP BY parts.source",
            (),
        )
        return {source: (problems, programs) for source, problems, programs in rows}

    def _read(self, statement: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        with self._errors(), contextlib.closing(self._connected()) as database:
            if _version(database) != VERSION:
                return []
            return database.execute(statement, tuple(values)).fetchall()

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)

    @contextmanager
    def _locked(self, wait: bool) -> Iterator[bool]:
        """Whether the lock could be had."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = contextlib.ExitStack()
            held.enter_context(locks.locked_file(Path(f"{self._path}.lock"), wait=wait))
        except BlockingIOError:
            yield False
            return
        except OSError as error:
            raise self._unusable(error) from error
        with held:
            yield True

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            # Its tables are missing or unlike ours: somebody else's file, or half of one.
            if "no such" in str(error) or "already exists" in str(error):
                self._damaged = self._identity()
                raise IndexDamaged(str(error)) from error
            raise self._unusable(error) from error
        except (sqlite3.DatabaseError, zlib.error) as error:
            self._damaged = self._identity()
            raise IndexDamaged(f"the library's index {self._path} is damaged ({error})") from error

    def _identity(self) -> tuple[int, int] | None:
        try:
            about = self._path.stat()
        except OSError:
            return None
        return about.st_ino, about.st_ctime_ns

    def _unusable(self, error: Exception) -> IndexUnusable:
        return IndexUnusable(
            f"the library's index {self._path} cannot be used ({error}): check that its folder can "
            "be written and has free space, or set XDG_CACHE_HOME to another one"
        )


class IndexWriter:
    """Changes an index. Nothing is kept before `commit`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def stamps(self, source: str) -> dict[str, str]:
        """Returns the parts of a source that are known, each with what it was last like."""
        rows = self._database.execute("SELECT name, stamp FROM parts WHERE source = ?", (source,))
        return dict(rows.fetchall())

    def put(self, source: str, name: str, stamp: str, problems: Iterable[KnownProblem]) -> None:
        """Takes the `problems` of a part in, in the place of what was known of it; when they raise
        an error, that stays."""
        self._begin()
        self._database.execute("SAVEPOINT part")
        try:
            self._remove(source, name)
            part = self._database.execute(
                "INSERT INTO parts (source, name, stamp) VALUES (?, ?, ?)",
                (source, _storable(name), stamp),
            ).lastrowid
            for problem in problems:
                self._insert(part, problem)
        except BaseException:
            self._database.execute("ROLLBACK TO part")
            raise
        finally:
            self._database.execute("RELEASE part")

    def remove(self, source: str, name: str) -> None:
        """Forgets a part of a source."""
        self._begin()
        self._remove(source, name)

    def keep_only(self, sources: Iterable[str]) -> None:
        """Forgets every other source."""
        self._begin()
        kept = tuple(sources)
        rows = self._database.execute("SELECT source, name FROM parts").fetchall()
        for source, name in rows:
            if source not in kept:
                self._remove(source, name)

    def commit(self) -> None:
        """Keeps what was changed."""
        if self._database.in_transaction:
            self._database.execute("COMMIT")

    def _begin(self) -> None:
        if not self._database.in_transaction:
            self._database.execute("BEGIN IMMEDIATE")

    def _remove(self, source: str, name: str) -> None:
        found = self._database.execute(
            "SELECT id FROM parts WHERE source = ? AND name = ?", (source, _storable(name))
        ).fetchone()
        if found:
            self._database.execute("DELETE FROM problems WHERE part = ?", found)
            self._database.execute("DELETE FROM parts WHERE id = ?", found)

    def _insert(self, part: int | None, problem: KnownProblem) -> None:
        title = " ".join(problem.title.split())[:200]
        number = self._database.execute(
            "INSERT INTO problems (part, kind, shown, title, statement, form)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                part,
                problem.kind,
                _storable(title),
                _storable(statement_text(title)),
                _storable(statement_text(problem.statement)),
                " ".join(form_terms(problem.examples)),
            ),
        ).lastrowid
        self._database.executemany(
            "INSERT INTO programs (problem, language, origin, source) VALUES (?, ?, ?, ?)",
            [
                (
                    number,
                    program.language,
                    _storable(program.origin),
                    zlib.compress(program.source.encode("utf-8", "replace")),
                )
                for program in problem.programs
            ],
        )


def query_of(groups: Mapping[str, Sequence[str]]) -> str:
    """Returns the FTS5 query for any of the words of each column."""
    parts = []
    for column, wanted in groups.items():
        if wanted:
            quoted = " OR ".join(f'"{word}"' for word in wanted)
            parts.append(f"{column} : ({quoted})")
    return " OR ".join(parts)


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _make(database: sqlite3.Connection) -> None:
    """Makes the tables, in the place of those of another version."""
    rows = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = {name for (name,) in rows}
    for name in ("terms", "programs", "problems", "parts"):
        if name in names:
            database.execute(f"DROP TABLE {name}")
    database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")


def _storable(text: str) -> str:
    """The text without what SQLite cannot keep: halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode()
