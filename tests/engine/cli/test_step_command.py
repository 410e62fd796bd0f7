"""`shortlist step` as a user runs it, with a scripted model and the real sandbox."""

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

from shortlist_engine.execution.isolation.layers import probe

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
SCRIPT = Path(__file__).with_name("step_with_fakes.py")
TEXT = """\
# Assign the list [3, 1, 2] to numbers.
numbers = [3, 1, 2]

# Let ordered be its elements in ascending order.

# Print the last of ordered.
"""
ANSWERS = {
    "Let ordered": ["ordered = sorted(numbers)", "numbers.sort()\nordered = numbers", "x = y"],
    "Print": ["print(ordered[-1])"],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    path.chmod(0o640)
    return path


def command(*arguments: object, **spec: Any) -> list[str]:
    whole = {"answers": ANSWERS, **spec}
    return [sys.executable, str(SCRIPT), json.dumps(whole), *map(str, arguments)]


def step(*arguments: object, **spec: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments, **spec), capture_output=True, text=True, timeout=120)


def test_continuations_with_their_values(file: Path) -> None:
    result = step(file, "--samples", 3)
    assert result.returncode == 0, result.stderr
    out = result.stdout
    assert "Step 2 (line 4): Let ordered be" in out and "\x1b" not in out
    assert out.index("ordered = sorted(numbers)") < out.index("numbers.sort()") < out.index("x = y")
    assert "→ ordered = [1, 2, 3]" in out and "runs, but it changes numbers" in out
    assert "fails: NameError: name 'y' is not defined (line 1 of the step)" in out
    assert file.read_text() == TEXT


def test_json_has_everything(file: Path) -> None:
    document = json.loads(step(file, "--samples", 3, "--json").stdout)
    (only,) = document["steps"]
    assert (only["number"], only["line"], document["error"]) == (2, 4, None)
    statuses = [each["trial"]["status"] for each in only["continuations"]]
    assert statuses == ["good", "changes", "fails"]
    assert only["continuations"][0]["trial"]["values"][0]["text"] == "[1, 2, 3]"
    assert document["written"] is False and document["model"] == "scripted"


def test_the_best_is_written_under_its_step(file: Path) -> None:
    result = step(file, "--samples", 3, "--write")
    assert result.returncode == 0 and "Wrote continuation 1 of step 2" in result.stderr
    wanted = TEXT.replace("order.\n\n", "order.\nordered = sorted(numbers)\n\n")
    assert file.read_text() == wanted and file.stat().st_mode & 0o777 == 0o640
    result = step(file, "--line", 4, "--samples", 3, "--write", 3)
    assert result.returncode == 0 and "\nx = y\n" in file.read_text()
    result = step(file, "--line", 4, "--samples", 3, "--write", 4)
    assert result.returncode == 2 and "no continuation 4, only 3" in result.stderr


def test_all_steps_are_written(file: Path) -> None:
    result = step(file, "--all", "--samples", 3, "--write")
    assert result.returncode == 0, result.stderr
    assert "All 3 steps are written and were run." in result.stdout
    assert "yours, kept" in result.stdout and "prints 3" in result.stdout
    assert file.read_text() == (
        TEXT.replace("order.\n\n", "order.\nordered = sorted(numbers)\n\n") + "print(ordered[-1])\n"
    )
    again = json.loads(step(file, "--all", "--json").stdout)
    assert again["reason"] == "written" and again["draws"] == 0
    assert [each["chosen"] for each in again["steps"]] == [None, None, None]


def test_where_it_is_stuck_nothing_is_hidden(file: Path) -> None:
    answers = {**ANSWERS, "Print": ["print(order)"]}
    result = step(file, "--all", "--samples", 1, "--write", answers=answers)
    assert result.returncode == 1
    assert "No way leads further at step 3 (line 6): NameError" in result.stdout
    assert "Wrote 1 step to" in result.stderr and "sorted(numbers)" in file.read_text()


def test_a_file_that_was_changed_meanwhile_is_left_alone(file: Path) -> None:
    result = step(file, "--samples", 1, "--write", spoil=[str(file), "# mine\n"])
    assert result.returncode == 2 and "was changed meanwhile and was left" in result.stderr
    assert file.read_text() == "# mine\n"


def test_nothing_that_fails_is_written_unasked(file: Path) -> None:
    result = step(file, "--samples", 1, "--write", answers={"Let": ["x = y"]})
    assert result.returncode == 1 and file.read_text() == TEXT and "Wrote" not in result.stderr


@pytest.mark.parametrize(
    ("text", "name", "arguments", "words"),
    [
        ("x = 1\n", "a.py", (), "there are no steps: write each as a comment"),
        ("// Print 1.\n", "a.cpp", (), "steps are written and run in Python only, not in C++"),
        ("# Print 1.\n", "a.py", ("--line", 9), "no step at line 9; the first is at line 1"),
        ("# Print 1.\n", "a.py", ("--all", "--line", 1), "leave --line out"),
        ("# Print 1.\n", "a.py", ("--input", "missing.txt"), "missing.txt cannot be read"),
        ("# shortlist practice: bank/x/1 [3fa9c01d]\n# Print 1.\n", "a.py", (), "for practice"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, text: str, name: str, arguments: tuple[object, ...], words: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    result = step(path, *arguments)
    assert result.returncode == 2 and words in result.stderr, result.stderr


def test_a_model_without_the_task_says_so(file: Path) -> None:
    result = step(file, "--json", tasks=["solve"])
    error = json.loads(result.stdout)["error"]
    assert result.returncode == 2 and error["kind"] == "unsupported"
    assert "does not have the task 'continue'" in error["message"]


def test_standard_input_and_an_input_of_ones_own(tmp_path: Path) -> None:
    given = tmp_path / "in.txt"
    given.write_text("21\n")
    result = subprocess.run(
        command("-", "--samples", 1, "--input", given, answers={"Print": ["print(2 * n)"]}),
        input="# Read n.\nn = int(input())\n\n# Print twice n.\n",
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert result.returncode == 0 and "prints 42" in result.stdout, result.stderr


def test_ctrl_c_keeps_what_was_found(file: Path) -> None:
    begun = file.with_name("begun")
    process = subprocess.Popen(
        command(file, "--samples", 1000, pause_s=0.1, begun=str(begun)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(600):
        if begun.exists():
            break
        time.sleep(0.1)
    time.sleep(3)
    os.kill(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130 and "ordered = sorted(numbers)" in out
