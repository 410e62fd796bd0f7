"""Where files are kept, whatever the environment says."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from shortlist_engine import places, protocol
from shortlist_engine.protocol import EngineError

BASES = {
    "XDG_CACHE_HOME": (places.cache_dir, ".cache/shortlist"),
    "XDG_DATA_HOME": (places.models_dir, ".local/share/shortlist/models"),
    "XDG_STATE_HOME": (places.state_dir, ".local/state/shortlist"),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and no variable of the specification set."""
    for variable in (*BASES, "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("variable", BASES)
def test_the_defaults_are_below_the_home(variable: str, home: Path) -> None:
    place, below = BASES[variable]
    assert place() == home / below
    assert not list(home.iterdir())  # looking makes nothing


def test_what_is_practised_lies_beside_the_models(home: Path) -> None:
    data = home / ".local/share/shortlist"
    assert places.progress_file() == data / "practice" / "progress.sqlite"
    assert places.practice_dir().parent == places.models_dir().parent == data
    assert places.templates_dir() == home / ".config/shortlist/templates"
    assert not list(home.iterdir())


@pytest.mark.parametrize("variable", BASES)
def test_an_absolute_base_takes_their_place(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, below = BASES[variable]
    monkeypatch.setenv(variable, str(tmp_path / "base"))
    assert place() == tmp_path / "base" / below[below.index("shortlist") :]


@pytest.mark.parametrize("variable", BASES)
@pytest.mark.parametrize("value", ["", "relative/base", "./base", "~/base"])
def test_other_bases_are_ignored(
    variable: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, below = BASES[variable]
    monkeypatch.setenv(variable, value)
    assert place() == home / below


def test_the_runtime_directory_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    old = os.umask(0)
    try:
        path = places.runtime_dir()
    finally:
        os.umask(old)
    assert path == tmp_path / "shortlist"
    assert path.stat().st_mode & 0o777 == 0o700
    assert places.runtime_dir() == path  # it may be there already


@pytest.mark.parametrize("value", [None, "", "/no/such/directory"])
def test_without_a_runtime_directory_it_is_a_temporary_one_of_the_user(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", value)
    assert places.runtime_dir() == tmp_path / f"shortlist-{os.getuid()}"
    assert places.runtime_dir().stat().st_mode & 0o777 == 0o700


def test_a_runtime_directory_that_cannot_be_used_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "run"
    base.mkdir()
    (base / "shortlist").write_text("in the way")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(base))
    assert places.runtime_dir() == tmp_path / f"shortlist-{os.getuid()}"
    # One that is there, and not the user's alone, is refused all the same.
    (base / "shortlist").unlink()
    (base / "shortlist").mkdir(mode=0o755)
    with pytest.raises(places.NotPrivate):
        places.runtime_dir()


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701, 0o1777])
def test_a_directory_that_others_can_enter_is_refused(mode: int, tmp_path: Path) -> None:
    path = tmp_path / f"shortlist-{os.getuid()}"
    path.mkdir()
    path.chmod(mode)
    with pytest.raises(places.NotPrivate, match="remove it, or set XDG_RUNTIME_DIR"):
        places.runtime_dir()


def test_a_directory_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if another user had been here first and made the directory that is to be ours."""
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    (tmp_path / f"shortlist-{owner + 1}").mkdir(mode=0o700)
    with pytest.raises(places.NotPrivate):
        places.runtime_dir()


def test_a_link_to_a_private_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"shortlist-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(places.NotPrivate):
        places.runtime_dir()


def test_a_file_in_its_place_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / f"shortlist-{os.getuid()}").write_text("")
    with pytest.raises(OSError):
        places.runtime_dir()


def test_clients_and_engine_hear_of_it_as_a_typed_error(tmp_path: Path) -> None:
    path = tmp_path / f"shortlist-{os.getuid()}"
    path.mkdir(mode=0o755)
    with pytest.raises(EngineError, match="private") as failure:
        protocol.socket_path()
    assert failure.value.kind == "engineUnavailable"
    path.chmod(0o700)
    assert protocol.socket_path().parent == path
