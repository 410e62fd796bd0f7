"""`shortlist run`, `solve` and `doctor` where programs cannot be isolated."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shortlist_engine.host.consent import read_consent, write_consent

COMMAND = [sys.executable, str(Path(__file__).parents[1] / "without_sandbox.py")]
PROGRAM = """\
# Double
#
# Print twice the number.
#
# Sample Input 1
#
# 4
#
# Sample Output 1
#
# 8
print(2 * int(input()))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "double.py").write_text(PROGRAM)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shortlist(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, text=True, timeout=200
    )


def on_terminal(*arguments: str, types: str) -> tuple[int, str]:
    """The exit code and what was said, when the user types that at the question."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=follower, stdout=follower, stderr=follower
    )
    os.close(follower)
    seen, typed = b"", False
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        seen += data
        if not typed and seen.rstrip().endswith(b"[N]o:"):
            typed = True
            time.sleep(0.1)
            os.write(leader, types.encode())
    os.close(leader)
    return process.wait(60), seen.decode()


def test_nothing_runs_without_consent_and_the_way_is_named() -> None:
    done = shortlist("run", "double.py")
    assert done.returncode == 3
    assert "Programs cannot be isolated here." in done.stderr
    assert "Landlock is missing" in done.stderr
    assert "--unisolated runs it without isolation, once" in done.stderr
    document = json.loads(shortlist("run", "double.py", "--json").stdout)
    assert document["error"]["kind"] == "needsConsent"


def test_the_option_agrees_for_one_command() -> None:
    done = shortlist("run", "double.py", "--unisolated", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["runs"][0]["verdict"] == "AC"
    assert read_consent() is None
    assert shortlist("run", "double.py").returncode == 3


@pytest.mark.parametrize(
    ("types", "code", "kept"),
    [("a\n", 0, True), ("once\n", 0, None), ("\n", 3, None), ("n\n", 3, None), ("\x04", 3, None)],
)
def test_the_terminal_asks(types: str, code: int, kept: bool | None) -> None:
    found, said = on_terminal("run", "double.py", types=types)
    assert found == code, said
    assert "What Shortlist proposes is never run so" in said
    assert ("passed" in said) == (code == 0)
    assert read_consent() is kept
    if kept:
        assert shortlist("run", "double.py").returncode == 0


def test_who_said_never_is_not_asked() -> None:
    write_consent(False)
    code, said = on_terminal("run", "double.py", types="a\n")
    assert code == 3
    assert "delete" in said
    assert "[N]o" not in said


def test_input_and_stress_run_so_too(folder: Path) -> None:
    write_consent(True)
    done = shortlist("run", "double.py", "--input", "-", given="21\n")
    assert (done.returncode, "42" in done.stdout) == (0, True)
    (folder / "other.py").write_text("n = int(input())\nprint(2 * n if n != 7 else 0)\n")
    done = shortlist("run", "double.py", "--stress", "other.py", "--seconds", "60", "--json")
    assert done.returncode == 1, done.stderr


def test_a_program_is_explained_so_once_that_was_agreed() -> None:
    done = shortlist("explain", "double.py", "--facts-only", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["kind"] == "needsConsent"
    done = shortlist("explain", "double.py", "--facts-only", "--json", "--unisolated")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["trace"]["times"] == {"12": 1}


@pytest.mark.parametrize("asked", [("translate", "--to", "cpp"), ("step",)])
def test_what_a_model_writes_for_a_program_is_not_run_whatever_was_agreed(
    asked: tuple[str, ...], folder: Path
) -> None:
    write_consent(True)
    (folder / "steps.py").write_text("# Assign 1 to a.\n\n# Print a.\n")
    command, *options = asked
    file = "steps.py" if command == "step" else "double.py"
    done = shortlist(command, file, *options, "--samples", "1", "--json")
    assert done.returncode == 3, done.stdout
    assert json.loads(done.stdout)["error"]["kind"] == "sandboxUnavailable"


def test_proposals_are_not_run_whatever_was_agreed() -> None:
    write_consent(True)
    done = shortlist("solve", "double.py", "--samples", "1", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["kind"] == "sandboxUnavailable"


def test_programs_that_came_with_a_problem_are_not_the_users_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    write_consent(True)
    package = folder / "finals" / "any"
    for name, text in {
        "problem.yaml": "name: Any\nvalidation: custom\n",
        "problem_statement/problem.md": "Print any number.\n",
        "data/sample/1.in": "1\n",
        "data/sample/1.ans": "1\n",
        "data/secret/1.in": "2\n",
        "data/secret/1.ans": "2\n",
        "output_validators/v.py": "import sys\nsys.exit(42)\n",
    }.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    imported = shortlist("practice", "import", "finals", "--json")
    assert imported.returncode == 0, imported.stdout
    (folder / "sol.py").write_text("print(1)\n")
    done = shortlist("practice", "submit", "sol.py", "--problem", "finals/any", "--json")
    assert done.returncode == 3, done.stdout
    assert json.loads(done.stdout)["error"]["kind"] == "sandboxUnavailable"


def test_the_doctor_tells() -> None:
    for answer, words in ((None, "once you have agreed"), (True, "you agreed"), (False, "not run")):
        if answer is not None:
            write_consent(answer)
        checks = json.loads(shortlist("doctor", "--json").stdout)["checks"]
        (own,) = (check for check in checks if check["name"] == "Your own programs")
        assert words in json.dumps(own)
        (sandbox,) = (check for check in checks if check["name"] == "Sandbox")
        assert "proposed programs are not run" in json.dumps(sandbox)
