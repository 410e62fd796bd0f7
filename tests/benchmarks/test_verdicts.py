"""The benchmark of labelled programs, run as a user runs it, on a set of two problems."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {
        "id": "sum",
        "statement": "Print the sum.",
        "time_limit_s": 2,
        "examples": [{"input": "1 2\n", "output": "3\n"}],
        "tests": [{"input": "4 5\n", "output": "9\n"}],
        "solutions": [
            {"language": "python3", "code": "print(sum(map(int, input().split())))"},
            {"language": "python3", "code": "import no_such_module"},
        ],
        "incorrect_solutions": [{"language": "python3", "code": "print(3)"}],
    },
    {
        "id": "any",
        "statement": "Print any of them.",
        "examples": [{"input": "\n", "output": "1\n"}],
        "solutions": [{"language": "python3", "code": "print(2)"}],
    },
]


def measure(directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.verdicts"]
    sets = ["--data", str(directory), "--files", "tiny"]
    files = ["--cache", str(directory / "cache"), "--disagreements", str(directory / "found")]
    command += [*sets, *files, *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_disagreements_are_written_with_reasons_and_nothing_runs_twice(tmp_path: Path) -> None:
    data = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "tiny.jsonl.gz").write_bytes(gzip.compress(data.encode()))

    first = measure(tmp_path)
    assert first.returncode == 0, first.stderr
    found = [json.loads(line) for line in (tmp_path / "found").read_text().splitlines()]
    assert {(entry["problem"], entry["reason"]) for entry in found} == {
        ("sum", "needs the module no_such_module"),
        ("any", "several answers, or a checker of its own"),
    }
    cached = (tmp_path / "cache").read_text()
    assert len(cached.splitlines()) == 4

    again = measure(tmp_path, "--seconds", "0.000001")  # no time to run anything
    assert again.returncode == 0, again.stderr
    assert "left out" not in again.stdout
    assert (tmp_path / "cache").read_text() == cached

    (tmp_path / "cache").write_text(cached[: len(cached) // 2])  # as after a power cut
    resumed = measure(tmp_path, "--label", "correct")
    assert resumed.returncode == 0, resumed.stderr
    assert len((tmp_path / "found").read_text().splitlines()) == 2

    ROWS[1]["solutions"][0]["code"] = "print(1)"  # type: ignore[index]
    data = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "tiny.jsonl.gz").write_bytes(gzip.compress(data.encode()))
    changed = measure(tmp_path)
    assert changed.returncode == 0, changed.stderr
    assert len((tmp_path / "found").read_text().splitlines()) == 1


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = measure(tmp_path)
    assert result.returncode == 2
    assert "tiny.jsonl.gz is missing: give --data or --files" in result.stderr
