"""Opens the progress file, for a moment at a time, whatever state it is in.

Several editors and terminals use one file: each call is one transaction, and SQLite's rollback
journal, which every file system bears, keeps what a killed process began from being seen. A file
that is damaged, or of a newer version, takes another name beside it and is never deleted; so does
the journal that belongs to it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from shortlist_engine.practice.journal.schema import APPLICATION, TABLES, VERSION

BUSY_S = 10.0
_OURS_BY_NAME = (".sqlite", ".sqlite3", ".db")
_NAMES = frozenset(re.findall(r"CREATE TABLE (\w+)", TABLES))


class ProgressUnusable(Exception):
    """Says that the progress file can be neither read nor written, and what to do. Nothing that is
    in it is lost."""


class _SetAside(Exception):
    """Says why a file is to take another name; `label` stands in that."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(reason)
        self.label = label
        self.reason = reason


class Database:
    """The progress file at `path`, which need not exist. `notes` are sentences for the user about
    files that were kept aside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Gives a connection to read from: to an empty database where there is no file. Raises
        ProgressUnusable."""
        with self._errors("read"):
            if self._exists():
                with contextlib.closing(self._opened("rw")) as database:
                    database.execute("BEGIN")
                    if _version(database):  # otherwise nothing was written to it yet
                        yield database
                        database.execute("COMMIT")
                        return
            with contextlib.closing(_connected(":memory:")) as database:
                database.executescript(TABLES)
                yield database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Gives a connection in a transaction, which is kept when the context ends without an
        error. Raises ProgressUnusable."""
        with self._errors("written"):
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise self._unusable("written", error) from error
            self._exists()
            with contextlib.closing(self._opened("rwc")) as database:
                database.execute("BEGIN IMMEDIATE")
                try:
                    if _version(database) == 0:
                        _make(database)
                    yield database
                    database.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        database.execute("ROLLBACK")
                    raise

    def _opened(self, mode: str) -> sqlite3.Connection:
        return _connected(f"{self.path.absolute().as_uri()}?mode={mode}")

    def _exists(self) -> bool:
        """Whether there is a file that can be used; one that cannot is kept aside."""
        try:
            if not self.path.exists():
                return False
            self._examine()
            return True
        except _SetAside as found:
            self._set_aside(found)
            return False
        except OSError as error:
            raise self._unusable("read", error) from error

    def _examine(self) -> None:
        """Raises _SetAside when the file is not to be used, and ProgressUnusable when it is not
        ours to move."""
        if not self.path.is_file():
            raise ProgressUnusable(
                f"The progress file {self.path} is no file: remove what is there."
            )
        try:
            with contextlib.closing(self._opened("rw")) as database:
                database.execute("BEGIN")  # all of it from one moment: it may be in the making
                version = _version(database)
                application = database.execute("PRAGMA application_id").fetchone()[0]
                rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                tables = {row[0] for row in rows}
                if application != APPLICATION and (tables or version):
                    raise ProgressUnusable(
                        f"{self.path} is a database of another program: name another file."
                    )
                if version > VERSION:
                    raise _SetAside(f"version-{version}", "it is of a newer version of Shortlist")
                sound = database.execute("PRAGMA quick_check(1)").fetchone()[0]
                if sound != "ok" or (version and not tables >= _NAMES):
                    raise _SetAside("damaged", "it is damaged")
        except sqlite3.OperationalError as error:
            if _is_damage(error):
                raise _SetAside("damaged", f"it is damaged ({error})") from error
            raise
        except sqlite3.DatabaseError as error:
            if self.path.suffix not in _OURS_BY_NAME:
                raise ProgressUnusable(
                    f"{self.path} is no progress file of Shortlist ({error}): name another."
                ) from error
            raise _SetAside("damaged", f"it is damaged ({error})") from error

    def _set_aside(self, found: _SetAside) -> None:
        """Renames the file and its journal, one process at a time: each looks again first. The file
        that is locked meanwhile stays, and is empty: others may be waiting for it."""
        try:
            with contextlib.closing(_connected(f"{self.path}.lock")) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                if not self.path.exists():
                    return
                try:
                    self._examine()
                    return  # another process was faster, and made it anew
                except _SetAside as still:
                    kept = self._aside(still.label)
                    # The journal first: by its name it belongs to the file that is still there.
                    with contextlib.suppress(FileNotFoundError):
                        os.rename(f"{self.path}-journal", f"{kept}-journal")
                    os.rename(self.path, kept)
                    self.notes.append(
                        f"The progress file was not used, since {still.reason}. It is kept as "
                        f"{kept}, and a new one was begun."
                    )
        except (OSError, sqlite3.Error) as error:
            raise ProgressUnusable(
                f"The progress file {self.path} cannot be used, since {found.reason}, and cannot "
                f"be renamed ({error}): move it elsewhere."
            ) from error

    def _aside(self, label: str) -> Path:
        now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S")
        kept = self.path.with_name(f"{self.path.name}.{label}-{now}")
        number = 2
        while kept.exists():
            kept = self.path.with_name(f"{self.path.name}.{label}-{now}-{number}")
            number += 1
        return kept

    @contextmanager
    def _errors(self, done: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._unusable(done, error) from error

    def _unusable(self, done: str, error: Exception) -> ProgressUnusable:
        said = str(error).lower()
        if "locked" in said:
            fix = "another editor or terminal is using it: try again"
        elif "full" in said:
            fix = "the disk is full: make room, and try again"
        elif "readonly" in said or "read-only" in said or isinstance(error, PermissionError):
            fix = "make it and its folder writable, or name another file with --progress"
        elif _is_damage(error):
            fix = "it is damaged: the next command keeps it aside and begins a new one"
        else:
            fix = "check that its folder can be written and has free space"
        return ProgressUnusable(
            f"The progress file {self.path} cannot be {done} ({error}): {fix}. What it holds is as "
            "it was."
        )


def _connected(name: str) -> sqlite3.Connection:
    uri = name.startswith("file:")
    connection = sqlite3.connect(name, timeout=BUSY_S, isolation_level=None, uri=uri)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _make(database: sqlite3.Connection) -> None:
    # Not `executescript`, which ends the transaction.
    for statement in filter(str.strip, TABLES.split(";")):
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def _is_damage(error: Exception) -> bool:
    said = str(error)
    return any(words in said for words in ("malformed", "not a database", "corrupt", "no such"))
