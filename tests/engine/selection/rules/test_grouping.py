from __future__ import annotations

import numpy as np
import pytest

from shortlist_engine.selection.rules import evidence
from shortlist_engine.selection.rules.grouping import by_behaviour, by_outcomes, by_tests, weigh

from .pools import codes, drawn, flags


def same_partition(labels: np.ndarray, rows: list[bytes]) -> bool:
    return len(set(zip(labels, rows, strict=True))) == len(set(labels)) == len(set(rows))


@pytest.mark.parametrize("tests", [0, 1, 7, 64, 65, 130])
def test_groups_are_those_of_equal_rows(tests: int) -> None:
    known = drawn(tests, n=60, tests=tests)
    outcomes = [row.tobytes() for row in known.outcomes]
    passes = [row.tobytes() for row in known.tests]
    assert same_partition(by_outcomes(known)[0], outcomes)
    assert same_partition(by_tests(known)[0], passes)
    both = [a + b for a, b in zip(outcomes, passes, strict=True)]
    labels, members = by_behaviour(known)
    assert same_partition(labels, both)
    assert (labels[members] == np.arange(len(members))).all()


def test_the_same_outcome_on_another_input_is_another_behaviour() -> None:
    labels, members = by_outcomes(evidence(codes("ab", "ba", "aa", "bb", "ab")))
    assert len(members) == 4
    assert labels[0] == labels[4]


def test_hashes_of_small_codes_do_not_collide() -> None:
    values = np.arange(20_000, dtype=np.uint64)
    rows = np.stack([values % 200, values // 200], axis=1)
    assert len(by_outcomes(evidence(rows))[1]) == 20_000


def test_weigh_adds_the_weights_of_what_holds() -> None:
    known = evidence(codes("a", "a"), tests=flags("101", "010"))
    assert list(weigh(known.tests, np.array([1.0, 2.0, 4.0]))) == [5, 2]
