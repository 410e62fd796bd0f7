"""Our own rule: its signals by hand, and how they are weighed."""

from __future__ import annotations

import numpy as np
import pytest

from shortlist_engine.selection.rules import Evidence, evidence, rank
from shortlist_engine.selection.rules.grouping import by_behaviour
from shortlist_engine.selection.rules.shortlist import WEIGHTS, shortlist, signals

from .pools import codes, flags


def found(known: Evidence) -> dict[str, np.ndarray]:
    """Each signal by candidate."""
    labels, members = by_behaviour(known)
    return {name: values[labels] for name, values in signals(known, labels, members).items()}


def test_each_signal_by_hand() -> None:
    known = evidence(
        codes("ab", "ab", "a!", "cc"),
        counts=[2, 1, 1, 4],
        tests=flags("110", "110", "100", "001"),
        test_counts=[1, 2, 1],
        logprob=[-2, -4, -9, -8],
        tokens=[2, 2, 3, 2],
        length=[10, 40, 20, 20],
        time_ms=[1, 1, 8, 2],
    )
    signal = found(known)
    assert np.exp(signal["samples"]) == pytest.approx([3 / 8, 3 / 8, 1 / 8, 4 / 8])
    # Of 16 outputs: `a` by 4 samples, `b` by 3; `c` twice by 4. Half a one is added.
    assert np.exp(signal["outputs"]) * 16.5 == pytest.approx([7.5, 7.5, 4.5, 8.5])
    # Passes: test 1 by 4 samples, test 2 by 3 (twice), test 3 by 4: 14 in all.
    assert np.exp(signal["tests"]) * 14.5 == pytest.approx([10.5, 10.5, 4.5, 4.5])
    assert signal["failures"] == pytest.approx([0, 0, -0.5, 0])
    # The median candidate's mean is -2.5.
    assert signal["likely"] == pytest.approx([1.5, 1.5, -0.5, -1.5])
    assert np.exp(signal["short"]) == pytest.approx([1, 1, 1, 1])
    # The median of the logarithms is that of the square root of 2.
    assert np.log2(np.exp(signal["fast"])) == pytest.approx([0.5, 0.5, -2.5, -0.5])


def test_what_is_not_known_says_nothing() -> None:
    signal = found(evidence(np.zeros((3, 0))))
    assert all((values == 0).all() for name, values in signal.items())


def test_the_score_is_the_weighted_sum() -> None:
    known = evidence(codes("a", "a", "b"), tests=flags("1", "1", "0"), length=[9, 9, 3])
    signal = found(known)
    weights = {"samples": 2.0, "short": 0.5}
    assert shortlist(known, weights).scores == pytest.approx(
        2 * signal["samples"] + 0.5 * signal["short"]
    )
    assert list(shortlist(known, {"short": 1.0}).order) == [2, 0, 1]


def test_every_signal_has_a_weight_that_can_only_speak_for_a_group() -> None:
    assert WEIGHTS.keys() == found(evidence(codes("a"))).keys()
    assert min(WEIGHTS.values()) >= 0


def test_agreement_beats_size_when_wrong_programs_scatter() -> None:
    """Four alike on nothing else against three whom others nearly join."""
    known = evidence(codes(*["zzzz"] * 4, *["abcd"] * 3, "abcx", "abyd", "abc!", "awcd"))
    assert rank("alphacode", known).order[0] == 0
    assert rank("shortlist", known).order[0] == 4
