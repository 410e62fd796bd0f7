"""Model cards are written by others: read as they are, and in linear time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.linear_time import assert_linear

from shortlist_engine.model.card import licence, summary


@pytest.mark.parametrize("value", ["mit", "'mit'", '"mit"', "  mit\t"])
def test_the_licence_is_that_of_the_front_matter(value: str) -> None:
    assert licence(f"---\nlanguage: en\nlicense: {value}\n---\n# Model\n") == "mit"
    assert licence(f"# Model\n\n---\nlicense: {value}\n---\n") == ""
    assert licence("---\nlicense:\n---\n") == ""


def test_the_summary_is_the_first_paragraph() -> None:
    assert summary("---\nlicense: mit\n---\n# Model\n\nIt solves\nsums.\n\nMore.\n") == (
        "It solves sums."
    )
    assert summary("# Model\n") == ""


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    assert summary("First.\n\n---\nSecond.\n---\n\nThird.\n") == "First."
    assert summary("---\nlicense: mit\n---\n\n# Model\n---\nkept\n---\n") == "--- kept ---"


@pytest.mark.parametrize(
    ("read", "hostile"),
    [
        (licence, lambda n: "---\nlicense:" + " " * n + "'x' 'y\n---\n"),
        (summary, lambda n: "x---\n" * n),
        (summary, lambda n: "---\n" * n),
        (summary, lambda n: "# x\n" + "\n " * n),
    ],
)
def test_a_hostile_card_takes_linear_time(
    read: Callable[[str], str], hostile: Callable[[int], str]
) -> None:
    assert_linear(read, hostile, 10_000)
