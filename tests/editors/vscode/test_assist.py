"""What a model does with a program, in the real VS Code with a scripted engine: a person's ways
through it are in assist_journeys.mjs."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "assist_journeys.mjs"

pytestmark = [pytest.mark.editor, pytest.mark.timeout(1800)]


def names() -> list[str]:
    """The journeys by name; the one in a loop over themes once for each of them."""
    text = SCRIPT.read_text()
    themes = re.findall(r'^  "?([\w-]+)"?: "Default', text, re.MULTILINE)
    listed = re.findall(r"journey\(\s*[\"`](.+?)[\"`],", text)
    return [
        name.replace("${kind}", theme)
        for name in listed
        for theme in (themes if "${kind}" in name else [""])
    ]


@pytest.fixture(scope="module")
def journeys(editor_with: Callable[..., Any], shots: Path) -> Iterator[Any]:
    """One run of all: their results by name, and the editor."""
    script = "${env:SHORTLIST_TESTS}/scripted_engine.py"
    command = ["${env:SHORTLIST_PYTHON}", script, "--stdio"]
    settings = {"interpreter": "${env:SHORTLIST_PYTHON}", "engine.command": command}
    with tempfile.TemporaryDirectory(prefix="sl-") as config:
        editor = editor_with(settings, XDG_CONFIG_HOME=config)
        user = editor.state / "data" / "User" / "settings.json"
        prompts = Path(config) / "shortlist" / "prompts"
        output = editor.drive("assist_journeys.mjs", shots, user, prompts)
        for line in re.findall(r"^MEASURED .*", output, re.MULTILINE):
            print(line)
        found = re.search(r"RESULT (\{.*\})", output)
        assert found, f"the journeys did not end:\n{output}\n{editor.logs()}"
        yield {result["name"]: result for result in json.loads(found[1])["results"]}, editor


@pytest.mark.parametrize("name", names())
def test_through_the_tasks_of_a_model(name: str, journeys: Any) -> None:
    results, editor = journeys
    if name not in results:
        pytest.skip("left out by SHORTLIST_ONLY")
    assert results[name]["ok"], f"{results[name].get('error')}\n{editor.logs()}"
