"""Tests, practice and what the browser sends, in the real VS Code with the real engine: a person's
ways through them are in practice_journeys.mjs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import free_port
from .journeys import names_in, results_of

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "practice_journeys.mjs"

pytestmark = [pytest.mark.editor, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def journeys(editor_with: Callable[..., Any], shots: Path) -> Iterator[Any]:
    """One run of all: their results by name, and the editor."""
    port = free_port()
    # Sockets have short paths, and neither this engine nor its progress is the user's.
    with tempfile.TemporaryDirectory(prefix="sl-") as runtime:
        homes = {
            name: str(Path(runtime) / name)
            for name in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        }
        for folder in homes.values():
            Path(folder).mkdir(mode=0o700)
        settings = {"interpreter": "${env:SHORTLIST_PYTHON}", "companion.port": port}
        editor = editor_with(settings, **homes)
        user = editor.state / "data" / "User" / "settings.json"
        yield results_of(editor, SCRIPT.name, shots, user, str(port)), editor


@pytest.mark.parametrize("name", names_in(SCRIPT))
def test_through_tests_and_practice(name: str, journeys: Any) -> None:
    results, editor = journeys
    if name not in results:
        pytest.skip("left out by SHORTLIST_ONLY")
    assert results[name]["ok"], f"{results[name].get('error')}\n{editor.logs()}"
