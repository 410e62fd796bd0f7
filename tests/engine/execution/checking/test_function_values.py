from __future__ import annotations

import pytest

from shortlist_engine.execution.checking.function_values import compare_values
from shortlist_engine.problem import Verdict


@pytest.mark.parametrize(
    ("expected", "output", "equal"),
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
        ("1.5", "1" * 400, False),
    ],
)
def test_function_values(expected: str, output: str, equal: bool) -> None:
    comparison = compare_values(expected, output)
    assert (comparison.verdict is Verdict.AC) is equal
    assert bool(comparison.detail) is not equal
