"""Pools for ranking rules: one task through the sandbox."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.selection.humaneval import pools
from benchmarks.selection.pools import PoolCache
from benchmarks.selection.report import interval

ROOT = Path(__file__).resolve().parents[2]


TASK = {
    "task_id": "Test/0",
    "prompt": "def add(a, b):\n",
    "entry_point": "add",
    "programs": [
        "    return a - b",
        "    return a + b\n\ndef unused(): pass",
        "    return a + b",
        "    return a +",
        "    while True: pass",
    ],
    "test_completions": [" add(1, 2) == 3\nassert add(2, 0) == 2", " add(1, 2) == 4"],
    "test": "def check(candidate):\n    assert candidate(5, 6) == 11\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "humaneval_codegen16b_pool.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(TASK) + "\n")
    return tmp_path


async def test_a_task_is_run_once_and_then_read_from_the_cache(data: Path, tmp_path: Path) -> None:
    cache = PoolCache(tmp_path / "cache")
    (first,) = [pool async for pool in pools(data, cache, 1, None)]
    known = first.evidence
    assert list(known.counts) == [1, 2, 1, 1]
    assert list(known.first) == [0, 1, 3, 4]
    assert list(first.correct) == [False, True, False, False]
    assert known.tests.tolist() == [
        [False, True, False], [True, True, False], [False] * 3, [False] * 3
    ]  # fmt: skip
    assert known.outcomes[0, 1] == known.outcomes[1, 1]
    assert len(set(known.outcomes[:, 0])) == 4
    kept = sorted((tmp_path / "cache").iterdir())
    (again,) = [pool async for pool in pools(data, cache, 1, None)]
    assert sorted((tmp_path / "cache").iterdir()) == kept
    assert (again.evidence.outcomes == known.outcomes).all()
    assert (again.correct == first.correct).all()
    kept[0].write_bytes(kept[0].read_bytes()[:100])
    (repaired,) = [pool async for pool in pools(data, cache, 1, None)]
    assert (repaired.evidence.tests == known.tests).all()
    damaged = bytearray(kept[0].read_bytes())
    damaged[60:110] = bytes(50)
    kept[0].write_bytes(damaged)
    (repaired,) = [pool async for pool in pools(data, cache, 1, None)]
    assert (repaired.evidence.tests == known.tests).all()


def test_the_tables_are_printed(data: Path, tmp_path: Path) -> None:
    done = run("--data", str(data), "--pools", "humaneval", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "half of HumanEval: 1 problems" in done.stdout
    for name in ("random", "alphacode", "codet", "b4", "shortlist"):
        assert name in done.stdout
    assert "likelihood" not in done.stdout  # the pool holds none


def test_scaling_needs_no_data() -> None:
    done = run("--scaling", "--most", "1000")
    assert done.returncode == 0, done.stderr
    rows = [line.replace("│", " ").split() for line in done.stdout.splitlines()]
    measured = {row[0] for row in rows if len(row) == 3 and float(row[1]) >= 0}
    assert {"random", "shortlist", "confidence"} <= measured


def test_what_is_missing_is_named() -> None:
    assert "--data is needed" in run().stderr
    absent = run("--data", "/nowhere").stderr
    assert "humaneval_codegen16b_pool.jsonl.gz cannot be read" in absent
    assert "give --data or --pools" in absent and "Traceback" not in absent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.selection", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_paired_intervals_and_estimates() -> None:
    low, high = interval(np.array([0.0, 1.0] * 50))
    assert 0.38 <= low <= 0.42 and 0.58 <= high <= 0.62
    assert interval(np.zeros(9)) == (0, 0)
