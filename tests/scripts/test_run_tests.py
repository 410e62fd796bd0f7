"""The runner of all tests, on a few tests of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "run_tests.py"
PASSES = "def test_passes(tmp_path):\n    (tmp_path / 'left').touch()\n"
FAILS_ONCE = """
from pathlib import Path

def test_of_timing(tmp_path):
    seen = Path(__file__).with_name("seen")
    if not seen.exists():
        seen.touch()
        (tmp_path / "left").touch()
        raise AssertionError("too late")
"""
FAILS = "def test_fails(tmp_path):\n    (tmp_path / 'left').touch()\n    assert False\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    (tmp_path / "tests" / "editors").mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    # Not this project's configuration, which is above where these tests lie, if they lie in it.
    (tmp_path / "pytest.ini").write_text("[pytest]\ntmp_path_retention_policy = failed\n")
    (tmp_path / "tests" / "test_one.py").write_text(PASSES)
    (tmp_path / "tests" / "editors" / "test_two.py").write_text(PASSES)
    return tmp_path


def start(project: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(project / "scripts" / "run_tests.py"), *options],
        env=os.environ | {"TMPDIR": str(project / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(project: Path, *options: str) -> tuple[int, str]:
    process = start(project, *options)
    output, _ = process.communicate(timeout=120)
    return process.returncode, output


def left(project: Path) -> list[Path]:
    return list((project / "temporary").iterdir())


def test_all_pass_and_nothing_is_left(project: Path) -> None:
    status, output = run(project)
    assert (status, output.count("1 passed"), left(project)) == (0, 2, [])


def test_options_choose_tests(project: Path) -> None:
    status, output = run(project, "-k", "test_one")
    assert (status, output.count("1 passed")) == (0, 1)


@pytest.mark.parametrize("folder", ["tests", "tests/editors"])
def test_what_fails_once_runs_once_more_by_itself(project: Path, folder: str) -> None:
    (project / folder / "test_three.py").write_text(FAILS_ONCE)
    status, output = run(project)
    assert status == 0, output
    assert "1 failed (above). Once more" in output and "too late" in output
    assert left(project) == []


def test_what_fails_again_fails_the_whole_and_leaves_its_files(project: Path) -> None:
    (project / "tests" / "test_three.py").write_text(FAILS_ONCE)
    (project / "tests" / "editors" / "test_four.py").write_text(FAILS)
    status, output = run(project)
    assert status == 1 and "2 failed (above). Once more" in output
    place = re.search(r"Files of the tests that failed: (\S+)", output)
    assert place is not None
    kept = sorted(Path(place[1]).rglob("left"))
    assert {each.parent.name for each in kept} == {"test_fails0", "test_of_timing0"}


def test_many_failures_are_not_tried_again(project: Path) -> None:
    text = "import pytest\n@pytest.mark.parametrize('n', range(9))\n" + FAILS.replace(
        "(", "(n, ", 1
    )
    (project / "tests" / "test_three.py").write_text(text)
    status, output = run(project)
    assert status == 1 and "Once more" not in output


def test_what_cannot_be_collected_fails_the_whole(project: Path) -> None:
    (project / "tests" / "test_three.py").write_text("import a_module_that_is_not_there\n")
    status, output = run(project)
    assert status not in (0, 1) and "a_module_that_is_not_there" in output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_to(project: Path, number: signal.Signals) -> None:
    began = project / "began"
    sleeps = (
        f"import time\ndef test_sleeps():\n    open({str(began)!r}, 'x')\n    time.sleep(600)\n"
    )
    (project / "tests" / "editors" / "test_three.py").write_text(sleeps)
    process = start(project)
    end = time.monotonic() + 60
    while not began.exists():
        assert time.monotonic() < end and process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert left(project) == []
