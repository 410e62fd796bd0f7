"""When a C++ function's value counts as the expected one."""

from __future__ import annotations

import pytest

from shortlist_engine.execution.checking.cpp_values import compare_cpp_values

SAME = [
    ("{1, 2}", "[1, 2]"),
    ("[1, 2]", "(1, 2)"),
    ("(10, 24)", "[10, 24]"),
    ("[[0,1],[]]", "[(0, 1), []]"),
    ("{}", "[]"),
    ("[]", "{}"),
    ("True", "true"),
    ("None", "null"),
    ('"a"', "'a'"),
    ("'a'", '"a"'),
    ("3", "3.0"),
    ("0.3", "0.30000000000000004"),
    ("nan", "nan"),
    ("{{1, 2.0}, {3, 4.0}}", "{3: 4.0, 1: 2.0}"),
    ("{'a': [true]}", '{"a": [true]}'),
    ("[3, 1, 2]", "{1, 2, 3}"),
    ("{{'b', 'a'}, {'c'}}", '{["c"], ["b", "a"]}'),
    ("set()", "set()"),
    ("vector<int>{1, 2}", "[1, 2]"),
    ("free text", "free  text"),
]
DIFFERENT = [
    ("{1, 2}", "[2, 1]"),
    ("[1, 2]", "[1, 2, 3]"),
    ("[1, 1, 2]", "{1, 2}"),
    ("{1: 2}", "[1, 2]"),
    ("{1: 2}", "{1: 3}"),
    ("9007199254740993", "9007199254740992"),
    ("1", '"1"'),
    ("0.3", "0.30001"),
    ("inf", "-inf"),
    ("[1]", "1"),
    ("null", "0"),
    ("text", "other"),
    ("1", "[" * 100_000),
]


@pytest.mark.parametrize(("expected", "output"), SAME)
def test_the_same_value(expected: str, output: str) -> None:
    assert compare_cpp_values(expected, output).verdict.value == "AC"


@pytest.mark.parametrize(("expected", "output"), DIFFERENT)
def test_another_value(expected: str, output: str) -> None:
    comparison = compare_cpp_values(expected, output)
    assert comparison.verdict.value == "WA"
    assert comparison.detail.startswith("expected ")
