"""The estimators against enumeration of every possible draw."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest

from shortlist_engine.evaluation.estimators import (
    bootstrap,
    filtered_n_at_k,
    hypergeometric,
    paired_bootstrap,
    pass_at_k,
)

SMALL = [(n, c, k) for n in range(7) for c in range(n + 1) for k in range(n + 1)]


@pytest.mark.parametrize(("samples", "correct", "k"), SMALL)
def test_pass_at_k_is_the_share_of_draws_with_a_correct_one(
    samples: int, correct: int, k: int
) -> None:
    draws = list(itertools.combinations(range(samples), k))
    hits = sum(any(sample < correct for sample in drawn) for drawn in draws)
    assert pass_at_k(samples, correct, k) == pytest.approx(hits / len(draws), abs=1e-12)


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize(("samples", "passing"), [(5, 0), (5, 2), (6, 4), (6, 6)])
def test_filtered_n_at_k_is_the_share_over_draws_and_choices(
    n: int, samples: int, passing: int
) -> None:
    """Samples below `passing` pass the examples, those below `correct` are right."""
    for correct in range(passing + 1):
        for k in range(samples + 1):
            solved, draws = Fraction(0), 0
            for drawn in itertools.combinations(range(samples), k):
                survivors = [sample for sample in drawn if sample < passing]
                choices = list(itertools.combinations(survivors, min(n, len(survivors))))
                hits = sum(any(sample < correct for sample in chosen) for chosen in choices)
                solved += Fraction(hits, len(choices))
                draws += 1
            found = filtered_n_at_k(n, k, samples, passing, correct)
            assert found == pytest.approx(float(solved / draws), abs=1e-9), (correct, k)


def test_filtered_agrees_with_the_simulation_of_the_paper() -> None:
    """Algorithm 1 of AlphaCode's appendix, as it stands there."""
    rng = random.Random(5)
    samples, passing, correct, k, n, rounds = 200, 30, 4, 50, 10, 20_000
    solved = 0
    for _ in range(rounds):
        drawn = rng.sample(range(samples), k)
        survivors = [sample for sample in drawn if sample < passing]
        solved += any(s < correct for s in rng.sample(survivors, min(n, len(survivors))))
    found = filtered_n_at_k(n, k, samples, passing, correct)
    assert found == pytest.approx(solved / rounds, abs=4 * math.sqrt(0.25 / rounds))


def test_a_million_samples_stay_exact() -> None:
    assert pass_at_k(1_000_000, 1, 1000) == pytest.approx(0.001, rel=1e-9)
    assert pass_at_k(1_000_000, 500_000, 1) == pytest.approx(0.5)
    assert filtered_n_at_k(10, 1_000_000, 1_000_000, 20, 2) == pytest.approx(pass_at_k(20, 2, 10))
    assert filtered_n_at_k(1, 100, 10_000, 10_000, 2_500) == pytest.approx(0.25)
    total = sum(hypergeometric(hits, 1_000_000, 40, 100_000) for hits in range(41))
    assert total == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("numbers", [(3, 4, 1), (3, -1, 1), (3, 1, 4)])
def test_numbers_that_do_not_fit_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="samples"):
        pass_at_k(*numbers)
    samples, correct, k = numbers
    with pytest.raises(ValueError, match="samples"):
        filtered_n_at_k(1, k, samples, samples, correct)


def test_the_interval_of_a_share_is_about_that_of_a_binomial() -> None:
    values = [1.0] * 30 + [0.0] * 70
    interval = bootstrap(values)
    assert interval.mean == pytest.approx(0.3) and interval.problems == 100
    deviation = math.sqrt(0.3 * 0.7 / 100)
    assert interval.low == pytest.approx(0.3 - 1.96 * deviation, abs=0.02)
    assert interval.high == pytest.approx(0.3 + 1.96 * deviation, abs=0.02)
    assert bootstrap(values) == interval
    assert bootstrap([0.5] * 9).low == bootstrap([0.5] * 9).high == 0.5
    assert math.isnan(bootstrap([]).mean)


def test_pairs_show_a_difference_that_intervals_apart_would_not() -> None:
    rng = random.Random(1)
    a = [rng.random() for _ in range(60)]
    b = [value + 0.05 for value in a]
    found = paired_bootstrap(a, b)
    assert found.mean == pytest.approx(0.05) and found.low > 0.049 and found.p == 0.0
    assert bootstrap(a).high > bootstrap(b).low
    same = paired_bootstrap(a, a)
    assert (same.mean, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    with pytest.raises(ValueError, match="against"):
        paired_bootstrap(a, b[:-1])
