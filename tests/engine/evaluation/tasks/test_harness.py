"""What judges tells references from broken programs, of every kind of benchmark."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.datasets.test_check_forms import CASES
from tests.engine.datasets.test_datasets import COMMON, HUMANEVAL, HUMANEVAL_X, MBPP, MTPB, read

from shortlist_engine.evaluation.tasks.harness import check_row
from shortlist_engine.execution.isolation.layers import probe
from shortlist_engine.execution.pool import ExecutionPool

pytestmark = pytest.mark.skipif(probe().level not in "ABC", reason="no sandbox here")
ADDING = {"language": "python3", "code": "print(sum(map(int, input().split())))"}
SUM = {**COMMON, "solutions": [ADDING]}


@pytest.fixture
async def pool() -> AsyncIterator[ExecutionPool]:
    async with ExecutionPool(1) as pool:
        yield pool


@pytest.mark.parametrize(
    ("tool", "data"),
    [
        ("", HUMANEVAL), ("", MBPP), ("", SUM), ("g++", HUMANEVAL_X),
        *((tool, data) for _, tool, data, _, _ in CASES),
    ],
)  # fmt: skip
async def test_references_are_right_and_broken_programs_wrong(
    tmp_path: Path, pool: ExecutionPool, tool: str, data: dict[str, Any]
) -> None:
    if tool and shutil.which(tool) is None:
        pytest.skip(f"no {tool} here")
    (row,) = read(tmp_path, data)
    found = await check_row(row, pool)
    assert (found.references, found.failed, found.accepted, found.ours) == (1, (), (), 0)
    assert found.broken >= 1


@pytest.mark.parametrize(
    "gold", [3, -0.5, True, False, None, "a b", "", [1, [2, "x"]], [], {"a": 1}]
)
async def test_every_kind_of_value_of_mtpb(tmp_path: Path, pool: ExecutionPool, gold: Any) -> None:
    (row,) = read(tmp_path, {**MTPB, "inputs": MTPB["inputs"][:1], "outputs": [gold]})
    found = await check_row(row, pool)
    assert (found.references, found.failed, found.accepted) == (1, (), ()) and found.broken >= 5


async def test_what_is_wrong_is_named(tmp_path: Path, pool: ExecutionPool) -> None:
    lenient = {**HUMANEVAL, "test": "def check(candidate):\n    pass\n"}
    (row,) = read(tmp_path, lenient)
    assert (await check_row(row, pool)).accepted == (
        "it fails",
        "it leaves before the tests",
    )
    (row,) = read(tmp_path, {**HUMANEVAL, "canonical_solution": "    return xs\n"})
    assert (await check_row(row, pool)).failed[0].startswith("RE")
