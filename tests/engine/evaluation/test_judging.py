"""Hidden tests and check programs decide, in the real sandbox."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_datasets import (
    CALLS,
    COMMON,
    HUMANEVAL,
    HUMANEVAL_X,
    MBPP,
    MBPP_PLUS,
    MTPB,
    read,
)

from shortlist_engine.evaluation.judging import first_right, judge
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool
from shortlist_engine.problem import Program, Verdict

needs_sandbox = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(1) as pool:
        yield pool


async def verdict(pool: ExecutionPool, row: Any, source: str, language: str = "python") -> Verdict:
    return (await judge(row, Program(language, source), pool)).verdict


@needs_sandbox
async def test_hidden_tests(tmp_path: Path, pool: ExecutionPool) -> None:
    (row,) = read(tmp_path, COMMON)
    right, example_only = "print(sum(map(int, input().split())))", "print(3)"
    assert await verdict(pool, row, right) is Verdict.AC
    assert await verdict(pool, row, example_only) is Verdict.WA
    programs = [Program("python", example_only), Program("python", right)]
    assert await first_right(row, programs, pool) == 1
    assert await first_right(row, programs, pool, row.problem.examples) == 0
    assert await first_right(row, programs[:1], pool) is None
    (untested,) = read(tmp_path, {**COMMON, "tests": []})
    assert await verdict(pool, untested, right) is Verdict.SK


@needs_sandbox
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def double(xs: List[int]):\n    return [2 * x for x in xs]\n", Verdict.AC),
        ("from __future__ import annotations\ndef double(xs): return [2 * x for x in xs]\n"
         "if __name__ == '__main__':\n    raise SystemExit(1)\n", Verdict.AC),
        ("def double(xs):\n    print('debug')\n    return [2 * x for x in xs]\n", Verdict.AC),
        ("def double(xs):\n    return xs\n", Verdict.RE),
        ("import sys\nsys.exit(0)\n", Verdict.WA),
        ("import os\ndef double(xs):\n    os._exit(0)\n", Verdict.WA),
        ("def double(xs):\n    while True: pass\n", Verdict.TLE),
        ("def double(xs:\n", Verdict.RE),
    ],
)  # fmt: skip
async def test_a_check_program_must_reach_its_end(
    tmp_path: Path, pool: ExecutionPool, source: str, expected: Verdict
) -> None:
    (row,) = read(tmp_path, HUMANEVAL)
    assert await verdict(pool, row, source) is expected


@needs_sandbox
@pytest.mark.parametrize("rows", [HUMANEVAL, MBPP, MBPP_PLUS])
async def test_references_are_right(
    tmp_path: Path, pool: ExecutionPool, rows: dict[str, Any]
) -> None:
    (row,) = read(tmp_path, rows)
    assert (await judge(row, row.solutions[0], pool)).right
    assert await verdict(pool, row, "int main() {}", "cpp") is Verdict.CE


@needs_sandbox
async def test_mbpp_plus_compares_with_the_reference(tmp_path: Path, pool: ExecutionPool) -> None:
    (row,) = read(tmp_path, MBPP_PLUS)
    wrong = "def add(a, b):\n    return 3\n"
    assert await verdict(pool, row, wrong) is Verdict.RE
    floats = {
        **MBPP_PLUS, "atol": 1e-4, "base_input": [[0.1, 0.2]], "plus_input": [],
    }  # fmt: skip
    (row,) = read(tmp_path, floats)
    assert await verdict(pool, row, "def add(a, b):\n    return 0.30005\n") is Verdict.AC
    assert await verdict(pool, row, "def add(a, b):\n    return 0.31\n") is Verdict.RE


@needs_sandbox
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nprint(x + 2)\n", Verdict.AC),
        ("print('begin')\nx = 1\nx + 2\n", Verdict.AC),
        ("x = 1\nprint(np.int64(x + 2))\n", Verdict.AC),
        ("print(3)\nprint(4)\n", Verdict.RE),
        ("x = 3\n", Verdict.RE),
    ],
)
async def test_mtpb_compares_the_last_value(
    tmp_path: Path, pool: ExecutionPool, source: str, expected: Verdict
) -> None:
    first, _ = read(tmp_path, MTPB)
    assert await verdict(pool, first, source) is expected


@needs_sandbox
async def test_calls_of_apps(tmp_path: Path, pool: ExecutionPool) -> None:
    (row,) = read(tmp_path, CALLS)
    method = "class Solution:\n    def add(self, a, b):\n        return a + b\n"
    assert await verdict(pool, row, method) is Verdict.AC
    assert await verdict(pool, row, "def add(a, b):\n    return a + b\n") is Verdict.AC
    assert await verdict(pool, row, "def add(a, b):\n    return a\n") is Verdict.RE


@needs_sandbox
@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ here")
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("int twice(int x){ return 2 * helper(x); }", Verdict.AC),
        ("int helper(int x) { return x; }\nint twice(int x){ return 2 * helper(x); }", Verdict.AC),
        ("int twice(int x){ return x; }", Verdict.RE),
        ("#include <cstdlib>\nint twice(int x){ exit(0); }", Verdict.WA),
        ("int twice(int x){ return y; }", Verdict.CE),
    ],
)
async def test_cpp_checks(
    tmp_path: Path, pool: ExecutionPool, source: str, expected: Verdict
) -> None:
    (row,) = read(tmp_path, HUMANEVAL_X)
    assert await verdict(pool, row, source, "cpp") is expected
