"""Which engine is started where none is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortlist_engine.protocol import EngineError
from shortlist_server.engine import process


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, with an editor's PATH and without an engine beside the server."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(process, "_has_engine_package", lambda: False)
    return tmp_path


@pytest.mark.parametrize("folder", ["bin", ".local/bin"])
def test_the_command_is_found_on_path_and_where_it_is_installed(home: Path, folder: str) -> None:
    assert not process.available(())
    command = home / folder / "shortlist"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    assert process.available(())
    assert process.engine_command((), "auto", 600) == [str(command), "engine", "--socket"]


def test_without_one_the_message_says_how_to_get_it(home: Path) -> None:
    with pytest.raises(EngineError, match="make install"):
        process.engine_command((), "auto", 600)
