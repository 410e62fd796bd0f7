"""The largest inputs: as large as the statement says, not as large as a solve needs them."""

from __future__ import annotations

import asyncio

import pytest
from tests.fakes import FakePool

from shortlist_engine.practice.largest import large_inputs, run_large
from shortlist_engine.problem import Example, Problem, Program, Verdict
from shortlist_engine.protocol import EngineError

COUNT = Problem(
    "Count",
    "Input\nThe first line has n (1 <= n <= 200000). The second line has n integers a_1, ..., a_n "
    "(1 <= a_i <= 10).\n\nOutput\nHow many are odd.",
    (Example("3\n1 5 2\n", "2\n"), Example("4\n7 2 9 1\n", "3\n")),
)


async def test_they_reach_the_bounds() -> None:
    made = await large_inputs(COUNT, 3, 1)
    assert made
    for test in made:
        head, numbers = test.input.splitlines()
        assert (head, len(numbers.split())) == ("200000", 200_000)
        assert test.name.startswith("200000 ") and test.name.endswith("…")
        assert len(test.name) <= 40


async def test_without_bounds_there_are_none() -> None:
    with pytest.raises(EngineError, match="needs bounds") as failure:
        await large_inputs(Problem("", "Print it.", (Example("1\n", "1\n"),)), 3, 1)
    assert failure.value.kind == "unsupported"


async def test_one_at_a_time_and_what_was_cancelled_is_left_out() -> None:
    small = Problem(
        "Twice", "Input\nOne integer x (1 <= x <= 9).\nOutput\n2x.", (Example("1\n", "2\n"),)
    )
    tests = await large_inputs(small, 6, 1)
    cancelled, ended = asyncio.Event(), []

    def on_run(index, run) -> None:
        ended.append((index, run.verdict))
        if len(ended) == 2:
            cancelled.set()

    pool = FakePool(workers=4)
    runs = await run_large(
        pool, small, Program("python", "2 * x"), tests, cancelled=cancelled, on_run=on_run
    )
    assert ended == [(0, Verdict.OK), (1, Verdict.OK)]
    assert len(runs) == 2 and pool.runs == 2
