"""The chart of a solve: bounded, in order, and always up to now."""

from __future__ import annotations

import itertools

import pytest

from shortlist_server.chart import MAX_POINTS, Chart, ChartPoint


@pytest.mark.parametrize("count", [1, 119, 121, 600, 36_000])
def test_it_is_bounded_and_the_last_point_is_now(count: int) -> None:
    chart = Chart()
    for number in range(1, count + 1):
        chart.add(ChartPoint(0.1 * number, 3 * number, number))
        assert chart.points[-1].sampled == 3 * number
        assert len(chart.points) <= MAX_POINTS
    points = chart.points
    assert points[0].sampled == 3
    assert len(points) >= min(count, MAX_POINTS // 2)
    assert all(a.seconds < b.seconds for a, b in itertools.pairwise(points))
    # No part of the course is left out.
    gaps = [b.seconds - a.seconds for a, b in itertools.pairwise(points)]
    assert max(gaps, default=0) <= 0.1 * count / 20 + 0.2


def test_a_point_at_the_same_time_replaces_the_one_before() -> None:
    chart = Chart()
    for sampled in (1, 2, 3):
        chart.add(ChartPoint(1.0, sampled, 0))
    assert chart.points == (ChartPoint(1.0, 3, 0),)
