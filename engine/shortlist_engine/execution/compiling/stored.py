"""Storing what compilers made, so that no full disk and no killed process leaves half of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import zipfile
from pathlib import Path

from shortlist_engine.files import write_whole


def store_header(target: Path, made: int, header: bytes) -> None:
    """Copy the precompiled header from descriptor `made`, which is closed, to its place, and the
    header it was made of beside it for when the compiler finds that it cannot use the former.
    Raises OSError.

    The name while it is written is fixed, so that a killed process leaves nothing that stays; the
    lock keeps other processes off it.
    """
    unfinished, plain = target.with_suffix(".new"), target.with_suffix("")
    with open(made, "rb") as source, open(target.parent / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another engine is storing the same
        write_whole(plain, header, durable=False)
        try:
            with open(unfinished, "wb") as stream:
                source.seek(0)
                shutil.copyfileobj(source, stream, 1 << 20)
            os.chmod(unfinished, 0o644)
            os.replace(unfinished, target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise


def store_library(target: Path, made: int) -> None:
    """Unpack the archive in descriptor `made`, which is closed, as directory `target`. Raises
    OSError."""
    unfinished = target.with_suffix(".new")
    with open(made, "rb") as source, open(target.parent / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return  # another engine has stored the same
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            with zipfile.ZipFile(source) as archive:
                archive.extractall(unfinished)
        except zipfile.BadZipFile as error:
            raise OSError(f"the library's archive is damaged: {error}") from error
        for place, _, names in os.walk(unfinished):  # whatever the umask
            os.chmod(place, 0o755)
            for name in names:
                os.chmod(os.path.join(place, name), 0o644)
        os.replace(unfinished, target)


def make_directory(path: Path, mode: int) -> None:
    """Below a private parent. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode)
        os.chmod(path, mode)  # whatever the umask
