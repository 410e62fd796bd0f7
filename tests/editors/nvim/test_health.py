"""`:checkhealth shortlist`: every part that fails has its mend under it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import STATEMENT, Editor

pytestmark = pytest.mark.editor


def health(editor: Editor) -> str:
    editor.nvim.command("checkhealth shortlist")
    return "\n".join(editor.lines())


def program(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return str(file)


def test_a_complete_installation_has_no_error(
    start_editor: Callable[..., Editor], workspace: Path
) -> None:
    settings = {"solve": {"sample": 5, "count": "ten"}, "engine": {"prompt": "loud"}}
    editor = start_editor(colour="red", panel={"split": 3}, progress="often", settings=settings)
    file = workspace / "a.py"
    file.write_text(STATEMENT)
    editor.open(file)
    text = health(editor)
    assert "unknown option `colour`" in text
    assert "option `panel.split` should be a string" in text
    assert "option `progress` should be one of auto" in text
    assert "unknown setting `solve.sample`" in text
    assert "setting `solve.count` should be of type integer" in text
    assert "setting `engine.prompt` should be one of auto, chat, base" in text
    assert "ERROR" not in text
    assert "clipboard" in text and "nvim-dap is not installed" in text
    assert "Competitive Companion is not heard" in text
    assert "Sandbox: level" in text and "Model: " in text and "Python: 3." in text


def test_a_server_that_is_not_there(start_editor: Callable[..., Editor], tmp_path: Path) -> None:
    text = health(start_editor(cmd=[str(tmp_path / "nothing"), "server"]))
    assert "is not found" in text
    assert "make install" in text and "scripts/install.sh WHEEL" in text


def test_a_python_without_shortlist(start_editor: Callable[..., Editor]) -> None:
    text = health(start_editor(cmd=[sys.executable, "-S", "-E", "-m", "shortlist_server"]))
    assert "does not have Shortlist" in text
    assert "make install" in text
    assert "not asked: the server above comes first" in text


def test_a_python_that_is_too_old(start_editor: Callable[..., Editor], tmp_path: Path) -> None:
    old = program(
        tmp_path,
        "python3",
        '[ "$1" = --version ] && echo "Python 3.8.10" && exit 0; echo "SyntaxError" >&2; exit 1',
    )
    text = health(start_editor(cmd=[old, "-m", "shortlist_server"]))
    assert "is Python 3.8, which is too old" in text
    assert "Install Python 3.10 or newer" in text


DOCTOR = json.dumps(
    {
        "version": "0.1.0",
        "healthy": False,
        "checks": [
            {"name": "Sandbox", "status": "error", "found": "programs are not run", "advice": ""},
            {"name": "Model", "status": "error", "found": "no weights", "advice": "Reinstall it."},
            {"name": "Language cpp", "status": "warning", "found": "left out", "advice": "g++"},
        ],
    }
)


def test_what_the_doctor_finds_has_its_mend_below_it(
    start_editor: Callable[..., Editor], tmp_path: Path
) -> None:
    shortlist = program(
        tmp_path,
        "shortlist",
        'case "$1" in server) echo "shortlist server 9.9.9";; doctor) cat <<X\n'
        f"{DOCTOR}\nX\nexit 1;; esac",
    )
    text = health(start_editor(cmd=[shortlist, "server"]))
    assert "server 9.9.9 and plugin 0.1.0 are of different versions" in text
    lines = [line.strip(" -✅❌⚠️") for line in text.splitlines()]

    def mend(start: str) -> str:
        at = next(index for index, line in enumerate(lines) if start in line)
        assert lines[at + 1].startswith("ADVICE")
        return lines[at + 2]

    assert "bubblewrap" in mend("Sandbox: programs are not run")
    assert mend("Model: no weights") == "Reinstall it."
    assert mend("Language cpp: left out") == "g++"
    assert "make install" in mend("are of different versions")


def test_an_engine_that_is_missing(start_editor: Callable[..., Editor], tmp_path: Path) -> None:
    shortlist = program(
        tmp_path,
        "shortlist",
        'case "$1" in server) echo "shortlist server 0.1.0";;'
        " *) echo \"ModuleNotFoundError: No module named 'onnxruntime'\" >&2; exit 1;; esac",
    )
    text = health(start_editor(cmd=[shortlist, "server"]))
    assert "`shortlist doctor` does not run: ModuleNotFoundError" in text
    assert "The engine is not installed beside the server." in text


def test_a_program_that_make_install_put_there_is_found(
    start_editor: Callable[..., Editor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert "ERROR server: " in health(start_editor(cmd=None))
    folder = tmp_path / ".local" / "bin"
    folder.mkdir(parents=True)
    shortlist = program(folder, "shortlist", f'exec {sys.executable} -m shortlist_engine.cli "$@"')
    assert f"server: `{shortlist} server`, version 0.1.0" in health(start_editor(cmd=None))
