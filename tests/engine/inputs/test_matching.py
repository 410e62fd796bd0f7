"""Whether an input agrees with a statement: what is plainly invalid is told from what is not."""

from __future__ import annotations

import random

import pytest

from shortlist_engine.inputs.generation import generate_inputs, validity
from shortlist_engine.problem import Example, Problem

SUM = Problem(
    "Sum",
    "Print a + b.\n\nInput\nOne line with two integers a and b (1 <= a, b <= 1000).\n\nOutput\n"
    "The sum.",
    (Example("1 2\n", "3\n"), Example("5 6\n", "11\n")),
)
LISTS = Problem(
    "Largest",
    "Input\nThe first line has n (2 <= n <= 10). The second line has n distinct integers "
    "a_1, ..., a_n (0 <= a_i <= 100).\n\nOutput\nThe largest.",
    (Example("3\n1 5 2\n", "5\n"), Example("4\n7 2 9 1\n", "9\n")),
)


@pytest.mark.parametrize(
    ("problem", "text", "valid"),
    [
        (SUM, "1 1\n", True),
        (SUM, "1000 7\n", True),
        (SUM, "2 1 1\n", False),
        (SUM, "2\n", False),
        (SUM, "0 1\n", False),
        (SUM, "1001 1\n", False),
        (SUM, "a 1\n", False),
        (SUM, "1 1\n2 2\n", False),
        (SUM, "1 1.5\n", False),
        (LISTS, "2\n0 100\n", True),
        (LISTS, "1\n5\n", False),
        (LISTS, "3\n1 2\n", False),
        (LISTS, "3\n1 1 2\n", False),
        (LISTS, "2\n5 101\n", False),
        (LISTS, "2\n5 -1\n", False),
    ],
)
def test_form_bounds_and_lists(problem: Problem, text: str, valid: bool) -> None:
    says = validity(problem)
    assert says is not None
    assert says(text) is valid


def test_nothing_is_claimed_where_nothing_is_understood() -> None:
    wrong = Problem("", SUM.statement, (Example("5000 1\n", ""), Example("7 7\n", "")))
    assert validity(wrong) is None or validity(wrong)("5000 1\n")  # type: ignore[misc]
    assert validity(Problem("", "Print it.")) is None
    call = Problem("", "", (Example("f(1)", "1"),), kind="function")
    assert validity(call) is None


@pytest.mark.parametrize("problem", [SUM, LISTS])
def test_what_the_grammar_writes_is_valid(problem: Problem) -> None:
    says = validity(problem)
    assert says is not None
    made = generate_inputs(problem, 300, random.Random(1))
    assert sum(map(says, made)) >= 0.6 * len(made)
