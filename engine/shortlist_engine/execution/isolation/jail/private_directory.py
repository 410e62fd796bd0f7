"""The directory in which a zygote gives files to the compiler or tool that it starts.

With namespaces it is a file system of its own in memory; without, a directory among the temporary
ones, locked for as long as the zygote lives and removed by it, or by the next zygote.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from typing import Any

from .descriptors import move

_PREFIX = "shortlist-job-"


class PrivateDirectory:
    """Holds a directory that is made while the zygote still has its privileges, for the user
    `drop_to` that it becomes."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.path: str = config["job_dir"]
        self.temporary = not self.path
        self._user: int = config["drop_to"]
        if self.temporary:
            _sweep(config["temporary"])
            self.path = _create(config["temporary"], config["owner"])
            if self._user >= 0:
                os.chown(self.path, self._user, self._user)

    def divide(self, names: Sequence[str]) -> list[str]:
        """Makes new directories in this one, to which nothing more can be added, and returns their
        paths."""
        paths = [os.path.join(self.path, name) for name in names]
        before = os.geteuid()
        if self._user >= 0:  # without the capability to give files away, only that user can own any
            os.setresuid(-1, self._user, -1)
        for path in paths:
            os.mkdir(path, 0o700)
        if self._user >= 0:
            os.setresuid(-1, before, -1)
        os.chmod(self.path, 0o555)
        return paths

    def remove(self) -> None:
        """Removes what this zygote made outside itself."""
        if self.temporary:
            _delete(self.path)


def fill(directory: str, files: Sequence[tuple[str, int]], bundle: int) -> None:
    """Writes `files` (relative name, size in bytes), which follow each other in the file with
    descriptor `bundle`. They can be read only. Raises OSError, and ValueError for a name that
    leads elsewhere."""
    offset = 0
    for name, size in files:
        path = below(directory, name)
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
        try:
            end = offset + size
            while offset < end:
                sent = os.sendfile(target, bundle, offset, end - offset)
                if not sent:
                    raise ValueError(f"the content of {name!r} ends too soon")
                offset += sent
        finally:
            os.close(target)


def below(directory: str, name: str) -> str:
    """Returns the path of the file `name` in a directory. Raises ValueError for a name that leads
    elsewhere."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise ValueError(f"{name!r} is no name of a file in a private directory")
    return os.path.join(directory, *parts)


def empty(directory: str) -> None:
    """Removes everything in `directory`. Raises OSError."""
    for name in os.listdir(directory):
        path = os.path.join(directory, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)


def open_regular(path: str) -> int:
    """Returns a descriptor for reading what an untrusted process wrote: never through a link, never
    a device. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(f"{path} is not a regular file")
    return fd


def _create(parent: str, owner: int) -> str:
    """A new directory, locked for as long as this process lives."""
    while True:
        path = tempfile.mkdtemp(prefix=f"{_PREFIX}{owner}-", dir=parent)
        lock = _lock(path)
        if lock >= 0 and os.path.isdir(path):
            return path
        if lock >= 0:  # swept between the two steps
            os.close(lock)


def _sweep(directory: str) -> None:
    """Remove the private directories that no living process has locked."""
    for entry in os.scandir(directory):
        if entry.name.startswith(_PREFIX):
            lock = _lock(entry.path)
            if lock >= 0:
                _delete(entry.path)
                os.close(lock)


def _delete(path: str) -> None:
    """A private directory with all that is in it, also where it was made read-only."""
    with contextlib.suppress(OSError):
        directories = [path, *(entry.path for entry in os.scandir(path))]
        for directory in directories:
            with contextlib.suppress(OSError):
                fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                try:
                    os.fchmod(fd, 0o700)
                finally:
                    os.close(fd)
    shutil.rmtree(path, ignore_errors=True)


def _lock(directory: str) -> int:
    """A descriptor that holds the directory's lock; -1 when another process does, or it is not
    ours."""
    try:
        fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return -1
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return -1
    return move(fd)
