"""The bundled language server on the Pythons that are installed here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXTENSION = Path(__file__).resolve().parents[3] / "editors" / "vscode"
LAUNCH = EXTENSION / "tool" / "launch.py"

PYTHONS = [sys.executable, *(f"python3.{minor}" for minor in range(10, 16))]


def interpreter(name: str) -> str:
    """The path of a Python by name; looks at the versions of pyenv too."""
    found = shutil.which(name)
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return found
    for path in sorted(Path.home().glob(f".pyenv/versions/*/bin/{name}")):
        return str(path)
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="module", autouse=True)
def bundled() -> None:
    if not (EXTENSION / "bundled" / "requirements.txt").exists() or not shutil.which("node"):
        pytest.skip("no bundle: run tests/editors/setup-vscode.sh")
    # Without a change in requirements.txt this only copies the sources, and needs no network.
    subprocess.run(["node", "scripts/bundle.mjs"], cwd=EXTENSION, check=True, timeout=240)


def message(content: dict[str, object]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@pytest.mark.parametrize("name", PYTHONS)
def test_answers_initialize_without_any_installed_package(name: str, tmp_path: Path) -> None:
    # A hostile environment: what a user's PYTHONPATH or working directory holds must not matter.
    (tmp_path / "json.py").write_text("raise SystemExit('the working directory is on the path')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": "/nonexistent"}
    session = (
        message(
            {
                "id": 1,
                "method": "initialize",
                "params": {"processId": None, "rootUri": None, "capabilities": {}},
            }
        )
        + message({"method": "initialized", "params": {}})
        + message({"id": 2, "method": "shutdown"})
        + message({"method": "exit"})
    )
    ended = subprocess.run(
        [interpreter(name), "-I", "-S", str(LAUNCH)],
        input=session,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert b'"name": "shortlist' in ended.stdout or b'"name":"shortlist' in ended.stdout
    assert b'"id": 2' in ended.stdout or b'"id":2' in ended.stdout


def test_an_old_python_is_told_so() -> None:
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 0, 'final', 0);"
        f"runpy.run_path({str(LAUNCH)!r})"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode != 0
    assert "Shortlist needs Python 3.10 or newer" in ended.stderr


def test_a_debugged_program_reads_its_input_from_the_file(tmp_path: Path) -> None:
    program, given = tmp_path / "sum.py", tmp_path / "input.txt"
    (tmp_path / "helper.py").write_text("FACTOR = 10\n")
    program.write_text(
        "import sys\nfrom helper import FACTOR\n"
        "if __name__ == '__main__':\n"
        "    print(sum(map(int, sys.stdin.read().split())) * FACTOR, sys.argv)\n"
    )
    given.write_text("2 3\n")
    ended = subprocess.run(
        [sys.executable, str(LAUNCH.with_name("debug_input.py")), str(program), str(given)],
        input="7 7\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ended.stdout, ended.stderr) == (f"50 [{str(program)!r}]\n", "")
