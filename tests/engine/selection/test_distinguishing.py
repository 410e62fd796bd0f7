from __future__ import annotations

import numpy as np
import pytest

from shortlist_engine.selection.distinguishing import best_splits
from shortlist_engine.selection.rules import FIRST_OUTPUT, UNKNOWN

A, B, C = FIRST_OUTPUT, FIRST_OUTPUT + 1, FIRST_OUTPUT + 2
FAILED = 1


def codes(*rows: list[int]) -> np.ndarray:
    return np.array(rows, np.uint64)


def ones(count: int) -> np.ndarray:
    return np.ones(count)


def test_the_input_that_separates_most_samples_comes_first() -> None:
    outcomes = codes([A, A, A], [A, A, B], [A, B, B])
    assert best_splits(outcomes, np.array([5.0, 1.0, 1.0]), 1) == [2]
    assert best_splits(outcomes, np.array([1.0, 1.0, 5.0]), 1) == [1]


def test_an_input_is_worth_what_it_adds_to_those_before_it() -> None:
    # The second column says what the first says; the third separates what it left together.
    outcomes = codes([A, A, A], [A, A, B], [B, B, A], [B, B, A])
    assert best_splits(outcomes, ones(4), 2) == [0, 2]


def test_when_all_is_separated_the_choice_begins_anew() -> None:
    outcomes = codes([A, A, A], [B, B, A])
    assert best_splits(outcomes, ones(2), 3) == [0, 1]


def test_an_input_that_separates_nothing_is_not_chosen() -> None:
    assert best_splits(codes([A, A], [A, A]), ones(2), 5) == []
    assert best_splits(codes([A, B]), ones(1), 5) == []
    assert best_splits(codes([UNKNOWN, A], [B, A]), ones(2), 5) == []


def test_an_input_on_which_most_fail_is_invalid() -> None:
    outcomes = codes([FAILED, A], [FAILED, A], [A, B])
    assert best_splits(outcomes, ones(3), 5) == [1]
    # By weight: the two that fail stand for few samples.
    assert best_splits(outcomes, np.array([1.0, 1.0, 9.0]), 1) == [0]


def test_an_unknown_outcome_separates_nothing_but_hides_nothing_else() -> None:
    outcomes = codes([A, A], [UNKNOWN, B], [B, B])
    assert best_splits(outcomes, ones(3), 1) == [1]
    assert best_splits(outcomes, ones(3), 2) == [1, 0]


def test_every_pair_that_can_be_separated_is() -> None:
    rng = np.random.default_rng(3)
    outcomes = rng.integers(A, A + 2, (30, 120)).astype(np.uint64)
    chosen = best_splits(outcomes, rng.integers(1, 9, 30).astype(float), 40)
    assert len(set(chosen)) == len(chosen) == 40
    # 30 programs with two outcomes for each input need five inputs at least, and few more.
    assert len(np.unique(outcomes[:, chosen[:12]], axis=0)) == 30


def test_nothing_to_choose_from() -> None:
    assert best_splits(np.zeros((0, 0), np.uint64), np.zeros(0), 3) == []
    assert best_splits(codes([A, B], [B, A]), ones(2), 0) == []


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        best_splits(codes([A, B]), ones(3), 1)
