"""A pool of samples for one problem: drawn once, measured in many ways."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass

from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import Sample, Sampler, SamplingParams


@dataclass(frozen=True)
class SampleSet:
    """`programs` are distinct, in the order of their earliest sample. `sequence` has one entry for
    each sample, in the order of its index: its program's position, or -1 for an empty text. `cut`
    counts samples whose tokens ran out; `inputs` are the model's test inputs, as it wrote them."""

    programs: tuple[Program, ...]
    sequence: tuple[int, ...]
    tokens: int = 0
    cut: int = 0
    seconds: float = 0.0
    inputs: tuple[str, ...] = ()

    def counts(self) -> Counter[int]:
        """Counts the samples that are equal to each program, by its position."""
        return Counter(position for position in self.sequence if position >= 0)


def draw_samples(
    sampler: Sampler,
    problem: Problem,
    params: SamplingParams,
    stop: threading.Event,
    *,
    seconds: float | None = None,
    inputs: int = 0,
) -> SampleSet:
    """Draws samples until `params.num_samples` are there, `seconds` are over, or `stop` is set;
    then asks for as many test inputs as `inputs` says. It blocks. Raises what the sampler
    raises."""
    started = time.monotonic()
    timer = threading.Timer(seconds, stop.set) if seconds is not None else None
    samples: list[Sample] = []
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        for batch in sampler.sample(problem, params, stop):
            samples += batch
    finally:
        if timer is not None:
            timer.cancel()
    sampled = time.monotonic() - started
    samples.sort(key=lambda sample: sample.index)
    places: dict[str, int] = {}
    programs: list[Program] = []
    sequence: list[int] = []
    for sample in samples:
        if not sample.text.strip():
            sequence.append(-1)
            continue
        program = Program(
            sample.language, sample.text, sample.cumulative_logprob, sample.num_tokens
        )
        place = places.setdefault(program.id, len(programs))
        if place == len(programs):
            programs.append(program)
        sequence.append(place)
    return SampleSet(
        tuple(programs),
        tuple(sequence),
        tokens=sum(sample.num_tokens for sample in samples),
        cut=sum(sample.finish_reason == "length" for sample in samples),
        seconds=sampled,
        inputs=_inputs(sampler, problem, params.seed, inputs, stop) if inputs else (),
    )


def _inputs(
    sampler: Sampler, problem: Problem, seed: int, count: int, stop: threading.Event
) -> tuple[str, ...]:
    if "inputs" not in sampler.capabilities.tasks:
        return ()
    if stop.is_set():
        stop = threading.Event()  # the time for programs is over; inputs are few
    params = SamplingParams(num_samples=count, seed=seed, task="inputs")
    texts = [s for batch in sampler.sample(problem, params, stop) for s in batch]
    return tuple(sample.text for sample in sorted(texts, key=lambda sample: sample.index))
