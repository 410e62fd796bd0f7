"""What the user has named as the library: a list in a file, and the bank unless it was removed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shortlist_engine import locks
from shortlist_engine.files import write_whole
from shortlist_engine.library.problem_set import SUFFIXES

BANK = "bank"
VERSION = 1


class SourceError(ValueError):
    """Says that a source cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Source:
    """Names a source: `name` is `bank`, or the absolute path of a folder or of a JSON Lines
    file."""

    kind: Literal["bank", "folder", "set"]
    name: str

    @property
    def path(self) -> Path:
        """Is the path of a folder or a set."""
        return Path(self.name)


def bank_source() -> Source:
    """Returns the source that is the problem bank."""
    return Source("bank", BANK)


def source_of(name: str) -> Source:
    """Returns the source that the user calls `name`. Raises SourceError when it is neither a folder
    nor a JSON Lines file that can be read."""
    if name == BANK:
        return bank_source()
    path = Path(os.path.abspath(os.path.expanduser(name)))
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            raise SourceError(f"{path} cannot be read: check its permissions")
        return Source("folder", str(path))
    if not path.exists():
        raise SourceError(f"{path} does not exist: name a folder of programs, or a .jsonl file")
    if not path.name.endswith(SUFFIXES):
        raise SourceError(
            f"{path} is neither a folder nor a file that ends in {' or '.join(SUFFIXES)}"
        )
    if not os.access(path, os.R_OK):
        raise SourceError(f"{path} cannot be read: check its permissions")
    return Source("set", str(path))


class SourceList:
    """Reads and writes the user's list of sources in the file at `path`, which need not exist: then
    it is the bank alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[Source]:
        """Returns the sources in the order in which they were added. Raises SourceError when the
        file is damaged, and OSError."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            if data["version"] != VERSION:
                raise SourceError(
                    f"{self._path} is from another version of Shortlist: update it, or delete the "
                    "file and add the sources again"
                )
            return [Source(entry["kind"], str(entry["name"])) for entry in data["sources"]]
        except FileNotFoundError:
            return [bank_source()]
        except SourceError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SourceError(
                f"{self._path} is damaged ({error}): delete the file and add the sources again"
            ) from error

    def add(self, source: Source) -> bool:
        """Adds a source; says whether it is new. Raises SourceError when it lies in another one, or
        holds one, and OSError."""
        with self._changing():
            sources = self.read()
            if source in sources:
                return False
            for other in sources:
                if _nested(source, other):
                    raise SourceError(
                        f"{source.name} and {other.name}, which is in the library, lie in each "
                        "other: remove that one first, or leave it at that"
                    )
            self._write([*sources, source])
            return True

    def remove(self, name: str) -> Source:
        """Removes the source that the user calls `name`, which need not exist any more, and returns
        it. Raises SourceError when there is none of that name, and OSError."""
        path = os.path.abspath(os.path.expanduser(name))
        with self._changing():
            sources = self.read()
            for source in sources:
                if source.name in (name, path):
                    self._write([each for each in sources if each != source])
                    return source
        raise SourceError(f"{name} is not in the library: see `shortlist library list`")

    def _write(self, sources: Sequence[Source]) -> None:
        entries = [{"kind": source.kind, "name": source.name} for source in sources]
        text = json.dumps({"version": VERSION, "sources": entries}, indent=1, ensure_ascii=True)
        write_whole(self._path, f"{text}\n".encode())

    @contextmanager
    def _changing(self) -> Iterator[None]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locks.locked_file(self._path.with_name(self._path.name + ".lock")):
            yield


def _nested(one: Source, other: Source) -> bool:
    """Whether one lies in the other; a set in a folder does not count, for no folder reads it."""
    if not one.kind == other.kind == "folder":
        return False
    first, second = one.path, other.path
    return first in second.parents or second in first.parents
