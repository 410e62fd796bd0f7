"""The extension in the real VS Code: the packaged .vsix, code-server, Chromium."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.execution.checking.checkers import compare
from shortlist_engine.problem import Problem, Verdict
from shortlist_engine.statement import find_problems

from .journeys import names_in, results_of

HERE = Path(__file__).resolve().parent
HOSTED = HERE / "hosted"
EXAMPLES = HERE.parents[2] / "examples"
HOSTED_TESTS = re.findall(r'^test\("(.+?)"', (HOSTED / "suite.js").read_text(), re.MULTILINE)

pytestmark = [pytest.mark.editor, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def hosted(scripted_editor: Any) -> dict[str, dict[str, Any]]:
    """One run of the suite inside the extension host: its results by name."""
    output = scripted_editor.drive("exthost.mjs", HOSTED, HOSTED / "suite.js")
    found = re.search(r"RESULT (\{.*\})", output)
    assert found, f"the suite did not run:\n{output}\n{scripted_editor.logs()}"
    return {result["name"]: result for result in json.loads(found[1])["results"]}


@pytest.mark.parametrize("name", HOSTED_TESTS)
def test_in_the_extension_host(
    name: str, hosted: dict[str, dict[str, Any]], scripted_editor: Any
) -> None:
    result = hosted[name]
    assert result["ok"], f"{result.get('error')}\n{scripted_editor.logs()}"


JOURNEYS_SCRIPT = HERE / "journeys.mjs"


@pytest.fixture(scope="module")
def journeys(editor_with: Callable[..., Any], shots: Path) -> Any:
    """One run of the ways through the solutions view: their results by name, and the editor."""
    script = "${env:SHORTLIST_TESTS}/scripted_engine.py"
    command = ["${env:SHORTLIST_PYTHON}", script, "--stdio", "--pause", "0.3"]
    chosen = {"interpreter": "${env:SHORTLIST_PYTHON}", "engine.command": command}
    (shots / "engine.pid").unlink(missing_ok=True)
    editor = editor_with(chosen, SHORTLIST_ENGINE_PID=str(shots / "engine.pid"))
    settings = editor.state / "data" / "User" / "settings.json"
    return results_of(editor, JOURNEYS_SCRIPT.name, shots, settings), editor


@pytest.mark.parametrize("name", names_in(JOURNEYS_SCRIPT))
def test_through_the_solutions_view(name: str, journeys: Any) -> None:
    results, editor = journeys
    assert results[name]["ok"], f"{results[name].get('error')}\n{editor.logs()}"


def test_from_the_comment_to_the_program(editor_with: Callable[..., Any], shots: Path) -> None:
    """A person's way, through the screen: menu, progress, solutions, insert, completion."""
    script = "${env:SHORTLIST_TESTS}/scripted_engine.py"
    command = ["${env:SHORTLIST_PYTHON}", script, "--stdio", "--pause", "1"]
    editor = editor_with({"interpreter": "${env:SHORTLIST_PYTHON}", "engine.command": command})
    file = editor.write_example()
    before = file.read_text()
    output = editor.drive("journey.mjs", file.name, shots)
    assert "PASSED" in output, f"{output}\n{editor.logs()}"
    program = file.read_text()
    assert program.startswith(before.rstrip())
    ended = subprocess.run(
        [sys.executable, str(file)], input="10 20\n", capture_output=True, text=True, timeout=60
    )
    assert ended.stdout == "30\n"


def test_without_a_python_one_message_says_what_to_do(
    editor_with: Callable[..., Any], shots: Path
) -> None:
    editor = editor_with({"interpreter": "/nonexistent/python"})
    file = editor.write_example()
    toast, _ = editor.message(file, shots, "no-python")
    assert "/nonexistent/python" in toast and "3.10" in toast
    assert "Select Interpreter" in toast and "Show Log" in toast


def test_without_an_engine_the_view_alone_says_how_to_install_it(
    editor_with: Callable[..., Any], shots: Path
) -> None:
    command = ["/nonexistent/shortlist", "engine", "--stdio"]
    editor = editor_with({"interpreter": "${env:SHORTLIST_PYTHON}", "engine.command": command})
    file = editor.write_example()
    toast, _ = editor.message(file, shots, "no-engine", "Shortlist: Solve")
    assert "/nonexistent/shortlist" in toast and "make install" in toast


@pytest.mark.slow
def test_the_real_engine_solves_the_examples(editor_with: Callable[..., Any]) -> None:
    """The problems of `make demo`, the engine of the interpreter, the default model. What was
    inserted passes the examples, as promised. SHORTLIST_TEST_MODEL names another model's folder."""
    model = os.environ.get("SHORTLIST_TEST_MODEL", "")
    # Sockets have short paths, and this engine is not to be shared with the user's.
    with tempfile.TemporaryDirectory(prefix="sl-") as runtime:
        settings = {
            "interpreter": "${env:SHORTLIST_PYTHON}",
            "engine.model": model,
            "solve.samples": 100,
            "solve.maxSeconds": 60,
        }
        editor = editor_with(settings, XDG_RUNTIME_DIR=runtime)
        problems: dict[str, Problem] = {}
        for file in sorted(EXAMPLES.glob("*.py")):
            text = file.read_text()
            (editor.workspace / file.name).write_text(f"{text}\n\n")
            problem = find_problems(text, "python")[0].problem
            assert problem is not None
            problems[file.stem] = problem
        output = editor.drive("exthost.mjs", HOSTED, HOSTED / "real.js")
        found = re.search(r"RESULT (\{.*\})", output)
        assert found, f"{output}\n{editor.logs()}"
        results = json.loads(found[1])
    assert set(results) == set(problems)
    assert all(result["message"] for result in results.values()), results
    solved = [name for name, result in results.items() if result["solutions"]]
    assert solved, f"none of the examples: {results}"
    for name in solved:
        for example in problems[name].examples:
            ended = subprocess.run(
                [sys.executable, str(editor.workspace / f"{name}.py")],
                input=example.input,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert compare(example.output, ended.stdout).verdict is Verdict.AC, (name, ended)


def test_the_package_holds_what_runs_and_nothing_else(vsix: Path) -> None:
    names = zipfile.ZipFile(vsix).namelist()
    scripts = ("highlight", "solutions", "assist", "tests", "progress")
    pages = {f"extension/dist/pages/{script}.js" for script in scripts}
    assert {"extension/dist/extension.js", *pages} <= set(names)
    assert {"extension/tool/launch.py", "extension/tool/debug_input.py"} <= set(names)
    assert "extension/media/shortlist.svg" in names
    assert "extension/bundled/libs/shortlist_server/__main__.py" in names
    assert "extension/bundled/libs/shortlist_engine/protocol.py" in names
    unwanted = r"/src/|node_modules|__pycache__|shortlist_engine/(model|cli)|\.(so|pyc|vsix|ts)$"
    assert not [name for name in names if re.search(unwanted, name)]
    assert vsix.stat().st_size < 1024 * 1024
