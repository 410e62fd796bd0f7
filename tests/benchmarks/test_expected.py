from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from tests.engine.selection.rules.pools import codes

from benchmarks.selection.expected import expected_solved
from shortlist_engine.evaluation.estimators import pass_at_k
from shortlist_engine.selection.rules import evidence, rank
from shortlist_engine.selection.rules.ranking import from_groups


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_pass_at_k_counts_the_subsets_that_hold_a_correct_sample(k: int) -> None:
    correct = [True, False, False, True, False]
    subsets = [any(correct[i] for i in chosen) for chosen in combinations(range(5), k)]
    assert pass_at_k(5, 2, k) == pytest.approx(np.mean(subsets))


def test_a_random_order_has_the_expectation_of_pass_at_k() -> None:
    known = evidence(codes("a", "b", "c"), counts=[2, 5, 3])
    correct = np.array([False, False, True])
    ranking = rank("random", known)
    for k in (1, 4, 7, 8):
        expected = expected_solved(ranking, known.counts, correct, k)
        assert expected == pytest.approx(pass_at_k(10, 3, k))
    assert expected_solved(ranking, known.counts, correct, 2, replacement=True) == pytest.approx(
        1 - 0.7**2
    )


def test_groups_give_in_turn_until_they_run_out() -> None:
    known = evidence(codes("a", "b", "b", "b"))
    ranking = from_groups(known, np.array([0, 1, 1, 1]), np.array([2.0, 1.0]))
    correct = np.array([False, True, False, False])
    assert expected_solved(ranking, known.counts, correct, 1) == 0
    assert expected_solved(ranking, known.counts, correct, 2) == pytest.approx(1 / 3)
    # The first group has no more: the third pick is the second of the other group.
    assert expected_solved(ranking, known.counts, correct, 3) == pytest.approx(2 / 3)
    assert expected_solved(ranking, known.counts, correct, 9) == pytest.approx(1)
    # CodeT's estimator goes round by the number of groups.
    assert expected_solved(ranking, known.counts, correct, 3, replacement=True) == pytest.approx(
        1 / 3
    )


def test_what_is_not_put_forward_is_not_submitted() -> None:
    known = evidence(codes("a", "!"))
    ranking = rank("alphacode", known)
    assert expected_solved(ranking, known.counts, np.array([False, True]), 10) == 0
