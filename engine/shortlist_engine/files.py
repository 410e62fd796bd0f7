"""Files that are whole or not there, whatever stops the process or the machine.

A file is written beside its place under a hidden name and renamed when it is whole. The hidden
file is locked while it is written, so that one left behind by a killed process is known by its
free lock and removed by the next writer: any number of processes may write the same file, and
nothing piles up. What another program writes by its name lies in a hidden directory, which is
locked in its place.

Windows removes and renames no file that is open. A file is closed before it takes its name there,
which lets go of its lock: writers sweep nothing that is younger than a minute. And whoever reads a
file, such as a virus scanner, keeps it from being replaced for a moment, which is waited for.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from shortlist_engine import locks

_UNFINISHED = ".shortlist-unfinished"  # no other program's: folders of the user are swept too
# What file systems without hard links answer, such as those of memory sticks.
_NO_HARD_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)
_YOUNG_S = 60.0
_REPLACED_WITHIN_S = 2.0
_AGAIN_S = 0.02
_swept: set[Path] = set()


@contextmanager
def whole_file(
    path: Path, *, mode: int = 0o644, replace: bool = True, durable: bool = True
) -> Iterator[BinaryIO]:
    """Opens a binary file to write `path` with. It takes that name when the context ends without an
    error, and an old file stays until then.

    Directories that are missing are made. `mode` holds whatever the umask. Without `replace`, a
    file that appeared meanwhile stays, and FileExistsError is raised. A `durable` file is on disk
    before it takes its name, so that it survives a power cut; a cache that checks what it reads
    does without. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(path.parent)
    descriptor, unfinished = _locked_file(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            if not locks.WINDOWS:
                os.fchmod(descriptor, mode)
            if durable:
                os.fsync(descriptor)
            if not locks.WINDOWS:
                _take_name(unfinished, path, replace)
        if locks.WINDOWS:
            _patiently(lambda: _take_name(unfinished, path, replace))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise


def write_whole(
    path: Path, data: bytes, *, mode: int = 0o644, replace: bool = True, durable: bool = True
) -> None:
    """Writes `data` as the file `path`; see `whole_file`."""
    with whole_file(path, mode=mode, replace=replace, durable=durable) as file:
        file.write(data)


@contextmanager
def whole_path(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Gives a path at which another program, such as a compiler, makes a file or a directory. What
    it made takes the name `path` when the context ends without an error, and an old file stays
    until then; a directory takes no place but an empty one's.

    Nothing is at the path given. Directories that are missing are made; the mode of what is made is
    the caller's to set. `durable` is as for `whole_file`. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(path.parent)
    descriptor, directory = _locked_directory(path)
    try:
        made = directory / path.name
        yield made
        if durable:
            for file in [made, *made.rglob("*")]:
                _sync(file)
        if locks.WINDOWS:
            _patiently(lambda: os.replace(made, path))
        else:
            os.replace(made, path)
    finally:
        if locks.WINDOWS:
            os.close(descriptor)
        shutil.rmtree(directory, ignore_errors=True)
        if not locks.WINDOWS:
            os.close(descriptor)


def digest(data: bytes) -> str:
    """Returns the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """Returns the SHA-256 of a file, in hexadecimal; it is read in blocks. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def remove_unfinished(folder: Path) -> None:
    """Removes what killed writers left in `folder`; files under way are locked and stay."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            if not (locks.WINDOWS and time.time() - left.stat().st_mtime < _YOUNG_S):
                locks.remove_unlocked(left)


def _sweep_once(folder: Path) -> None:
    """A killed process leaves its files before this one starts, so looking once is enough."""
    if folder not in _swept:
        _swept.add(folder)
        remove_unfinished(folder)


def _locked_file(path: Path) -> tuple[int, str]:
    """A new hidden file beside `path`, locked; its descriptor and name."""
    while True:
        descriptor, name = tempfile.mkstemp(_UNFINISHED, _hidden(path), path.parent)
        try:
            locks.lock(descriptor)
            # Another process may have swept it before it was locked.
            if os.fstat(descriptor).st_nlink:
                return descriptor, name
        except BaseException:
            os.close(descriptor)
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        os.close(descriptor)


def _locked_directory(path: Path) -> tuple[int, Path]:
    """A new hidden directory beside `path`, locked; its descriptor and path."""
    while True:
        directory = Path(tempfile.mkdtemp(_UNFINISHED, _hidden(path), path.parent))
        with contextlib.suppress(FileNotFoundError):  # swept before it was locked
            descriptor = locks.lock_directory(directory)
            if directory.exists():
                return descriptor, directory
            os.close(descriptor)


def _take_name(unfinished: str, path: Path, replace: bool) -> None:
    if replace:
        os.replace(unfinished, path)
    else:
        _take_free_name(unfinished, path)


def _patiently(rename: Callable[[], None]) -> None:
    """Renames although somebody may have the old file open for a moment."""
    deadline = time.monotonic() + _REPLACED_WITHIN_S
    while True:
        try:
            return rename()
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_AGAIN_S)


def _take_free_name(unfinished: str, path: Path) -> None:
    """Renames the file unless there is one of that name."""
    try:
        os.link(unfinished, path)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(unfinished, path)
    else:
        os.unlink(unfinished)


def _hidden(path: Path) -> str:
    """How the hidden name begins. A name has at most 255 bytes, and a character up to four."""
    return f".{path.name[:40]}."


def _sync(path: Path) -> None:
    if locks.WINDOWS and path.is_dir():
        return  # which cannot be opened there
    descriptor = os.open(path, os.O_RDWR if locks.WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
