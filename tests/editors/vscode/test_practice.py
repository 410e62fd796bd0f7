"""Tests, practice and what the browser sends, in the real VS Code with the real engine: the ways of a
person are in practice_journeys.mjs."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import free_port

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "practice_journeys.mjs"
NAMES = re.findall(r'journey\(\s*"(.+?)",', SCRIPT.read_text())

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
        output = editor.drive("practice_journeys.mjs", shots, user, str(port))
        for line in re.findall(r"^MEASURED .*", output, re.MULTILINE):
            print(line)
        found = re.search(r"RESULT (\{.*\})", output)
        assert found, f"the journeys did not end:\n{output}\n{editor.logs()}"
        yield {result["name"]: result for result in json.loads(found[1])["results"]}, editor


@pytest.mark.parametrize("name", NAMES)
def test_through_tests_and_practice(name: str, journeys: Any) -> None:
    results, editor = journeys
    if name not in results:
        pytest.skip("left out by SHORTLIST_ONLY")
    assert results[name]["ok"], f"{results[name].get('error')}\n{editor.logs()}"
