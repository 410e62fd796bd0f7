from __future__ import annotations

import pytest

from shortlist_engine.execution.checkers import compare, compare_values, output_key
from shortlist_engine.problem import Verdict


@pytest.mark.parametrize(
    "expected,output",
    [
        ("1 2 3", "1\n2\n3\n"),
        ("007", "7"),
        ("-0", "0"),
        ("+5", "5"),
        ("0.5", "0.5000001"),
        ("1000000.0", "1000000.9"),
        ("1e-3", "0.001"),
        ("0.0", "0"),
        ("nan", "NaN"),
        ("", "\n"),
        ("é x", "é  x"),
    ],
)
def test_tokens_accepts(expected: str, output: str) -> None:
    assert compare(expected, output).verdict is Verdict.AC


@pytest.mark.parametrize(
    "expected,output",
    [
        ("9007199254740992", "9007199254740993"),
        ("0.000001", "0.00001"),
        ("5", "5.0"),
        ("YES", "Yes"),
        ("1 2", "1 2 3"),
        ("1 2", "1"),
        ("a\u00a0b", "a b"),
        ("1.5", "nan"),
        ("1_0", "10"),
        ("٣", "3"),
        ("inf", "-inf"),
    ],
)
def test_tokens_rejects(expected: str, output: str) -> None:
    comparison = compare(expected, output)
    assert comparison.verdict is Verdict.WA
    assert comparison.detail


def test_the_first_difference_is_located() -> None:
    assert compare("1 2\n3 4", "1 2\n3 5").detail == "line 2, token 2: expected '4', got '5'"
    assert compare("1 2\n3", "1 2\n").detail == "output ends after 2 tokens of 3: expected '3' next"
    assert (
        compare("1", "1\n\n7 8").detail == "line 3, token 1: '7' is more than the expected 1 token"
    )
    assert "..." in compare("x" * 1000, "y").detail


def test_exact() -> None:
    assert compare("a b\nc\n", "a b  \r\nc\n\n\n", "exact").verdict is Verdict.AC
    assert compare("a b", "a  b", "exact").verdict is Verdict.PE
    assert compare("a\nb", "a b", "exact").verdict is Verdict.PE
    assert compare("1.0", "1.00", "exact").verdict is Verdict.WA


def test_other_checkers() -> None:
    assert compare("YES 1", "yes 1", "case_insensitive").verdict is Verdict.AC
    assert compare("5", "5.0001", "float 1e-3").verdict is Verdict.AC
    assert compare("5", "5.01", "float 1e-3").verdict is Verdict.WA
    for checker in ("token", "float", "float x", "float -1", "float nan", ""):
        with pytest.raises(ValueError, match="use tokens, exact"):
            compare("1", "2", checker)


@pytest.mark.parametrize(
    "expected,output,equal",
    [
        ("[1, 2.0]", "[1, 2.0000000001]", True),
        ("{'a': 0.3}", "{'a': 0.30000000000000004}", True),
        ("{1, 2}", "{2, 1}", True),
        ("true", "True", True),
        ("[1,2]", "(1, 2)", False),
        ("1.0", "True and", False),
        ("<Node 3>", "<Node  3>", True),
        ("3", "4", False),
        ("nan", "nan", True),
        ("[1.5]", "['1.5']", False),
        ("1.5", "[" * 100_000, False),
        ("[1]", "[" * 9_000, False),
    ],
)
def test_function_values(expected: str, output: str, equal: bool) -> None:
    assert (compare_values(expected, output).verdict is Verdict.AC) is equal


def test_output_key_joins_what_counts_as_the_same() -> None:
    same = ["1 007\n0.5", "+1 7 0.50000", "1\n7\n0.5000001", "1 7 .5"]
    assert len({output_key(text) for text in same}) == 1
    different = [
        "1",
        "2",
        "1 1",
        "11",
        "-1",
        "1.5",
        "9007199254740992",
        "9007199254740993",
        "a",
        "",
    ]
    assert len({output_key(text) for text in different}) == len(different)
    assert output_key("-0.0") == output_key("0") == output_key("1e-999999999")
    assert output_key("1e999999999") == output_key("inf")
    assert output_key("123456.7") == output_key("123457.1")
