"""Our own rule: its signals by hand, how they are weighed, and attempts that differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from shortlist_engine.problem import Run, Verdict
from shortlist_engine.selection import outcome
from shortlist_engine.selection.rules import OUT, Evidence, encode, evidence, rank
from shortlist_engine.selection.rules.grouping import by_behaviour, sizes
from shortlist_engine.selection.rules.shortlist import WEIGHTS, Signals, shortlist

from .pools import codes, drawn, flags


def signals(known: Evidence, *withdrawn: int) -> dict[str, np.ndarray]:
    """Each signal by candidate, after the groups of the candidates `withdrawn` are."""
    labels, members = by_behaviour(known)
    size = sizes(labels, len(members), known.counts)
    counts = known.test_counts.astype(float)
    late = known.late[members]
    found = Signals(known.outcomes[members], known.tests[members], counts, size, late)
    for candidate in withdrawn:
        found.withdraw(int(labels[candidate]))
    return {name: found.weighted({name: 1.0})[labels] for name in WEIGHTS}


def known_case() -> Evidence:
    return evidence(
        codes("ab", "ab", "a!", "cc"),
        counts=[2, 1, 1, 4],
        tests=flags("110", "110", "100", "001"),
        test_counts=[1, 2, 1],
    )


def test_each_signal_by_hand() -> None:
    signal = signals(known_case())
    assert np.exp(signal["samples"]) == pytest.approx([3 / 8, 3 / 8, 1 / 8, 4 / 8])
    # Of 16 outputs: `a` by 4 samples, `b` by 3; `c` twice by 4. Half a one is added.
    assert np.exp(signal["outputs"]) * 16.5 == pytest.approx([7.5, 7.5, 4.5, 8.5])
    # Passes: test 1 by 4 samples, test 2 by 3 (twice), test 3 by 4: 14 in all.
    assert np.exp(signal["tests"]) * 14.5 == pytest.approx([10.5, 10.5, 4.5, 4.5])
    assert (signal["varied"] == 0).all()


def test_a_group_that_was_tried_supports_nothing_any_more() -> None:
    signal = signals(known_case(), 0)
    # Without the first group: 10 outputs, `a` once and `c` 8 times; 5 passes, 1 and 4.
    assert np.exp(signal["outputs"]) * 10.5 == pytest.approx([1.5, 1.5, 1.5, 8.5])
    assert np.exp(signal["tests"]) * 5.5 == pytest.approx([1.5, 1.5, 1.5, 4.5])


def test_a_constant_output_on_three_inputs_counts_against_a_group() -> None:
    constant = signals(
        evidence(codes("aaa", "aab", "aa!", "a!a", "!!!", "aaa"), tests=flags(*"101010"))
    )
    assert list(constant["varied"]) == [-1, 0, 0, 0, 0, -1]


def test_what_is_not_known_says_nothing() -> None:
    signal = signals(evidence(np.zeros((3, 0))))
    assert all((values == 0).all() for values in signal.values())


@pytest.mark.parametrize("seed", range(3))
def test_the_score_is_the_weighted_sum(seed: int) -> None:
    known = drawn(seed)
    signal = signals(known)
    wanted = sum(weight * signal[name] for name, weight in WEIGHTS.items())
    found = shortlist(known).scores
    assert found[np.isfinite(found)] == pytest.approx(wanted[np.isfinite(found)])


def test_agreement_beats_size_when_wrong_programs_scatter() -> None:
    """Four alike on nothing else against three whom others nearly join."""
    known = evidence(codes(*["zyzz"] * 4, *["abcd"] * 3, "abcx", "abyd", "abc!", "awcd"))
    assert rank("alphacode", known).order[0] == 0
    assert rank("shortlist", known).order[0] == 4


def test_the_second_attempt_is_no_variant_of_the_first() -> None:
    known = evidence(codes(*["abcd"] * 4, "abcx", "abyd", *["stuv"] * 2))
    scores = shortlist(known).scores
    assert scores[4] > scores[6]  # by what agrees with it, all in the first group and its variants
    assert [*rank("shortlist", known).order[:2]] == [0, 6]
    assert [*shortlist(known, attempts=0).order[:2]] == [0, 4]


def test_inside_a_group_count_likelihood_length_and_time_decide_in_turn() -> None:
    known = evidence(
        codes("a", "a", "a", "a", "a"),
        counts=[1, 1, 1, 1, 2],
        logprob=[-2, -1, -1, -1, math.nan],
        tokens=[1] * 5,
        length=[1, 9, 5, 5, 99],
        time_ms=[1, 1, 4, 3, math.nan],
    )
    assert list(rank("shortlist", known).order) == [4, 3, 2, 1, 0]


def returned(*rows: str) -> Evidence:
    return evidence(
        encode([[outcome(Run(Verdict.OK, output=text)) for text in row.split()] for row in rows])
    )


def test_programs_that_leave_off_early_do_not_support_each_other() -> None:
    """Five answer one input and return `None` on the rest; two have an answer for each."""
    known = returned(*["0 None None None"] * 5, *["0 1 1 2"] * 2)
    assert rank("alphacode", known).order[0] == 0
    assert rank("shortlist", known).order[0] == 5


def test_a_program_that_never_answers_is_not_put_forward_unless_none_does() -> None:
    some = rank("shortlist", returned("None None", "None None", "1 2"))
    assert some.order[0] == 2
    assert list(some.groups[:2]) == [OUT, OUT]
    assert rank("shortlist", returned("None None", "None None")).put_forward == 2


def test_what_is_too_slow_for_large_inputs_comes_after_what_is_not() -> None:
    known = evidence(codes("ab", "ab", "ab", "cd", "ab"), late=[True, True, True, False, False])
    assert list(rank("shortlist", known).order) == [4, 3, 0, 1, 2]
    alone = evidence(codes("ab", "ab", "cd"), late=[True, True, False])
    assert list(rank("shortlist", alone).order) == [2, 0, 1]
    nobody = evidence(codes("ab", "ab", "cd"), late=[True, True, True])
    assert list(rank("shortlist", nobody).order) == list(
        rank("shortlist", evidence(codes("ab", "ab", "cd"))).order
    )
