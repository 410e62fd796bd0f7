"""`--json` prints its document whatever goes wrong, and nothing else on standard output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.engine.cli.commands import shortlist

RUN_FIELDS = {"version", "mode", "file", "language", "problem", "checker", "limits", "error"}
SOLVE_FIELDS = {"version", "problem", "solved", "reason", "progress", "solutions", "notes", "model",
                "confidence", "near_misses", "error"}  # fmt: skip


def failed(*arguments: str, code: int = 2, **more: Any) -> dict[str, Any]:
    """The document of a command that fails, and says so to people too."""
    result = shortlist(*arguments, **more)
    assert result.returncode == code, result
    assert result.stderr.strip()
    document: dict[str, Any] = json.loads(result.stdout)
    assert document["error"]["kind"]
    assert document["error"]["message"]
    return document


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sum.py", "--tests", "nope"], "neither a directory nor a file"),
        (["nope.py"], "cannot be read"),
        (["sum.py"], "no problem found"),
        ([], "FILE"),
        (["sum.py", "--time", "fast"], "--time"),
        (["sum.py", "--nonsense"], "--nonsense"),
        (["sum.py", "--input", "sum.py", "--tests", "."], "cannot be used together"),
        (["sum.cpp", "--input", "sum.py", "--std", "c++1"], "--std"),
    ],
)
def test_run(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "sum.py").write_text("print(sum(map(int, input().split())))\n")
    (tmp_path / "sum.cpp").write_text("int main() {}\n")
    document = failed("run", *arguments, "--json", cwd=tmp_path)
    assert set(document) >= RUN_FIELDS
    assert words in document["error"]["message"]
    assert document["error"]["kind"] == "invalidRequest"


def test_what_is_known_of_a_failed_run_is_said(tmp_path: Path) -> None:
    document = failed("run", "a.py", "--tests", "nope", "--json", cwd=tmp_path)
    assert (document["mode"], document["file"]) == ("test", "a.py")


def test_solve(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("no statement\n")
    for arguments in (["a.md"], ["nope.md"], [], ["a.md", "--count", "0"]):
        document = failed("solve", *arguments, "--json", cwd=tmp_path)
        assert set(document) == SOLVE_FIELDS
        assert document["solved"] is False
    last = shortlist("solve", "nope.md", "--json-stream", cwd=tmp_path).stdout.splitlines()
    assert len(last) == 1
    assert json.loads(last[0])["event"] == "done"


@pytest.mark.parametrize(
    "arguments",
    [
        ["model", "info", "nope"],
        ["model", "nonsense"],
        ["practice", "open", "nope"],
        ["practice"],
        ["library", "search", "nope.md"],
        ["library", "add", "nope"],
        ["eval", "nope.jsonl"],
        ["eval", "report", "nope"],
        ["doctor", "--nonsense"],
        ["nonsense"],
        [],
    ],
)
def test_other_commands(tmp_path: Path, arguments: list[str]) -> None:
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    document = failed(*arguments, "--json", cwd=tmp_path, env=env)
    assert set(document) == {"version", "error"}


def test_an_interrupted_run_prints_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import time\ntime.sleep(60)\n")
    (tmp_path / "1.in").write_text("1\n")
    command = [sys.executable, "-m", "shortlist_engine.cli", "run", "a.py", "--input", "1.in",
               "--time", "60", "--json"]  # fmt: skip
    for wait in (0.0, 3.0):  # while modules are imported, or while the program runs
        running = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        time.sleep(0.3 + wait)
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate(timeout=60)
        if running.returncode == -signal.SIGINT or "Traceback" in errors:
            continue  # before the command line itself was loaded
        assert running.returncode == 130, errors
        document = json.loads(output)
        assert document["cancelled"] is True or document["error"]["kind"] == "cancelled"


def test_without_json_nothing_is_printed_on_standard_output(tmp_path: Path) -> None:
    result = shortlist("run", "nope.py", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert shortlist("bank", "show", "nope").stdout == ""
