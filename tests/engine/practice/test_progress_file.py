"""The progress file: nothing is lost, whatever state it is in and whoever uses it."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist_engine.practice.journal.database import ProgressUnusable
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.journal.records import ProblemRecord
from shortlist_engine.practice.journal.schema import VERSION

RECORD = ProblemRecord("bank/a/1/exam", "bank/a", "A", 900.0, ("dp", "math"), "exam", "0123abcd")
WORKER = """
import sys
from pathlib import Path
from shortlist_engine.practice.journal.journal import Journal
from shortlist_engine.practice.journal.records import ProblemRecord
journal = Journal(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    name = f"bank/{sys.argv[2]}/{number}/exam"
    with journal.writing() as writer:
        writer.put_problem(ProblemRecord(name, f"bank/{sys.argv[2]}", "T", 900.0, (), "exam", "0"))
        writer.open_round(name, number, "python", "")
for note in journal.notes:
    print(note)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice" / "progress.sqlite"


def practise(journal: Journal, at: int = 1) -> int:
    with journal.writing() as writer:
        writer.put_problem(RECORD)
        return writer.open_round(RECORD.id, at, "python", "a.py")


def items(journal: Journal) -> list[str]:
    with journal.reading() as reader:
        return sorted(reader.states())


def test_reading_makes_nothing_and_writing_makes_a_private_folder(path: Path) -> None:
    journal = Journal(path)
    assert items(journal) == []
    assert not path.parent.exists()
    practise(journal)
    assert items(journal) == ["bank/a"]
    assert path.parent.stat().st_mode & 0o077 == 0
    assert journal.notes == []
    assert [file.name for file in path.parent.iterdir()] == ["progress.sqlite"]


def test_a_failed_change_leaves_all_as_it_was(path: Path) -> None:
    journal = Journal(path)
    practise(journal)
    with pytest.raises(RuntimeError), journal.writing() as writer:
        writer.put_problem(ProblemRecord("x", "bank/b", "B", None, (), "", ""))
        writer.open_round("x", 2, "python", "")
        raise RuntimeError
    assert items(journal) == ["bank/a"]


def test_a_first_change_that_fails_leaves_a_file_that_is_none(path: Path) -> None:
    journal = Journal(path)
    with pytest.raises(RuntimeError), journal.writing():
        raise RuntimeError
    assert items(journal) == [] == items(journal)
    practise(journal)
    assert items(journal) == ["bank/a"]


def damaged_header(path: Path) -> None:
    path.write_bytes(b"\0" * 4096)


def damaged_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:12288] = os.urandom(8192)
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def missing_table(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("DROP TABLE ratings")
    database.commit()
    database.close()


@pytest.mark.parametrize("damage", [damaged_header, damaged_pages, cut_short, missing_table])
@pytest.mark.parametrize("first", ["read", "write"])
def test_a_damaged_file_is_kept_aside_and_said(path: Path, damage, first: str) -> None:
    practise(Journal(path))
    damage(path)
    before = path.read_bytes()
    journal = Journal(path)
    if first == "write":
        practise(journal)
        assert items(journal) == ["bank/a"]
    else:
        assert items(journal) == []
    kept = [file for file in path.parent.iterdir() if ".damaged-" in file.name]
    assert len(kept) == 1
    assert kept[0].read_bytes() == before
    assert len(journal.notes) == 1
    assert str(kept[0]) in journal.notes[0]
    later = Journal(path)
    practise(later) if first == "read" else items(later)
    assert later.notes == []  # the new file is sound
    assert len([file for file in path.parent.iterdir() if ".damaged-" in file.name]) == 1


def test_a_file_of_a_newer_version_is_kept_aside_whole(path: Path) -> None:
    practise(Journal(path))
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {VERSION + 3}")
    database.commit()
    database.close()
    journal = Journal(path)
    assert items(journal) == []
    (kept,) = [file for file in path.parent.iterdir() if f".version-{VERSION + 3}-" in file.name]
    assert "newer version" in journal.notes[0] and str(kept) in journal.notes[0]
    rows = sqlite3.connect(kept).execute("SELECT problem FROM rounds").fetchall()
    assert rows == [(RECORD.id,)]


def test_the_database_of_another_program_is_never_touched(path: Path) -> None:
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.commit()
    database.close()
    before = path.read_bytes()
    for use in (items, practise):
        with pytest.raises(ProgressUnusable, match="of another program"):
            use(Journal(path))
    assert path.read_bytes() == before
    notes = path.with_name("notes.txt")
    notes.write_text("my notes, which are no database\n" * 50)
    with pytest.raises(ProgressUnusable, match="no progress file"):
        items(Journal(notes))
    assert notes.read_text().startswith("my notes")


def test_many_processes_write_one_file_at_the_same_time(path: Path) -> None:
    each = 25
    workers = [worker(path, name, each) for name in ("a", "b", "c")]
    for process in workers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    with Journal(path).reading() as reader:
        rounds = reader.rounds()
    assert len(rounds) == 3 * each
    assert len({each.problem.id for each in rounds}) == 3 * each


def test_of_many_that_find_a_damaged_file_one_keeps_it_aside_and_none_loses_anything(
    path: Path,
) -> None:
    practise(Journal(path))
    damaged_header(path)
    each = 6
    workers = [worker(path, name, each) for name in ("a", "b", "c", "d")]
    said = ""
    for process in workers:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        said += output
    assert said.count("is kept as") == 1
    assert len([file for file in path.parent.iterdir() if ".damaged-" in file.name]) == 1
    with Journal(path).reading() as reader:
        assert len(reader.rounds()) == 4 * each


def test_a_writer_that_is_killed_leaves_nothing_half_done(path: Path) -> None:
    practise(Journal(path))
    killed = """
import os, sys
from pathlib import Path
from shortlist_engine.practice.journal.journal import Journal
with Journal(Path(sys.argv[1])).writing() as writer:
    writer.close_round(1, 5, "2026-11-30", "solved", 3)
    for number in range(5000):  # more than fits the cache, so that it is on disk already
        writer.put_card("x" * 500 + str(number), 1, "y" * 2000)
    os.kill(os.getpid(), 9)
"""
    ended = subprocess.run([sys.executable, "-c", killed, str(path)], timeout=120)
    assert ended.returncode == -9
    with Journal(path).reading() as reader:
        assert [each.outcome for each in reader.rounds()] == [None]
        assert reader.dues() == []
    journal = Journal(path)
    with journal.writing() as writer:
        writer.close_round(1, 6, "2026-11-30", "given_up", 1)
    assert journal.notes == []


def worker(path: Path, name: str, count: int, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), name, str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def test_a_full_disk_is_said_and_nothing_is_lost(path: Path) -> None:
    practise(Journal(path))
    size = path.stat().st_size

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    process = worker(path, "b", 400, preexec_fn=limited)
    _, errors = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "ProgressUnusable" in errors
    assert "free space" in errors or "make room" in errors
    journal = Journal(path)
    assert "bank/a" in items(journal)
    assert journal.notes == []
    practise_other = worker(path, "c", 3)
    assert practise_other.wait(timeout=60) == 0


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that an ordinary user reaches, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="shortlist-read-only-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write what nobody else may."""
    if os.getuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_only_be_read_is_read(open_to_all: Path) -> None:
    journal = Journal(open_to_all / "practice" / "progress.sqlite")
    practise(journal)
    before = journal.path.read_bytes()
    journal.path.chmod(0o444)
    journal.path.parent.chmod(0o555)
    try:
        with ordinary_user():
            assert items(journal) == ["bank/a"]
            with pytest.raises(ProgressUnusable, match="writable"), journal.writing() as writer:
                writer.close_round(1, 5, "2026-11-30", "solved", 3)
            assert items(journal) == ["bank/a"]
    finally:
        journal.path.parent.chmod(0o755)
    assert journal.path.read_bytes() == before


def test_a_folder_in_the_way_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(ProgressUnusable, match="is no file"):
        items(Journal(path))
