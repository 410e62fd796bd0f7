"""A pool of samples for one problem: drawn once, measured in many ways."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import Sample, Sampler, SamplingParams

NOTHING = -1
"""The position of a sample that holds no program."""


@dataclass(frozen=True)
class SampleSet:
    """`programs` are distinct, in the order of their earliest sample. `sequence` has one entry for
    each sample, in the order of its index: its program's position, or -1 for an empty text. `cut`
    counts samples whose tokens ran out; `inputs` are the model's test inputs, as it wrote them.
    `readings` are there while it is open which program is meant: for each sample the positions of
    all that can be read from it, in the order of `Sample.text` and `Sample.alternatives`."""

    programs: tuple[Program, ...]
    sequence: tuple[int, ...]
    tokens: int = 0
    cut: int = 0
    seconds: float = 0.0
    inputs: tuple[str, ...] = ()
    readings: tuple[tuple[int, ...], ...] = ()

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
    readings: list[tuple[int, ...]] = []
    for sample in samples:
        found: list[int] = []
        first = Program(sample.language, sample.text, sample.cumulative_logprob, sample.num_tokens)
        for program in (first, *sample.alternatives):
            if not program.source.strip():
                continue
            place = places.setdefault(program.id, len(programs))
            if place == len(programs):
                programs.append(program)
            if place not in found:
                found.append(place)
        readings.append(tuple(found))
    return SampleSet(
        tuple(programs),
        tuple(found[0] if found else NOTHING for found in readings),
        tokens=sum(sample.num_tokens for sample in samples),
        cut=sum(sample.finish_reason == "length" for sample in samples),
        seconds=sampled,
        inputs=_inputs(sampler, problem, params.seed, inputs, stop) if inputs else (),
        readings=tuple(readings) if any(len(found) > 1 for found in readings) else (),
    )


def merged(parts: Sequence[SampleSet]) -> SampleSet:
    """Returns the samples of all parts, which were drawn one after the other: what drawing them at
    once gives. `seconds` is the sum of theirs."""
    places: dict[str, int] = {}
    programs: list[Program] = []
    sequence: list[int] = []
    readings: list[tuple[int, ...]] = []
    for part in parts:
        moved = {NOTHING: NOTHING}
        for old, program in enumerate(part.programs):
            place = moved[old] = places.setdefault(program.id, len(programs))
            if place == len(programs):
                programs.append(program)
        sequence += [moved[place] for place in part.sequence]
        if part.readings:
            readings += [tuple(moved[place] for place in found) for found in part.readings]
        else:
            readings += [(moved[place],) if place >= 0 else () for place in part.sequence]
    return SampleSet(
        tuple(programs),
        tuple(sequence),
        sum(part.tokens for part in parts),
        sum(part.cut for part in parts),
        sum(part.seconds for part in parts),
        tuple(text for part in parts for text in part.inputs),
        tuple(readings) if any(part.readings for part in parts) else (),
    )


def without_sources(drawn: SampleSet, kept: Collection[int]) -> SampleSet:
    """Returns the samples with the text of the programs at the positions `kept` only: what is
    enough where the others are not run."""
    empty = {program.language: Program(program.language, "") for program in drawn.programs}
    programs = (
        program if place in kept else empty[program.language]
        for place, program in enumerate(drawn.programs)
    )
    return replace(drawn, programs=tuple(programs))


def with_readings(drawn: SampleSet, chosen: Sequence[int]) -> SampleSet:
    """Returns the samples with the program of position `chosen[i]` as that of sample i; programs
    that nobody chose are left out."""
    kept = list(dict.fromkeys(place for place in chosen if place != NOTHING))
    moved = {NOTHING: NOTHING, **{place: index for index, place in enumerate(kept)}}
    return replace(
        drawn,
        programs=tuple(drawn.programs[place] for place in kept),
        sequence=tuple(moved[place] for place in chosen),
        readings=(),
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
