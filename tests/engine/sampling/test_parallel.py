"""Batches that decode in threads of their own give what one batch gives, and leave no thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shortlist_engine.model.session import DecoderBatch
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import Sample, SamplingParams
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.onnx import OnnxSampler, split_rows

PROBLEM = Problem("Sum", "Print the sum of two integers.", (Example("1 2\n", "3\n"),))


@pytest.fixture
def sampler(tiny_model_dir: Path) -> Iterator[OnnxSampler]:
    sampler = OnnxSampler(tiny_model_dir, threads=3, options=ComputeOptions(parallel_batches=3))
    yield sampler
    sampler.close()


def collect(sampler: OnnxSampler, params: SamplingParams) -> list[Sample]:
    drawn = [s for some in sampler.sample(PROBLEM, params, threading.Event()) for s in some]
    return sorted(drawn, key=lambda sample: sample.index)


def sampling_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "sampling"]


def test_parallel_batches_give_the_samples_of_one_batch(
    sampler: OnnxSampler, tiny_sampler: OnnxSampler
) -> None:
    params = SamplingParams(num_samples=100, batch_size=48, seed=5, temperature=0.8)
    found, expected = collect(sampler, params), collect(tiny_sampler, params)
    assert [s.index for s in found] == list(range(100))
    assert [(s.text, s.metadata) for s in found] == [(s.text, s.metadata) for s in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.cumulative_logprob == pytest.approx(other.cumulative_logprob, abs=1e-3)
    assert sampling_threads() == []


def test_all_batches_work(sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch) -> None:
    used = set()
    step = DecoderBatch.step

    def watched(self: DecoderBatch, *arguments: object) -> object:
        used.add(threading.current_thread())
        return step(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(DecoderBatch, "step", watched)
    collect(sampler, SamplingParams(num_samples=60, batch_size=24))
    assert len(used) == 3 and threading.main_thread() not in used


def test_a_reader_that_leaves_stops_every_lane(sampler: OnnxSampler) -> None:
    params = SamplingParams(num_samples=1_000_000, batch_size=24)
    stream = sampler.sample(PROBLEM, params, threading.Event())
    assert next(stream)
    assert len(sampling_threads()) == 3
    stream.close()  # type: ignore[attr-defined]
    assert sampling_threads() == []


def test_cancelling_keeps_what_was_drawn(sampler: OnnxSampler) -> None:
    cancelled = threading.Event()
    params = SamplingParams(num_samples=1_000_000, batch_size=24)
    drawn: list[Sample] = []
    for samples in sampler.sample(PROBLEM, params, cancelled):
        drawn += samples
        if len(drawn) > 30:
            cancelled.set()
    assert 30 < len(drawn) < 2000
    assert len({sample.index for sample in drawn}) == len(drawn)
    assert sampling_threads() == []


def test_a_slow_reader_bounds_what_waits(
    sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million samples do not pile up in front of a reader that stands still."""
    steps: list[int] = []
    still = threading.Event()
    step = DecoderBatch.step

    def counted(self: DecoderBatch, *arguments: object) -> object:
        steps.append(1)
        return step(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(DecoderBatch, "step", counted)
    params = SamplingParams(num_samples=1_000_000, batch_size=24, max_tokens=2)
    stream = sampler.sample(PROBLEM, params, threading.Event())
    next(stream)
    before = -1
    while before != len(steps):  # until nothing moves any more
        before = len(steps)
        still.wait(0.5)
    assert before < 2000
    stream.close()  # type: ignore[attr-defined]


def test_what_a_lane_raises_arrives(sampler: OnnxSampler, monkeypatch: pytest.MonkeyPatch) -> None:
    step, calls = DecoderBatch.step, []

    def broken(self: DecoderBatch, *arguments: object) -> object:
        calls.append(1)
        if len(calls) == 40:
            raise MemoryError("no room")
        return step(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(DecoderBatch, "step", broken)
    with pytest.raises(MemoryError, match="no room"):
        collect(sampler, SamplingParams(num_samples=500, batch_size=24))
    assert sampling_threads() == []


@pytest.mark.parametrize(
    ("rows", "batches", "expected"),
    [(64, 2, [32, 32]), (65, 2, [33, 32]), (1, 4, [1]), (20, 4, [10, 10]), (64, 1, [64])],
)
def test_rows_are_shared_evenly(rows: int, batches: int, expected: list[int]) -> None:
    assert split_rows(rows, batches) == expected
