"""Whether stated chances came true: figures that can be worked out by hand, and simulated truth."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest

from shortlist_engine.evaluation.reliability import reliability, wilson


class TestByHand:
    def test_bins_hold_what_was_stated_and_what_was_right(self) -> None:
        found = reliability([0.12, 0.18, 0.95, 0.95, 0.95, 1.0], [0, 1, 1, 1, 1, 0])
        assert [(each.low, each.high, each.problems) for each in found.bins] == [
            (0.1, 0.2, 2),
            (0.9, 1.0, 4),
        ]
        low, high = found.bins
        assert (low.stated, low.right) == (pytest.approx(0.15), 0.5)
        assert (high.stated, high.right) == (pytest.approx(0.9625), 0.75)
        assert low.right_low < 0.5 < low.right_high

    def test_the_calibration_error_is_the_mean_distance(self) -> None:
        found = reliability([0.15, 0.15, 0.95, 0.95], [True, False, True, True])
        assert found.error.mean == pytest.approx((2 * 0.35 + 2 * 0.05) / 4)
        assert found.error.low <= found.error.mean <= found.error.high

    def test_the_brier_score_and_that_of_the_rate(self) -> None:
        found = reliability([0.2, 0.6], [False, True])
        assert found.brier.mean == pytest.approx((0.04 + 0.16) / 2)
        assert found.brier_of_rate == pytest.approx(0.25)

    @pytest.mark.parametrize(
        ("chances", "auc"),
        [([0.9, 0.8, 0.2, 0.1], 1.0), ([0.1, 0.2, 0.8, 0.9], 0.0), ([0.5] * 4, 0.5),
         ([0.9, 0.3, 0.3, 0.1], 0.875)],
    )  # fmt: skip
    def test_the_area_under_the_curve(self, chances: list[float], auc: float) -> None:
        assert reliability(chances, [True, True, False, False]).auc == pytest.approx(auc)

    def test_all_right_leaves_nothing_to_tell_apart(self) -> None:
        found = reliability([0.9, 0.8], [True, True])
        assert math.isnan(found.auc)
        assert found.brier_of_rate == 0.0

    def test_wilson_is_sober_about_few(self) -> None:
        assert wilson(10, 10) == (pytest.approx(0.7225, abs=1e-4), pytest.approx(1.0))
        assert wilson(0, 10) == (pytest.approx(0.0), pytest.approx(0.2775, abs=1e-4))
        low, high = wilson(50, 100)
        assert (low, high) == (pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4))


class TestSimulated:
    def test_true_chances_are_within_luck(self) -> None:
        rng = np.random.default_rng(1)
        chances = rng.random(4000)
        found = reliability(chances, rng.random(4000) < chances)
        assert found.error.mean < 2 * found.error_by_luck
        assert found.brier.mean < found.brier_of_rate

    def test_many_problems_take_little_memory(self) -> None:
        chances = np.random.default_rng(1).random(5000)
        tracemalloc.start()
        try:
            reliability(chances, chances > 0.5)
            assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
        finally:
            tracemalloc.stop()

    def test_overconfidence_shows(self) -> None:
        rng = np.random.default_rng(2)
        chances = rng.random(4000)
        found = reliability(np.where(chances > 0.5, 0.95, 0.05), rng.random(4000) < chances)
        assert found.error.low > 5 * found.error_by_luck
        assert found.bins[-1].right_high < found.bins[-1].stated

    def test_few_problems_have_a_wide_interval_and_much_luck(self) -> None:
        rng = np.random.default_rng(3)
        chances = rng.random(2000)
        right = rng.random(2000) < chances
        few, many = reliability(chances[:20], right[:20]), reliability(chances, right)
        assert few.error.high - few.error.low > many.error.high - many.error.low
        assert few.error_by_luck > many.error_by_luck


class TestBadInput:
    def test_no_problems(self) -> None:
        found = reliability([], [])
        assert found.problems == 0
        assert found.bins == ()
        assert math.isnan(found.error.mean) and math.isnan(found.right)

    def test_lengths_that_differ(self) -> None:
        with pytest.raises(ValueError, match="answers"):
            reliability([0.5], [True, False])

    @pytest.mark.parametrize("chance", [-0.1, 1.1, math.nan])
    def test_what_is_no_chance(self, chance: float) -> None:
        with pytest.raises(ValueError, match="from 0 to 1"):
            reliability([chance], [True])

    def test_a_share_of_nothing(self) -> None:
        with pytest.raises(ValueError, match="nothing"):
            wilson(0, 0)
