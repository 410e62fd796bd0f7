"""scripts/install.sh, as a user runs it: once for real, and where it has to refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def install(tmp_path: Path):
    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path), "PYTHON": sys.executable, **variables}
        for name in ("XDG_DATA_HOME", "BIN", "PYTHONPATH"):
            if name not in variables:
                environment.pop(name, None)
        command = ["sh", str(ROOT / "scripts" / "install.sh"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    return run


def test_it_installs_and_updates_and_the_command_works_from_anywhere(install, tmp_path):
    for _ in range(2):
        done = install()
        assert done.returncode == 0, done.stderr
    assert "not on your PATH" in done.stdout
    command = tmp_path / ".local" / "bin" / "shortlist"
    shown = subprocess.run([command, "--version"], cwd="/", capture_output=True, text=True)
    assert shown.stdout.startswith("shortlist ")
    listed = subprocess.run([command, "bank", "list"], cwd="/", capture_output=True, text=True)
    assert listed.returncode == 0 and listed.stdout


def test_a_command_of_another_installation_is_left_alone(install, tmp_path):
    other = tmp_path / ".local" / "bin" / "shortlist"
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    done = install()
    assert done.returncode == 1 and "remove it" in done.stderr
    assert other.read_text() == "mine"
    assert not (tmp_path / ".local" / "share").exists()


def test_a_wheel_that_is_not_there_is_named(install):
    done = install("/nowhere/shortlist.whl")
    assert done.returncode == 1 and "/nowhere/shortlist.whl" in done.stderr


def test_a_python_that_is_too_old_is_refused(install, tmp_path):
    old = tmp_path / "python3.8"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = install(PYTHON=str(old))
    assert done.returncode == 1 and "3.10 or newer" in done.stderr
