"""Literals of C++, Python and JSON."""

from __future__ import annotations

import math
import time

import pytest

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
    def seconds(size: int) -> float:
        text = "f(" + part * (size // len(part)) + ")"
        times = []
        for _ in range(3):
            start = time.process_time()
            python_expression(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(60_000) < 12 * seconds(15_000) + 0.05
