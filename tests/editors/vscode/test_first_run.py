"""The first run: without an engine, without a Python, and what the set-up button does about it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.editor, pytest.mark.timeout(1200)]


def wheel(folder: Path, requires: str = "") -> None:
    """A wheel with the name of the engine and nothing in it."""
    folder.mkdir()
    info = "shortlist-9.9.9.dist-info"
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    with zipfile.ZipFile(folder / "shortlist-9.9.9-py3-none-any.whl", "w") as archive:
        archive.writestr("shortlist_engine/__init__.py", "")
        archive.writestr("shortlist_engine/cli/__init__.py", "")
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: shortlist\nVersion: 9.9.9\n{needs}"
        )
        archive.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{info}/RECORD", "")


def endless_checkout(folder: Path) -> None:
    """A checkout by its name, whose build says its process id and then never ends."""
    folder.mkdir()
    build = '[build-system]\nrequires = []\nbuild-backend = "endless"\nbackend-path = ["."]\n'
    (folder / "pyproject.toml").write_text(f'{build}[project]\nname = "shortlist"\n')
    (folder / "endless.py").write_text(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(folder / 'pid')!r}).write_text(str(os.getpid()))\n"
        "time.sleep(3600)\n"
    )


def test_without_an_engine_the_problem_is_recognised_and_one_button_sets_it_up(
    editor_with: Callable[..., Any], shots: Path, tmp_path: Path
) -> None:
    broken, lacking, good = tmp_path / "broken", tmp_path / "lacking", tmp_path / "good wheels"
    broken.mkdir()
    (broken / "shortlist-9.9.9-cp27-cp27m-win32.whl").write_bytes(b"")
    wheel(lacking, "nothing-has-this")
    wheel(good)
    endless_checkout(endless := tmp_path / "endless")
    # No index is asked, whatever pip is set up for; nor is the engine found on Python's path.
    index = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    editor = editor_with({}, **index, PYTHONPATH="")
    file = editor.write_example()
    output = editor.drive("firstrun.mjs", file.name, shots, broken, lacking, good, endless)
    assert "PASSED" in output, f"{output}\n{editor.logs()}"
    environment = list(editor.state.glob("data/User/globalStorage/*shortlist*/environment"))
    assert len(environment) == 1
    installed = list(environment[0].rglob("shortlist_engine/cli/__init__.py"))
    assert installed, list(environment[0].rglob("site-packages/*"))
    assert not list(editor.state.glob("data/User/globalStorage/*shortlist*/*.before"))


def test_without_any_python_a_lens_and_a_message_say_what_to_do(
    editor_with: Callable[..., Any], shots: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("node", "sh", "env", "bash", "uname", "cat", "ps"):
        found = shutil.which(name)
        if found:
            (tools / name).symlink_to(found)
    # Without a shell to ask for the PATH of a login.
    home = {"HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path), "SHELL": "/nonexistent"}
    editor = editor_with({}, PATH=str(tools), **home)
    file = editor.write_example()
    toast, lenses = editor.message(file, shots, "no-python-at-all")
    assert "Python 3.10" in toast and "apt install python3-venv" in toast
    assert "Select Interpreter" in toast and "Restart Server" in toast
    assert lenses == ["Set up Shortlist to solve this"]
