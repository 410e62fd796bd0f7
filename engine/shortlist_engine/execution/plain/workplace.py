"""Folders for what runs: each run has one of its own, and those of an engine that was killed are
removed by the next."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from shortlist_engine import locks

_PREFIX = "shortlist-plain-"
_LOCK = "lock"
_YOUNG_S = 60.0  # may be in the making


class Workplace:
    """Holds the folder of this engine while it is open."""

    def __init__(self) -> None:
        self._number = 0
        parent = Path(tempfile.gettempdir())
        _sweep(parent)
        # Resolved, since programs see their working directory so: macOS links to it.
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent)).resolve()
        self._held = contextlib.ExitStack()
        self._held.enter_context(locks.locked_file(self.path / _LOCK, wait=False))

    def close(self) -> None:
        """Removes the folder."""
        self._held.close()
        remove(self.path)

    @contextmanager
    def room(self, files: Mapping[str, bytes] | None = None) -> Iterator[Room]:
        """Gives the folder of a run, gone at the end, with `files` (name, content) in its working
        directory. Raises OSError."""
        self._number += 1
        path = self.path / str(self._number)
        room = Room(path)
        try:
            room.work.mkdir(parents=True)
            room.put(files or {})
            yield room
        finally:
            remove(path)


class Room:
    """Is the folder of a run: a working directory, and beside it what the run reads and writes."""

    def __init__(self, path: Path) -> None:
        self.work = path / "work"
        self.input = path / "input"
        self.output = path / "output"
        self.errors = path / "errors"
        self.said = path / "said"

    def put(self, files: Mapping[str, bytes]) -> None:
        """Writes files (name, content) into the working directory. Raises OSError."""
        for name, data in files.items():
            path = self.work.joinpath(*parts_of(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def without_place(self, text: str) -> str:
        """Returns what a program said, without the path of its folder."""
        for place in dict.fromkeys((str(self.work), self.work.as_posix())):
            text = text.replace(place + os.sep, "").replace(place + "/", "")
        return text


def parts_of(name: str, *, windows: bool = locks.WINDOWS) -> tuple[str, ...]:
    """Returns the parts of a name with slashes, of a file in a folder. Raises OSError for one that
    leads out of it, as the system reads it: on Windows a colon names a drive or a hidden part of a
    file, and a backslash is a slash."""
    parts = PurePosixPath(name).parts
    leads_out = not parts or ".." in parts or PurePosixPath(name).is_absolute()
    if leads_out or "\0" in name or (windows and (":" in name or "\\" in name)):
        raise OSError(f"{name!r} is no name of a file beside a program")
    return parts


def remove(path: Path) -> None:
    """Removes a folder. On Windows a file of a program that was just killed may be held for a
    moment."""
    for wait_s in (0.0, 0.05, 0.2, 0.5):
        time.sleep(wait_s)
        shutil.rmtree(path, ignore_errors=True)
        if not path.exists() or not locks.WINDOWS:
            return


def _sweep(parent: Path) -> None:
    for left in parent.glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            about = left.lstat()
            # In a folder of another user's, what is called a lock may lead anywhere.
            ours = stat.S_ISDIR(about.st_mode) and about.st_uid == _user()
            if ours and time.time() - about.st_mtime > _YOUNG_S:
                with locks.locked_file(left / _LOCK, wait=False):
                    pass
                shutil.rmtree(left)


def _user() -> int:
    """The user, as the system says to whom a folder belongs; Windows says 0."""
    return 0 if sys.platform == "win32" else os.getuid()
