"""Literals of C++, Python and JSON."""

from __future__ import annotations

import math

import pytest
from tests.linear_time import assert_linear

from shortlist_engine.statement.literals import Braces, python_expression, read_literal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, -2.5, 'a', \"b\"]", [1, -2.5, "a", "b"]),
        ("[true, False, null, (1,)]", [True, False, None, (1,)]),
        ("{1, {2, 3}}", Braces((1, Braces((2, 3))))),
        ("{}", Braces(())),
        ("set()", Braces(())),
        ("{'a': [1]}", {"a": [1]}),
        ("std::vector<std::vector<int>>{{1L, 2u}}", Braces((Braces((1, 2)),))),
        ('vector<string>{"vector<int>{1L}"}', Braces(("vector<int>{1L}",))),
        ('string("a")', "a"),
        ("1.5f", 1.5),
        ("float('-inf')", -math.inf),
        ("[-inf, Infinity]", [-math.inf, math.inf]),
    ],
)
def test_values(text: str, value: object) -> None:
    assert read_literal(text) == value


@pytest.mark.parametrize("text", ["", "x", "f(1)", "1 + 2", "[1", "-'a'", "{[1]: 2}", "...", "1j"])
def test_what_is_no_literal(text: str) -> None:
    with pytest.raises((ValueError, SyntaxError)):
        read_literal(text)


@pytest.mark.parametrize("part", ["f", "a::", "a<", "1u", "vector<", " ", "{", "'"])
def test_long_text_takes_linear_time(part: str) -> None:
    assert_linear(python_expression, lambda n: "f(" + part * (n // len(part)) + ")", 15_000)
