"""Each rule on cases small enough to compute by hand."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from shortlist_engine.selection.rules import evidence, rank
from shortlist_engine.selection.rules.aces import weights_of_tests
from shortlist_engine.selection.rules.b4 import b4
from shortlist_engine.selection.rules.chance import random_order
from shortlist_engine.selection.rules.codet import codet

from .pools import codes, drawn, flags


def test_random_draws_each_sample_with_equal_probability() -> None:
    known = evidence(codes("a", "b", "c"), counts=[6, 3, 1])
    led = np.bincount([random_order(known, seed).order[0] for seed in range(4000)], minlength=3)
    assert led / 4000 == pytest.approx([0.6, 0.3, 0.1], abs=0.04)


def test_random_looks_at_no_example_and_filter_does() -> None:
    known = evidence(np.zeros((50, 0)), examples=[[i >= 40] for i in range(50)])
    assert min(rank("random", known).order[:10]) < 40
    assert set(rank("filter", known).order[:10]) == set(range(40, 50))


def test_likelihood_by_token_and_as_a_whole() -> None:
    known = evidence(codes("a", "a", "a", "a"), logprob=[-8, -6, math.nan, -9], tokens=[8, 2, 1, 3])
    assert list(rank("likelihood_mean", known).order) == [0, 1, 3, 2]
    assert list(rank("likelihood_sum", known).order) == [1, 0, 3, 2]


def test_alphacode_one_of_each_cluster_then_round_again() -> None:
    known = evidence(
        codes("ab", "ab", "cd", "c!", "ab", "!!"), counts=[1, 2, 3, 3, 1, 20], first=range(6)
    )
    found = rank("alphacode", known)
    # ab has 4 samples, its most sampled candidate leads; cd and c! tie; !! shows no output at all.
    assert list(found.order) == [1, 2, 3, 0, 4, 5]
    assert list(found.scores) == [4, 4, 3, 3, 4, -math.inf]


def test_shortest_leads_its_cluster() -> None:
    known = evidence(codes("a", "a", "b"), counts=[5, 1, 3], length=[90, 30, 10])
    assert list(rank("shortest", known).order) == [1, 2, 0]
    assert list(rank("alphacode", known).order) == [0, 2, 1]


def test_mbr_exec_wants_an_output_on_every_input_and_breaks_ties_by_likelihood() -> None:
    known = evidence(
        codes("a!", "ab", "cd"), counts=[9, 2, 2], logprob=[-1, -5, -3], tokens=[1, 1, 1]
    )
    assert list(rank("mbr_exec", known).order) == [2, 1, 0]
    assert list(rank("mbr_exec", known).scores) == [0, 2, 2]


def test_soft_mbr_is_the_mean_agreement_with_all_samples() -> None:
    known = evidence(codes("ab", "ac", "!c", "zz"), counts=[3, 2, 1, 4])
    # On input 1: a 5 of 10, z 4; on input 2: b 3, c 3, z 4.
    assert rank("mbr_exec_soft", known).scores == pytest.approx([0.40, 0.40, 0.15, 0.40])


@pytest.mark.parametrize("seed", range(5))
def test_soft_mbr_equals_the_comparison_of_all_pairs(seed: int) -> None:
    known = drawn(seed)
    outcomes, weights = known.outcomes, known.counts / known.counts.sum()
    equal = (outcomes[:, None] == outcomes[None]) & (outcomes[:, None] >= 16)
    wanted = equal.mean(axis=2) @ weights
    known = evidence(outcomes, counts=known.counts, first=known.first)
    wanted[wanted == 0] = -math.inf
    assert rank("mbr_exec_soft", known).scores == pytest.approx(wanted)


def test_codet_scores_the_root_of_samples_times_tests() -> None:
    known = evidence(
        codes("a", "b", "c", "d"),
        counts=[4, 1, 9, 50],
        tests=flags("110", "111", "100", "000"),
        test_counts=[2, 1, 3],
    )
    found = rank("codet", known)
    assert found.scores == pytest.approx([2 * 3, 1 * 6, 3 * 2, -math.inf])
    # All three sets score 6, so they count as one.
    assert list(found.groups) == [0, 0, 0, -1]
    assert codet(known, exponent=1.0).scores == pytest.approx([12, 6, 18, -math.inf])


def test_srank_adds_the_value_of_overlapping_clusters() -> None:
    known = evidence(
        codes("aaaa", "aaaa", "aabb", "cccc", "----"),
        counts=[7, 1, 1, 1, 1],
        tests=flags("110", "110", "100", "001", "000"),
    )
    # Values: 2/5 x 2/3, 1/5 x 1/3, 1/5 x 1/3; the first two clusters agree on half of the inputs.
    first, second, third = 4 / 15, 1 / 15, 1 / 15
    assert rank("srank", known).scores == pytest.approx(
        [first + second / 2, first + second / 2, second + first / 2, third, -math.inf]
    )


def test_srank_gives_a_cluster_its_whole_value_where_it_fails_too() -> None:
    known = evidence(codes("a!", "b!"), tests=flags("1", "1"))
    assert rank("srank", known).scores == pytest.approx([0.5, 0.5])


def test_b4_is_the_integrated_posterior() -> None:
    """Against the integral over both rates, summed on a grid, for one program set and test set."""
    known = evidence(codes("a", "b", "c"), counts=[2, 1, 1], tests=flags("110", "011", "001"))
    found = b4(known, alpha=2.0, beta_0=3.0)
    scores = [by_grid(known.tests, known.counts, row, 2.0, 3.0) for row in range(3)]
    assert found.scores - found.scores[0] == pytest.approx(np.array(scores) - scores[0], abs=1e-3)


def by_grid(tests, counts, row: int, alpha: float, beta_0: float) -> float:
    right_test = tests[row]
    right = np.array([list(each) == list(right_test) for each in tests])
    steps = (np.arange(20_000) + 0.5) / 20_000

    def integral(passes: float, fails: float, a: float, b: float) -> float:
        """Of a rate with the density of Beta(a, b), but for its constant."""
        return math.log(np.mean(steps ** (passes + a - 1) * (1 - steps) ** (fails + b - 1)))

    def block(of_right_tests: bool) -> tuple[float, float]:
        columns = right_test if of_right_tests else ~right_test
        entries = np.repeat(tests[~right][:, columns], counts[~right], axis=0)
        return float(entries.sum()), float((~entries).sum())

    programs = counts[right].sum(), counts[~right].sum()
    return (
        integral(right_test.sum(), (~right_test).sum(), alpha, 1.0)
        + integral(*programs, alpha, 1.0)
        + integral(*block(True), 1.0, 1.0)
        + integral(*block(False), 1.0, beta_0)
    )


def test_b4_leaves_out_programs_that_pass_nothing_and_tests_that_nothing_passes() -> None:
    some = evidence(codes("a", "b"), tests=flags("11", "01"))
    more = evidence(codes("a", "b", "c"), counts=[1, 1, 30], tests=flags("110", "010", "000"))
    assert b4(more).scores[:2] == pytest.approx(b4(some).scores)
    assert b4(more).put_forward == 2


@pytest.mark.parametrize("seed", range(5))
def test_aces_weights_are_those_of_all_pairs(seed: int) -> None:
    known = drawn(seed, n=20)
    passes, counts = known.tests, known.test_counts
    size = known.counts.astype(float)
    wanted = []
    for j in range(passes.shape[1]):
        others = passes @ counts - passes[:, j] * counts[j]
        wins = pairs = 0.0
        for a, b in product(np.flatnonzero(passes[:, j]), np.flatnonzero(~passes[:, j])):
            weight = size[a] * size[b]
            wins += weight * ((others[a] > others[b]) + 0.5 * (others[a] == others[b]))
            pairs += weight
        share = size[passes[:, j]].sum() / size.sum()
        wanted.append(max(0.0, wins / pairs - 0.5) * share * (1 - share) if pairs else 0.0)
    assert weights_of_tests(passes, counts, size) == pytest.approx(wanted)


def test_aces_trusts_tests_that_agree_with_the_others() -> None:
    # Tests 1 to 3 agree on which candidates are good; test 4 likes a bad one.
    known = evidence(codes("a", "b", "c", "d"), tests=flags("0001", "1110", "1110", "0000"))
    weights = weights_of_tests(known.tests, known.test_counts, known.counts.astype(float))
    # Each of the first three: AUC 1, passed by half of the samples.
    assert weights == pytest.approx([0.5 * 0.25] * 3 + [0])
    assert list(rank("aces", known).order) == [1, 0, 2, 3]
