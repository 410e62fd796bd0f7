"""A solve gets the sampler when the one before has let go of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from tests.fakes import DOUBLE, FakeSampler

from shortlist_engine.host.exclusive_sampler import ExclusiveSampler
from shortlist_engine.sampling import Sample, SamplingParams

PARAMS = SamplingParams(num_samples=24)


def test_it_says_what_the_sampler_can_do() -> None:
    sampler = FakeSampler(["x"], writes=["python"], tasks=["solve"], batch=3)
    exclusive = ExclusiveSampler(sampler)
    assert (exclusive.name, exclusive.capabilities) == ("fake", sampler.capabilities)


def test_two_solves_take_turns() -> None:
    sampler = FakeSampler(["x"], delay_s=0.01)
    exclusive = ExclusiveSampler(sampler)
    counts: list[int] = []

    def draw() -> None:
        counts.append(sum(map(len, exclusive.sample(DOUBLE, PARAMS, threading.Event()))))

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert counts == [24, 24, 24]
    assert sampler.most_active == 1


def test_one_who_waits_can_give_up() -> None:
    sampler = FakeSampler(["x"])
    exclusive = ExclusiveSampler(sampler)
    held = _held(exclusive)
    cancelled = threading.Event()
    threading.Timer(0.1, cancelled.set).start()
    started = time.monotonic()
    assert list(exclusive.sample(DOUBLE, PARAMS, cancelled)) == []
    assert time.monotonic() - started < 5
    assert len(sampler.calls) == 1  # it never reached the sampler
    held.close()
    assert len(list(exclusive.sample(DOUBLE, PARAMS, threading.Event()))) == 3


def test_a_sampler_that_fails_is_free_again() -> None:
    sampler = FakeSampler(["x"], error=ValueError("odd"), stop_after=0)
    exclusive = ExclusiveSampler(sampler)
    for _ in range(2):
        try:
            list(exclusive.sample(DOUBLE, PARAMS, threading.Event()))
        except ValueError:
            continue
        raise AssertionError("it did not fail")
    exclusive.close()
    assert sampler.closed


def _held(exclusive: ExclusiveSampler) -> Iterator[list[Sample]]:
    """A call that has drawn something and has not let go."""
    call = exclusive.sample(DOUBLE, PARAMS, threading.Event())
    next(call)
    return call
