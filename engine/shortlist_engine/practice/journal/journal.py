"""The user's progress: opened for a moment, to read or to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shortlist_engine import places
from shortlist_engine.practice.journal.database import Database
from shortlist_engine.practice.journal.reader import Reader
from shortlist_engine.practice.journal.writer import Writer


class Journal:
    """The progress file at `path`, None for the user's own. It is made when something is first
    kept. Both ways to open it raise ProgressUnusable."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = Database(path or places.progress_file())

    @property
    def path(self) -> Path:
        """Returns where the file is."""
        return self._database.path

    @property
    def notes(self) -> list[str]:
        """Returns sentences for the user about files that were kept aside, as they come."""
        return self._database.notes

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Gives what reads, all of it from one moment."""
        with self._database.reading() as database:
            yield Reader(database)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Gives what writes: all of it is kept, or none."""
        with self._database.writing() as database:
            yield Writer(database)
