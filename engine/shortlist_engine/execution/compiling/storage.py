"""Storing what compilers made, so that no full disk and no killed process leaves half of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from shortlist_engine import locks
from shortlist_engine.files import whole_file, whole_path, write_whole


def store_header(target: Path, made: int, header: bytes) -> None:
    """Copies the precompiled header from descriptor `made`, which is closed, to its place, and the
    header that it was made of beside it for when the compiler finds that it cannot use the former.
    Does nothing while another process stores the same. Raises OSError."""
    with open(made, "rb") as source, _lock(target.parent, wait=False) as ours:
        if not ours:
            return
        write_whole(target.with_suffix(""), header, durable=False)
        with whole_file(target, durable=False) as stream:
            source.seek(0)
            shutil.copyfileobj(source, stream, 1 << 20)


def store_library(target: Path, made: int) -> None:
    """Unpacks the archive in descriptor `made`, which is closed, as directory `target`, unless
    another process has done so. Raises OSError."""
    with open(made, "rb") as source, _lock(target.parent, wait=True):
        if target.exists():
            return
        with whole_path(target, durable=False) as unfinished:
            try:
                with zipfile.ZipFile(source) as archive:
                    archive.extractall(unfinished)
            except zipfile.BadZipFile as error:
                raise OSError(f"the library's archive is damaged: {error}") from error
            for place, _, names in os.walk(unfinished):  # whatever the umask
                os.chmod(place, 0o755)
                for name in names:
                    os.chmod(os.path.join(place, name), 0o644)


def make_directory(path: Path, mode: int) -> None:
    """Makes a directory with this mode, below a private parent. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode)
        os.chmod(path, mode)  # whatever the umask


@contextlib.contextmanager
def _lock(directory: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this process is the only one that stores in `directory`; always, with `wait`. What is
    stored takes up to 70 MiB, which is not to be on the disk twice."""
    try:
        held = contextlib.ExitStack()
        held.enter_context(locks.locked_file(directory / "lock", wait=wait, mode=0o666))
    except BlockingIOError:
        yield False
        return
    with held:
        yield True
