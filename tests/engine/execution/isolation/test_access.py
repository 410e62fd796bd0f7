"""Whether root can start programs as another user."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from shortlist_engine.execution.isolation import access


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_nobody_needs_a_temporary_folder_to_write_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    able = access.becomes_nobody()
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    assert not access.becomes_nobody()
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    assert access.becomes_nobody() == able
