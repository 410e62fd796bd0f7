"""Inputs as large as the statement allows: their sizes, their form, and what they do not guess."""

from __future__ import annotations

import ast
import random

import pytest

from shortlist_engine.inputs import full_inputs
from shortlist_engine.inputs.full_calls import FULL_VALUES
from shortlist_engine.inputs.grammar.generate import FULL_TOKENS
from shortlist_engine.problem import Example, Problem

LIST = """Find the sum of a list.

Input

The first line holds n (1 ≤ n ≤ 200000). The second line holds n integers a_1, ..., a_n
(1 ≤ a_i ≤ 1000000000).
"""
CASES = """Find the sum of each list.

Input

The first line holds t (1 ≤ t ≤ 1000), the number of test cases. Each test case has a line with n
(1 ≤ n ≤ 100000), and a line with n integers a_1, ..., a_n (0 ≤ a_i ≤ 9).
"""
SHORT = LIST.replace("200000", "50")


def made(statement: str, *examples: str, seed: int = 0) -> list[str]:
    problem = Problem("", statement, tuple(Example(text, "0\n") for text in examples))
    return full_inputs(problem, 3, random.Random(seed))


def called(statement: str, signature: str, *calls: str) -> list[list[object]]:
    problem = Problem(
        "f",
        statement,
        tuple(Example(call, "0") for call in calls),
        kind="function",
        language="python",
        signature=signature,
        entry_point="f",
    )
    found = []
    for text in full_inputs(problem, 3, random.Random(0)):
        call = ast.parse(text, mode="eval").body
        assert isinstance(call, ast.Call) and ast.unparse(call.func) == "f"
        nodes = [*call.args, *(keyword.value for keyword in call.keywords)]
        found.append([ast.literal_eval(node) for node in nodes])
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_list_is_as_long_as_tells_quadratic_work(seed: int) -> None:
    texts = made(LIST, "3\n1 5 2\n", "1\n7\n", seed=seed)
    assert len(texts) == 3
    for text in texts:
        head, numbers = text.splitlines()
        values = [int(number) for number in numbers.split()]
        assert int(head) == len(values) and FULL_TOKENS // 2 <= len(values) <= FULL_TOKENS
        assert all(1 <= value <= 10**9 for value in values)
    assert max(map(int, texts[0].split())) > 10**8  # values range as far as they may


def test_a_small_bound_is_kept() -> None:
    assert {text.split()[0] for text in made(SHORT, "3\n1 5 2\n", "1\n7\n")} == {"50"}


def test_of_several_cases_one_takes_all_the_room() -> None:
    for text in made(CASES, "2\n2\n1 5\n1\n7\n", "1\n3\n1 1 1\n"):
        lines = text.splitlines()
        assert lines[0] == "1" and len(lines) == 3 and int(lines[1]) > FULL_TOKENS // 2


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert made(LIST, "1\n7\n", seed=4) == made(LIST, "1\n7\n", seed=4)


def test_without_an_example_or_a_bound_nothing_is_guessed() -> None:
    assert made(LIST) == []
    unbounded = "Find the sum of a list.\n\nInput\n\nn, and then n integers.\n"
    assert made(unbounded, "3\n1 5 2\n", "1\n7\n") == []
    assert called("Add them.", "def f(a, b):", "f(1, 2)") == []


def test_calls_grow_as_the_constraints_of_their_names_allow() -> None:
    text = "Constraints:\n\n1 <= nums.length <= 10^5\n1 <= nums[i] <= 10^9\n1 <= k <= 10^6\n"
    for nums, k in called(text, "def f(nums: List[int], k: int):", "f([1, 2], 1)", "f([3], 2)"):
        assert isinstance(nums, list) and len(nums) == FULL_VALUES
        assert all(1 <= value <= 10**9 for value in nums) and k in (1, 10**6)


def test_arguments_by_name_have_the_bounds_of_their_names() -> None:
    text = "Constraints:\n\n1 <= a <= 10^6\n1 <= b <= 5\n"
    for a, b in called(text, "def f(b, a):", "f(a=3, b=1)", "f(a=4, b=2)"):
        assert a in (1, 10**6) and b in (1, 5)
    assert called(text, "def f(b, a):", "f(a=3, b=1)", "f(b=4, a=2)") == []


def test_a_range_is_once_as_wide_as_it_can_be() -> None:
    calls = called("Constraints:\n\n1 <= low <= high <= 10^9\n", "def f(low, high):", "f(1, 5)")
    assert [1, 10**9] in calls


def test_numbers_written_as_text_are_as_long_as_their_bound() -> None:
    (text,) = called("Constraints:\n\n1 <= num <= 10^22\n", "def f(num: str):", 'f("12")')[-1]
    assert int(str(text)) == 10**22


def test_edges_stay_pairs_and_grids_grow_both_ways() -> None:
    edges = called(
        "Constraints:\n\n1 <= edges.length <= 10^5\nedges[i].length == 2\n",
        "def f(edges):",
        "f([[0, 1], [1, 2]])",
    )
    assert all({len(pair) for pair in rows} == {2} for (rows,) in edges)  # type: ignore[attr-defined]
    grid = called(
        "Constraints:\n\n1 <= grid.length <= 1000\n1 <= grid[i].length <= 1000\n"
        "0 <= grid[i][j] <= 9\n",
        "def f(grid):",
        "f([[1, 2], [3, 4]])",
    )
    for (rows,) in grid:
        assert isinstance(rows, list) and len(rows) > 100 and {len(row) for row in rows} != {2}


@pytest.mark.parametrize(
    ("signature", "call"),
    [
        ("", "f(1)"),
        ("def f(a, b):", "f(1)"),
        ("def f(a:", "f(1)"),
        ("def f(a):", "f(a=1)"),
        ("def f(a):", "f(x)"),
        ("def f(a):", "f([])"),
        ("def f(a):", "f(**{'a': 1})"),
        ("def f(a):", "f(b=1)"),
    ],
)
def test_what_is_not_understood_gives_nothing_or_itself(signature: str, call: str) -> None:
    assert called("Constraints:\n\n1 <= b <= 10\n", signature, call) == []
