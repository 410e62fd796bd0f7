"""What a model does with a program, in the real VS Code with a scripted engine: a person's ways
through it are in assist_journeys.mjs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .journeys import names_in, results_of

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "assist_journeys.mjs"

pytestmark = [pytest.mark.editor, pytest.mark.timeout(1800)]


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
        yield results_of(editor, SCRIPT.name, shots, user, prompts), editor


@pytest.mark.parametrize("name", names_in(SCRIPT))
def test_through_the_tasks_of_a_model(name: str, journeys: Any) -> None:
    results, editor = journeys
    if name not in results:
        pytest.skip("left out by SHORTLIST_ONLY")
    assert results[name]["ok"], f"{results[name].get('error')}\n{editor.logs()}"
