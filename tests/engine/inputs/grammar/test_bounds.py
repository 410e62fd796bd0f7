"""Constraints as real statements write them."""

from __future__ import annotations

import pytest
from tests.linear_time import assert_linear

from shortlist_engine.inputs.grammar.bounds import find_bounds
from shortlist_engine.inputs.grammar.expressions import evaluate
from shortlist_engine.inputs.grammar.plain_text import plain_text


def limits(text: str, name: str, **values: int) -> tuple[int | None, int | None]:
    """The tightest bounds of `name` that `text` sets."""
    bounds = find_bounds(plain_text(text)).get(name)
    if bounds is None:
        return None, None
    lower = [evaluate(each, values.get) for each in bounds.lower]
    upper = [evaluate(each, values.get) for each in bounds.upper]
    return (
        max((value for value in lower if value is not None), default=None),
        min((value for value in upper if value is not None), default=None),
    )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The first line contains n (1 ≤ n ≤ 10^5) — the length.", "n", (1, 10**5)),
        ("- $1 \\leq N \\leq 2 \\times 10^5$", "N", (1, 200_000)),
        ("- $-10^9\\le a_i,b_i\\le 10^9$", "b", (-(10**9), 10**9)),
        ("an integer $n$ ($1 \\le n \\le 5 \\cdot 10^{4}$)", "n", (1, 50_000)),
        ("two integers n and m (1 <= n, m <= 100)", "m", (1, 100)),
        ("1≦H,W≦100", "H", (1, 100)),
        ("$0 < x < 10$", "x", (1, 9)),
        ("$100 ≥ k ≥ 2$", "k", (2, 100)),
        ("(3 ≤ n ≤ 200 000)", "n", (3, 200_000)),
        ("$2 \\leq N \\leq 200{,}000$", "N", (2, 200_000)),
        ("N is an integer between 1 and 100 (inclusive).", "N", (1, 100)),
        ("- 1 <= nums[i] <= 105\n- 1 <= nums.length <= 104", "nums", (1, 10**5)),
        ("- 1 <= s.length <= 104", "|s|", (1, 10**4)),
        ("$1 \\le |S_i| \\le 20$", "|S|", (1, 20)),
        ("The length of S is between 1 and 10 (inclusive).", "|S|", (1, 10)),
        ("$1 ≤ a_1 ≤ a_2 ≤ \\ldots ≤ a_n ≤ 50$ where $a_i ≤ 50$ for all i", "a", (1, 50)),
        ("x does not exceed 10⁹", "x", (None, 10**9)),
    ],
)
def test_bounds(text: str, name: str, expected: tuple[int | None, int | None]) -> None:
    assert limits(text, name) == expected


def test_bounds_by_other_names() -> None:
    text = "$1 ≤ l ≤ r ≤ n$, $N \\leq K \\leq NM$, $0 \\leq L \\leq \\min(10^5, NM - 1)$"
    assert limits(text, "r", l=3, n=9) == (3, 9)
    assert limits(text, "K", N=3, M=5) == (3, 15)
    assert limits(text, "L", N=2, M=2) == (0, 3)


@pytest.mark.parametrize("text", ["n / 0", "10^10^10^10", "(((", "n +", "1" * 200, "2 ^ (n - 9)"])
def test_what_has_no_value(text: str) -> None:
    assert evaluate(text, {"n": 3}.get) is None


def test_prose_sets_no_bounds() -> None:
    assert find_bounds(plain_text("We have a sequence of numbers. Print it, a -> b.")) == {}


@pytest.mark.parametrize("part", ["a", "a_", "1 <= a ", "<=", " ", "a, ", "length of "])
def test_hostile_statements_take_linear_time(part: str) -> None:
    head = "from range between most exceed than < "
    assert_linear(find_bounds, lambda n: head + part * (n // len(part)), 20_000)
