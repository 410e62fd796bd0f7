"""Where tools are looked for, as on Windows too, and what to do where there are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shortlist_engine import languages
from shortlist_engine.execution.plain import tools
from shortlist_engine.languages.language import Toolchain


def make(path: Path, mode: int = 0o755) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return str(path)


def test_the_first_folder_of_the_path_that_has_it(tmp_path: Path) -> None:
    make(tmp_path / "a" / "g++", 0o644)  # cannot be executed
    wanted = make(tmp_path / "b" / "g++")
    make(tmp_path / "c" / "g++")
    path = os.pathsep.join(str(tmp_path / name) for name in "xabc")
    assert tools.find("g++", path, windows=False) == wanted
    assert tools.find("gcc", path, windows=False) is None


@pytest.mark.parametrize("folder", ["", ".", "bin"])
@pytest.mark.parametrize("windows", [False, True])
def test_no_program_of_the_working_directory_is_taken(
    folder: str, windows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("g++", "g++.exe"):
        make(tmp_path / name)
        make(tmp_path / "bin" / name)
    monkeypatch.chdir(tmp_path)
    assert tools.find("g++", folder, windows=windows) is None


def test_on_windows_programs_have_suffixes_and_folders_may_be_quoted(tmp_path: Path) -> None:
    folder = tmp_path / "Program Files" / "mingw64"
    make(folder / "g++")  # no program there
    make(folder / "node.cmd")  # would be started by way of a shell
    wanted = make(folder / "g++.exe", 0o644)
    path = f'C:\\nowhere;"{folder}"'
    assert tools.find("g++", path, windows=True) == wanted
    assert tools.find("g++.exe", path, windows=True) == wanted
    assert tools.find("node", path, windows=True) is None


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("3 12 C:\\Program Files\\Python\\python.exe\n", "C:\\Program Files\\Python\\python.exe"),
        ("3 8 /usr/bin/python3.8", "/usr/bin/python3.8"),
        ("3 7 /usr/bin/python3.7", None),
        ("2 7 /usr/bin/python", None),
        ("Python was not found; run without arguments to install from the Microsoft Store", None),
        ("", None),
    ],
)
def test_a_python_is_taken_when_it_is_one(said: str, path: str | None) -> None:
    assert tools.read_answer(said) == path


def test_a_python_that_does_not_answer_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = tmp_path / "python3"
    stub.write_text("#!/bin/sh\necho Python was not found\nexit 9\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    tools.python.cache_clear()
    try:
        assert tools.python() == tools.own_interpreter()
    finally:
        tools.python.cache_clear()


def runnable() -> list[tuple[str, Toolchain]]:
    return [(name, languages.toolchain(name)) for name in languages.runnable()]


def test_every_language_can_be_run_without_the_sandbox() -> None:
    for name, chain in runnable():
        plain = chain.plain
        assert plain is not None, name
        assert plain.compile or plain.run, name
        words = " ".join((*plain.compile, *plain.check, *plain.run))
        assert "/bin/sh" not in words and "/dev/" not in words and "{home}" not in words, name


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_what_to_do_about_a_missing_tool_fits_the_system(system: str) -> None:
    for name, _ in runnable():
        fix = tools.fix(name, system)
        assert fix
        if name != "python":
            assert ("apt" in fix) == (system == "linux"), (name, fix)
