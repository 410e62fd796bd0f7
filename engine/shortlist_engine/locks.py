"""Locks on files, between processes, on any system: one that dies lets go of its own.

POSIX systems lock an open file or directory (flock). Windows cannot open a directory, and a locked
range of a file keeps others from reading it: there a byte far behind any content is locked, and for
a directory that of a file in it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

    msvcrt = None

WINDOWS = sys.platform == "win32"
_FAR = 0x7FFFFFFE
_LOOK_S = 0.02
_LOCK_NAME = ".lock"  # in a directory, where that cannot be locked itself
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)


def lock(descriptor: int, *, wait: bool = True) -> None:
    """Locks an open file until its descriptor is closed. Raises BlockingIOError when another holds
    the lock and `wait` is not set, and OSError."""
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    else:
        while not _locked_far(descriptor):
            if not wait:
                raise BlockingIOError(errno.EAGAIN, "locked by another process")
            time.sleep(_LOOK_S)


def _locked_far(descriptor: int) -> bool:
    """Whether Windows' lock could be had."""
    runtime: Any = msvcrt
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, _FAR, os.SEEK_SET)
    try:
        runtime.locking(descriptor, runtime.LK_NBLCK, 1)
    except PermissionError:
        return False
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    return True


@contextmanager
def locked_file(path: Path, *, wait: bool = True, mode: int = 0o600) -> Iterator[int]:
    """Holds the lock of the file `path`, which is made when it is missing and stays; gives its
    descriptor. Raises BlockingIOError when another holds it and `wait` is not set, and OSError."""
    descriptor = os.open(path, _OPEN, mode)
    try:
        lock(descriptor, wait=wait)
        yield descriptor
    finally:
        os.close(descriptor)


def lock_directory(path: Path, *, wait: bool = True) -> int:
    """Locks a directory until the descriptor that this returns is closed. Raises BlockingIOError
    when another holds it and `wait` is not set, and OSError."""
    opened, flags = (path / _LOCK_NAME, _OPEN) if WINDOWS else (path, os.O_RDONLY)
    descriptor = os.open(opened, flags, 0o600)
    try:
        lock(descriptor, wait=wait)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def remove_unlocked(path: Path) -> None:
    """Removes a file or a directory unless somebody has locked it. Raises OSError, BlockingIOError
    when it is locked."""
    if path.is_dir() and not path.is_symlink():
        descriptor = lock_directory(path, wait=False)
    else:
        flags = os.O_RDWR if WINDOWS else os.O_RDONLY | os.O_NONBLOCK
        descriptor = os.open(path, flags)
        try:
            lock(descriptor, wait=False)
        except BaseException:
            os.close(descriptor)
            raise
    with contextlib.ExitStack() as stack:
        if WINDOWS:
            os.close(descriptor)  # what is open cannot be removed there
        else:
            stack.callback(os.close, descriptor)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
