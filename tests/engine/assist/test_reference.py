"""What translations are compared on: inputs that the problem allows, where that is understood."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from shortlist_engine.assist.reference import Reference, make_further, make_reference
from shortlist_engine.execution import ExecutionPool
from shortlist_engine.inputs.generation import validity
from shortlist_engine.problem import Example, Problem, Program

BOUNDED = Problem(
    "Largest",
    "Input\nThe first line has n (2 <= n <= 10). The second line has n distinct integers "
    "a_1, ..., a_n (0 <= a_i <= 100).\n\nOutput\nThe largest.",
    (Example("3\n1 5 2\n", "5\n"), Example("4\n7 2 9 1\n", "9\n")),
)
LARGEST = Program("python", "input()\nprint(max(map(int, input().split())))\n")


def compared_on(problem: Problem, *given: str) -> tuple[Reference, Reference]:
    async def run() -> tuple[Reference, Reference]:
        async with ExecutionPool(2) as pool:
            first = await make_reference(pool, problem, LARGEST, given=given)
            return first, await make_further(pool, first, 40, 1)

    return asyncio.run(run())


def test_inputs_keep_the_form_and_the_bounds_of_the_statement() -> None:
    allowed = validity(BOUNDED)
    assert allowed is not None
    for reference in compared_on(BOUNDED):
        assert len(reference.inputs) >= 40
        assert [text for text in reference.inputs if not allowed(text)] == []


@pytest.mark.parametrize(
    ("problem", "given"),
    [
        (replace(BOUNDED, statement="Print the largest."), ()),
        (BOUNDED, ("2\n-5 -7\n",)),  # the user knows better than what was read
    ],
)
def test_where_the_statement_is_not_understood_inputs_reach_further(
    problem: Problem, given: tuple[str, ...]
) -> None:
    reference, _ = compared_on(problem, *given)
    assert len(reference.inputs) >= 60
    assert reference.unusual
    assert any("-" in text for text in reference.inputs)
