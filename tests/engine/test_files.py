"""Files are whole or not there: whatever stops the writer, and however many there are."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist_engine import files
from shortlist_engine.files import (
    digest,
    file_digest,
    remove_unfinished,
    whole_file,
    write_whole,
)


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process had not looked into any folder yet."""
    monkeypatch.setattr(files, "_swept", set())


def unfinished(folder: Path) -> list[Path]:
    return list(folder.glob(".*.shortlist-unfinished"))


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_written_and_replaced(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a" / "b" / "file"
    for data in (b"first", b"", b"second" * 100_000):
        write_whole(path, data, durable=durable)
        assert path.read_bytes() == data
        assert list(path.parent.iterdir()) == [path]


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt(), SystemExit(1)])
def test_an_error_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, error: BaseException
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(type(error)), whole_file(path) as file:
        file.write(b"half of the ne")
        raise error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


WRITER = """
import sys
from pathlib import Path
from shortlist_engine.files import whole_file

with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half of the ne")
    file.flush()
    print("writing", flush=True)
    sys.stdin.read()
    file.write(b"w")
"""


def writer(path: Path) -> subprocess.Popen[str]:
    """A process in the middle of writing `path`; it goes on when its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def test_a_writer_killed_in_the_middle_leaves_the_old_file_and_the_next_one_clears_up(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    process = writer(path)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    assert len(unfinished(tmp_path)) == 1
    write_whole(tmp_path / "another", b"new")
    assert unfinished(tmp_path) == []
    assert path.read_bytes() == b"old"


def test_what_another_process_writes_right_now_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    process = writer(path)
    write_whole(path, b"quicker")
    remove_unfinished(tmp_path)
    assert len(unfinished(tmp_path)) == 1
    process.communicate("")
    assert process.returncode == 0
    assert path.read_bytes() == b"half of the new"
    assert list(tmp_path.iterdir()) == [path]


MANY_WRITERS = """
import sys
from pathlib import Path
from shortlist_engine.files import write_whole

path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(60):
    write_whole(path, f"{name} {number} ".encode() * 20_000, durable=False)
"""


def test_of_two_writers_at_once_the_file_is_always_that_of_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old " * 20_000)
    writers = [
        subprocess.Popen([sys.executable, "-c", MANY_WRITERS, str(path), name]) for name in "ab"
    ]
    seen = set()
    while any(process.poll() is None for process in writers):
        text = path.read_bytes()
        words = text[: len(text) // 20_000]
        assert text == words * 20_000
        seen.add(words)
        remove_unfinished(tmp_path)  # a third that sweeps takes nothing from them
    assert [process.returncode for process in writers] == [0, 0]
    assert seen
    assert path.read_bytes()[:5] in (b"a 59 ", b"b 59 ")
    assert list(tmp_path.iterdir()) == [path]


@contextlib.contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes: not that which pytest reports to
    either, so that no fixture may hold the limit."""
    old_limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old_limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old_limits)
        signal.signal(signal.SIGXFSZ, old_handler)


@pytest.mark.parametrize("durable", [True, False])
def test_a_full_disk_is_an_error_and_leaves_the_old_file(tmp_path: Path, durable: bool) -> None:
    path, size = tmp_path / "file", 4096
    with full_disk(size):
        write_whole(path, b"o" * size, durable=durable)
        with pytest.raises(OSError) as failure:
            write_whole(path, b"n" * (size + 1), durable=durable)
    assert failure.value.errno == errno.EFBIG
    assert path.read_bytes() == b"o" * size
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appeared_meanwhile_stays_when_nothing_is_to_be_replaced(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file"
    with pytest.raises(FileExistsError), whole_file(path, replace=False) as file:
        file.write(b"new")
        path.write_bytes(b"somebody else's")
    assert path.read_bytes() == b"somebody else's"
    assert list(tmp_path.iterdir()) == [path]


def test_without_replacing_a_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"new", replace=False, mode=0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_nlink == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_mode_holds_whatever_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    path = tmp_path / "file"
    path.touch(0o666)
    old = os.umask(umask)
    try:
        write_whole(path, b"new", mode=mode)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_while_it_is_written_nobody_else_can_read_it(tmp_path: Path) -> None:
    with whole_file(tmp_path / "file", mode=0o644) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600


@pytest.mark.parametrize("name", ["n" * 255, "\N{SNOWMAN}" * 85, "\N{GRINNING FACE}" * 63])
def test_a_name_as_long_as_names_can_be(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "file"
    target.write_bytes(b"old")
    path.symlink_to(target)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert not path.is_symlink()
    assert target.read_bytes() == b"old"


def test_a_folder_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_files_of_the_users_own_are_not_swept(tmp_path: Path) -> None:
    own = [
        tmp_path / ".notes",
        tmp_path / ".thesis.unfinished",
        tmp_path / "a.shortlist-unfinished",
    ]
    for path in own:
        path.write_bytes(b"mine")
    write_whole(tmp_path / "file", b"new")
    assert all(path.read_bytes() == b"mine" for path in own)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_without_hard_links_a_new_file_takes_its_name_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "file", b"new", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "file", b"newer", replace=False)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_sweeping_does_not_wait_for_a_lock(tmp_path: Path) -> None:
    left = tmp_path / ".file.x.shortlist-unfinished"
    with left.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        started = time.monotonic()
        remove_unfinished(tmp_path)
        assert time.monotonic() - started < 5
        assert left.exists()
    remove_unfinished(tmp_path)
    assert not left.exists()


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, 3 * (1 << 20) + 5])
def test_a_digest_is_that_of_the_whole_file(tmp_path: Path, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    path = tmp_path / "file"
    path.write_bytes(data)
    assert file_digest(path) == digest(data) == hashlib.sha256(data).hexdigest()
