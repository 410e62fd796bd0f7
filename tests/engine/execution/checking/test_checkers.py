"""What each rule accepts and rejects, and that a hostile output costs no more than its size."""

from __future__ import annotations

import tracemalloc

import pytest

from shortlist_engine.execution.checking.checkers import compare, describe_checker
from shortlist_engine.problem import Verdict

RULES = ("tokens", "exact", "case_insensitive", "float 1e-6", "alphacode")
DIGITS = "7" * 3_000_000


def accepted(expected: str, output: str, checker: str = "tokens") -> bool:
    return compare(expected, output, checker).verdict is Verdict.AC


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        ("1 2 3", "1\n2\n3\n"),
        ("1 2\r\n3\r\n", "1 2\n3"),
        ("1 2\n3\n", "1 2  \r\n3\r\n\r\n"),
        ("\ufeff1 2\n", "1 2\n"),
        ("0.5", "0.5000001"),
        ("1000000.0", "1000000.9"),
        ("1e-3", "0.001"),
        ("1.", "1"),
        (".5", "0.50"),
        ("1e3", "1000"),
        ("1E3", "1000.0000001"),
        ("0.0", "0"),
        ("0.00", "-0.00"),
        ("nan", "NaN"),
        ("inf", "Infinity"),
        ("", "\n"),
        ("é x", "é  x"),
    ],
)
def test_tokens_accepts(expected: str, output: str) -> None:
    assert accepted(expected, output)


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        ("9007199254740992", "9007199254740993"),
        ("0.000001", "0.00001"),
        ("5", "5.0"),
        ("5", "05"),
        ("5", "+5"),
        ("0", "-0"),
        ("0011", "11"),
        ("5", "5e0"),
        ("1000", "1e3"),
        ("YES", "Yes"),
        ("1 2", "1 2 3"),
        ("1 2", "1"),
        ("a\u00a0b", "a b"),
        ("a\x1cb", "a b"),
        ("1", "1\0"),
        ("1", "\ufeff1"),
        ("1.5", "nan"),
        ("1.5", "inf"),
        ("nan", "1.5"),
        ("1_0", "10"),
        ("1.5", "1_0.5"),
        ("1.5", "1.5.0"),
        ("1.5", "0x1.8p0"),
        ("0.5", "0,5"),
        ("٣", "3"),
        ("1.5", "١.٥"),
        ("inf", "-inf"),
        ("1e400", "1e401"),
    ],
)
def test_tokens_rejects(expected: str, output: str) -> None:
    comparison = compare(expected, output)
    assert comparison.verdict is Verdict.WA
    assert comparison.detail


def test_the_first_difference_is_located() -> None:
    assert compare("1 2\n3 4", "1 2\n3 5").detail == "line 2, token 2: expected '4', got '5'"
    assert compare("1 2\n3", "1 2\n").detail == "output ends after 2 tokens of 3: expected '3' next"
    assert compare("1", "\n \n").detail == "no output: expected '1'"
    assert (
        compare("1", "1\n\n7 8").detail == "line 3, token 1: '7' is more than the expected 1 token"
    )
    assert "..." in compare("x" * 1000, "y").detail
    assert len(compare("x", "é" * 1000).detail) < 100
    assert compare("1", "1\0").detail.endswith(r"got '1\x00'")
    assert compare("YES", "No", "case_insensitive").detail.endswith("expected 'YES', got 'No'")


def test_exact() -> None:
    assert accepted("a b\nc\n", "a b  \r\nc\n\n\n", "exact")
    assert compare("a b", "a  b", "exact").verdict is Verdict.PE
    assert compare("a\nb", "a b", "exact").verdict is Verdict.PE
    assert compare("a b", " a b", "exact").verdict is Verdict.PE
    assert compare("1.0", "1.00", "exact").verdict is Verdict.WA
    assert compare("a\nb", "a", "exact").detail == "expected 2 lines, got 1"
    assert compare("a", "a\nb\nc", "exact").detail == "expected 1 lines, got 3"


def test_case_insensitive() -> None:
    assert accepted("YES 1", "yes 1", "case_insensitive")
    assert accepted("Yes 0.5", "yES 0.5000001", "case_insensitive")
    assert not accepted("YES", "NO", "case_insensitive")


def test_float() -> None:
    assert accepted("5", "5.0001", "float 1e-3")
    assert not accepted("5", "5.01", "float 1e-3")
    assert accepted("1000000", "1000999", "float 1e-3")
    assert not accepted("YES 5", "yes 5", "float 1e-3")
    assert not accepted("0", "nan", "float 1")
    assert accepted("5", "05.0", "float 1e-3")
    assert accepted("1" + "0" * 400, "1" + "0" * 400 + "\n", "float 1e-3")
    assert not accepted("1" + "0" * 400, "2" + "0" * 400, "float 1e-3")


@pytest.mark.parametrize(
    ("expected", "output", "equal"),
    [
        # What it is right to accept.
        ("YES", "yes", True),
        ("0.5", "0.500009", True),
        # What it accepts wrongly.
        ("3", "3.000009", True),
        ("5", "5.0", True),
        ("0011", "11", True),
        ("0.000002", "0.000008", True),
        ("9007199254740992", "9007199254740993", True),
        # What it rejects, rightly or not.
        ("1000000.1", "1000000.2", False),
        ("1", "2", False),
        ("a", "b", False),
        ("1 2", "1", False),
        ("inf", "nan", False),
    ],
)
def test_alphacode_is_as_permissive_as_it_says(expected: str, output: str, equal: bool) -> None:
    assert accepted(expected, output, "alphacode") is equal


@pytest.mark.parametrize(
    "checker", ["token", "float", "float x", "float -1", "float nan", "", "exact 1", "tokens x"]
)
def test_an_unknown_rule_is_refused_with_those_there_are(checker: str) -> None:
    with pytest.raises(ValueError, match="use tokens, exact"):
        compare("1", "1", checker)
    with pytest.raises(ValueError, match="use tokens, exact"):
        describe_checker(checker)


def test_every_rule_is_described_by_words_of_its_own() -> None:
    assert len({describe_checker(rule) for rule in RULES}) == len(RULES)
    assert describe_checker("tokens") == "tokens, whatever the white space; decimals within 1e-6"
    assert "1e-9" in describe_checker("float 1e-9")


@pytest.mark.parametrize("checker", RULES)
@pytest.mark.parametrize(
    ("expected", "output"),
    [
        (DIGITS, DIGITS[:-1] + "8"),
        (f"0.{DIGITS}", f"1.{DIGITS}"),
        (f"1e{DIGITS}", f"1e-{DIGITS}"),
        ("1 2 3", "1 " * 1_500_000),
        ("1\n2\n3", "1\n" * 1_500_000),
        ("1", "\n" * 2_999_999 + "2"),
        ("x", " " * 2_999_999 + "y"),
    ],
)  # fmt: skip
def test_a_hostile_output_takes_memory_of_its_own_size(
    checker: str, expected: str, output: str
) -> None:
    tracemalloc.start()
    try:
        assert compare(expected, output, checker).verdict is not Verdict.AC
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * (len(expected) + len(output))
