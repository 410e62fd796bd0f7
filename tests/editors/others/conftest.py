"""What the editors without a plugin of ours share: the configuration of the documentation, a
`shortlist` on the PATH, a problem, and a scripted engine."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EDITORS = ROOT / ".cache" / "editors"
PAGE = ROOT / "docs" / "other-editors.md"
FAKE_ENGINE = ROOT / "tests" / "server" / "fake_engine.py"
STATEMENT = """\
# A + B
#
# Given two integers a and b, print their sum.
#
# Input
# One line with a and b.
#
# Output
# The sum.
#
# Sample Input
# 1 2
#
# Sample Output
# 3
"""
SOURCE = "a, b = map(int, input().split())\nprint(a + b)\n"


def documented(language: str) -> str:
    """The first block of a language in the page: the configuration that is shown first."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found, language
    return found[1]


@dataclass(frozen=True)
class Place:
    """Where a test runs: the file with the problem, and the editor's environment."""

    folder: Path
    problem: Path
    environment: dict[str, str]
    engine: list[str]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps({"solutions": [{"source": SOURCE}]}))
    problem = tmp_path / "problem.py"
    problem.write_text(STATEMENT + "\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    shortlist = programs / "shortlist"
    shortlist.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m shortlist_engine.cli "$@"\n'
    )
    shortlist.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "FAKE_ENGINE": str(scenario),
    }
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{kind}_HOME"] = str(tmp_path / kind.lower())
    return Place(tmp_path, problem, environment, [sys.executable, str(FAKE_ENGINE), "--stdio"])
