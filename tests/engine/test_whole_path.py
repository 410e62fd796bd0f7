"""What another program writes by its name is whole or not there too, a file or a directory."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shortlist_engine import files
from shortlist_engine.files import whole_path, write_whole

WRITERS = {
    "file": "with whole_path(Path(sys.argv[1])) as path:\n    path.write_bytes(b'half')",
    "directory": "with whole_path(Path(sys.argv[1])) as path:\n"
    "    path.mkdir()\n    (path / 'one').write_bytes(b'half')",
}
KILLED = """
import sys, time
from pathlib import Path
from shortlist_engine.files import whole_path
{writer}
    print(flush=True)
    time.sleep(1000)
"""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def killed_writer(path: Path, way: str) -> subprocess.Popen[bytes]:
    """A process that has written half of `path` and goes on."""
    code = KILLED.format(writer=WRITERS[way])
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.parametrize("way", WRITERS)
def test_what_a_killed_process_left_is_removed_by_the_next_writer(tmp_path: Path, way: str) -> None:
    with killed_writer(tmp_path / "a", way) as process:
        assert "a" not in names(tmp_path)
        files.remove_unfinished(tmp_path)
        assert len(names(tmp_path)) == 1, "it is under way still"
        process.send_signal(signal.SIGKILL)
    files._swept.discard(tmp_path)
    write_whole(tmp_path / "b", b"whole")
    assert names(tmp_path) == ["b"]


@pytest.mark.parametrize("durable", [True, False])
def test_a_path_for_another_program(tmp_path: Path, durable: bool) -> None:
    target = tmp_path / "new" / "made"
    for content in ("first", "second"):
        with whole_path(target, durable=durable) as path:
            assert not path.exists()
            # As a linker does: what it opens is a new file each time.
            subprocess.run(["sh", "-c", f"echo x > {path}; rm {path}; echo {content} > {path}"])
            assert names(target.parent).count("made") == (content == "second")
        assert target.read_text() == f"{content}\n"
    assert names(target.parent) == ["made"]


def test_a_path_for_a_directory(tmp_path: Path) -> None:
    with whole_path(tmp_path / "tree") as path:
        (path / "below").mkdir(parents=True)
        (path / "below" / "one").write_text("1")
    assert (tmp_path / "tree" / "below" / "one").read_text() == "1"
    with pytest.raises(OSError), whole_path(tmp_path / "tree") as path:
        path.mkdir()
    assert names(tmp_path) == ["tree"]


def test_nothing_takes_the_name_after_an_error(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_whole(target, b"old")
    with pytest.raises(ZeroDivisionError), whole_path(target) as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError
    with pytest.raises(FileNotFoundError), whole_path(target):
        pass  # nothing was made
    assert (names(tmp_path), target.read_bytes()) == (["a"], b"old")
