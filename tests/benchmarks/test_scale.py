"""The simulation of a cluster does all the work, on what there is, and no faster than that."""

from __future__ import annotations

import pytest

from benchmarks.scale.costs import DriverCosts, ProblemCosts
from benchmarks.scale.simulation import Setting, binding, simulate

FREE = DriverCosts(0.0, 0.0, 0.0, 0.0, piece_s=0.0)
COSTLY = DriverCosts(1e-3, 300.0, 100.0, 600.0)
COSTS = [
    ProblemCosts(0.01, 0.01, 0.5, 1.0, 0.9, 0.02),
    ProblemCosts(0.02, 0.005, 0.1, 2.0, 0.95, 0.0),
]


def work(samples: int, count: int) -> float:
    """Core-seconds of so many problems with the costs in turn."""
    total = 0.0
    for number in range(count):
        each = COSTS[number % 2]
        total += each.draw_s * samples + each.examples_s * each.programs(samples)
        total += each.rest_s(samples)
    return total


@pytest.mark.parametrize("samples", [1, 200, 20_000])
def test_one_node_takes_what_the_work_takes(samples: int) -> None:
    found = simulate(Setting(1, 1, samples), COSTS, 7, FREE)
    assert found.seconds == pytest.approx(work(samples, 7), rel=1e-4)
    assert found.node_s == pytest.approx(found.seconds, rel=1e-4)


def test_more_nodes_are_faster_until_something_binds() -> None:
    times = []
    for nodes in (1, 2, 4, 64):
        setting = Setting(nodes, 2, 20_000)
        found = simulate(setting, COSTS, 12, FREE)
        assert found.node_s == pytest.approx(work(20_000, 12), rel=1e-4)
        assert found.seconds >= found.node_s / (2 * nodes) - 1e-6
        times.append(found.seconds)
    assert times == sorted(times, reverse=True)
    assert times[0] / times[1] > 1.8 and times[0] / times[3] < 60


def test_a_slow_driver_binds() -> None:
    setting = Setting(200, 8, 20_000)
    found = simulate(setting, COSTS, 40, COSTLY)
    assert found.seconds >= found.driver_s > 0 and "the driver" in binding(found, setting)
    programs = sum(COSTS[number % 2].programs(20_000) for number in range(40))
    assert found.disk == pytest.approx(100.0 * programs)
    assert found.wire > 300.0 * programs


def test_a_gpu_draws_at_its_own_pace() -> None:
    slow = simulate(Setting(1, 1, 10_000), COSTS, 2, FREE).seconds
    quick = simulate(Setting(1, 1, 10_000, gpu=1e6), COSTS, 2, FREE).seconds
    assert slow - quick == pytest.approx(0.03 * 10_000 - 2 * 0.01, rel=0.01)
