"""The folders of runs: what goes into them, and when they go."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from shortlist_engine.execution.plain.workplace import Room, Workplace, parts_of


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../../b", "a\0b", "//server/share/a"])
def test_names_that_lead_out_are_refused(name: str, windows: bool) -> None:
    with pytest.raises(OSError, match="no name of a file"):
        parts_of(name, windows=windows)


@pytest.mark.parametrize(
    "name", ["C:/a.h", "C:a.h", "a.h:hidden", "..\\a.h", "a\\b.h", "\\\\server\\share\\a.h"]
)
def test_names_that_lead_out_on_windows_are_refused_there(name: str) -> None:
    with pytest.raises(OSError, match="no name of a file"):
        parts_of(name, windows=True)


def test_other_names_are_taken() -> None:
    for windows in (False, True):
        assert parts_of("a b/ä.h", windows=windows) == ("a b", "ä.h")
    assert parts_of("a:b", windows=False) == ("a:b",)


def test_the_path_of_a_room_is_left_out_of_what_is_said(tmp_path: Path) -> None:
    room = Room(tmp_path / "1")
    assert room.without_place(f"{room.work}{os.sep}prog.cpp:1: error") == "prog.cpp:1: error"


def test_a_room_is_gone_at_its_end_and_the_rest_with_the_engine() -> None:
    place = Workplace()
    with place.room({"a/b.txt": b"1"}) as room:
        assert (room.work / "a" / "b.txt").read_bytes() == b"1"
        with place.room() as other:
            assert other.work != room.work
    assert not room.work.exists()
    place.close()
    assert not place.path.exists()


def test_folders_in_use_and_young_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    used = Workplace()
    os.utime(used.path, (1, 1))
    young = tmp_path / "shortlist-plain-young"
    young.mkdir()
    old = tmp_path / "shortlist-plain-old"
    old.mkdir()
    os.utime(old, (1, 1))
    linked = tmp_path / "shortlist-plain-link"
    linked.symlink_to(tmp_path)
    place = Workplace()
    assert used.path.is_dir() and young.is_dir() and linked.is_symlink()
    assert not old.exists()
    place.close()
    used.close()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="belongs to systems like Unix")
def test_the_folder_of_another_user_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, target = tmp_path / "shortlist-plain-old", tmp_path / "target"
    old.mkdir()
    (old / "lock").symlink_to(target)
    os.utime(old, (1, 1))
    another = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: another)
    Workplace().close()
    assert old.is_dir() and not target.exists()
