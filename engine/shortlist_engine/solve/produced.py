"""What the sampler's thread hands to the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import Sample
from shortlist_engine.solve.model_tests import TestPrograms


@dataclass(frozen=True)
class ProgramBatch:
    """Holds programs; `offset` is added to a sample's index to number it within the whole solve."""

    samples: Sequence[Sample]
    offset: int


@dataclass(frozen=True)
class InputBatch:
    """Holds the model's test inputs, as it wrote them."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class TestProgramBatch:
    """Holds the programs about inputs that the model wrote; stands in place of `InputBatch`."""

    __test__ = False

    programs: TestPrograms


@dataclass(frozen=True)
class RepairsWanted:
    """The thread waits to be told which failures to have repaired, by `SampleProducer.repair`, when
    all programs so far have run."""


@dataclass(frozen=True)
class EndOfPrograms:
    """No more programs will come; an `InputBatch` may."""


@dataclass(frozen=True)
class SamplingFailed:
    """The sampler raised; nothing but `EndOfStream` will come."""

    error: EngineError


@dataclass(frozen=True)
class EndOfStream:
    """The thread has ended."""


Produced = (
    ProgramBatch
    | InputBatch
    | TestProgramBatch
    | RepairsWanted
    | EndOfPrograms
    | SamplingFailed
    | EndOfStream
)
