"""Pieces are whole, none too large, and what is drawn in pieces is what is drawn at once."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from tests.engine.cluster.fake_cluster import RangeSampler
from tests.fakes import DOUBLE

from shortlist_engine.cluster.ranges import cut, cut_list, samples_at_once
from shortlist_engine.evaluation.sample_set import (
    SampleSet,
    draw_samples,
    merged,
    without_sources,
)
from shortlist_engine.problem import Program
from shortlist_engine.sampling.base import Sample, SamplingParams, UnsupportedError, check_supported

SOURCES = ["2 * x", "x + x", "", "3 * x", "x", "x  ", "x * 2"]


@pytest.mark.parametrize("total", [0, 1, 7, 64, 65, 1000])
@pytest.mark.parametrize("size", [1, 7, 64, 5000])
def test_pieces_cover_everything_once(total: int, size: int) -> None:
    pieces = cut(total, size)
    assert [n for first, count in pieces for n in range(first, first + count)] == list(range(total))
    counts = [count for _, count in pieces]
    assert max(counts) <= size and max(counts) - min(counts) <= 1
    items = list(range(total))
    assert [item for piece in cut_list(items, size) for item in piece] == items


def test_a_larger_cluster_has_smaller_pieces() -> None:
    sizes = [samples_at_once(1_000_000, samplers) for samplers in (1, 10, 100, 1000)]
    assert sizes == [4096, 4096, 2500, 512]
    with pytest.raises(ValueError, match="at least 1"):
        cut(3, 0)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_drawn_in_pieces_is_what_is_drawn_at_once(seed: int) -> None:
    rng = random.Random(seed)
    total = rng.choice([1, 9, 50, 200])
    params = SamplingParams(num_samples=total, seed=seed, languages=("python",))
    sampler = RangeSampler(SOURCES[: rng.randint(1, 7)])

    def draw(first: int, count: int, inputs: int) -> SampleSet:
        wanted = replace(params, first=first, num_samples=count)
        return draw_samples(sampler, DOUBLE, wanted, threading.Event(), inputs=inputs)

    whole = draw(0, total, 5)
    pieces = cut(total, rng.randint(1, 60))
    parts = [draw(first, count, 5 if first == 0 else 0) for first, count in pieces]
    assert replace(merged(parts), seconds=0) == replace(whole, seconds=0)


@pytest.mark.parametrize("seed", range(10))
def test_several_readings_are_merged_too(seed: int) -> None:
    rng = random.Random(seed)

    class Answers(RangeSampler):
        def _sample(self, index: int, text: str) -> Sample:
            found = super()._sample(index, text)
            others = tuple(
                Program("python", SOURCES[(index * 3 + n) % 7]) for n in range(index % 3)
            )
            return replace(found, alternatives=others)

    sampler = Answers(SOURCES)
    params = SamplingParams(num_samples=60, seed=seed, languages=("python",))

    def draw(first: int, count: int) -> SampleSet:
        wanted = replace(params, first=first, num_samples=count)
        return draw_samples(sampler, DOUBLE, wanted, threading.Event())

    whole = draw(0, 60)
    parts = [draw(*piece) for piece in cut(60, rng.randint(1, 9))]
    assert whole.readings and replace(merged(parts), seconds=0) == replace(whole, seconds=0)


def test_what_is_not_run_is_not_sent() -> None:
    drawn = SampleSet((Program("python", "a"), Program("cpp", "b"), Program("cpp", "c")), (0, 1, 2))
    thin = without_sources(drawn, {1})
    assert [(each.language, each.source) for each in thin.programs] == [
        ("python", ""), ("cpp", "b"), ("cpp", ""),
    ]  # fmt: skip
    assert thin.sequence == drawn.sequence


def test_a_sampler_without_ranges_says_so() -> None:
    class Whole(RangeSampler):
        def __init__(self) -> None:
            super().__init__(SOURCES)
            self.capabilities = replace(self.capabilities, ranges=False)

    params = SamplingParams(first=5, languages=("python",))
    with pytest.raises(UnsupportedError, match="from the first one on only"):
        check_supported(Whole(), params)
    with pytest.raises(ValueError, match="first must not be negative"):
        SamplingParams(first=-1)
