"""A case of a task: what a model is asked, and what judges its answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.evaluation.sample_set import NOTHING, SampleSet, draw_samples, with_readings
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.base import Sampler, SamplingParams

MeasuredTask = Literal["generate", "translate", "steps"]
MULTI, SINGLE = "multi-turn", "single turn"


@dataclass(frozen=True)
class TaskSettings:
    """Says how answers are drawn: `samples` for each case, `temperature` and `top_p` in place of
    the model's own."""

    task: MeasuredTask
    samples: int = 200
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class Drawn:
    """Holds the programs that were drawn for a case. `perplexity` is that of what was asked, where
    the model says how likely a text is."""

    samples: SampleSet
    perplexity: float | None = None


Draw = Callable[[Sampler, TaskSettings, threading.Event], Drawn]


@dataclass(frozen=True)
class TaskCase:
    """Holds one case. `group` is what figures are given for, such as a language, and `problem` what
    the same problem is called in every group. `row` judges; its `samples`, where it has any, are
    measured in place of a model's. `asked` is the prompt as far as it is known beforehand, which
    tells whether stored answers still answer it. `draw` blocks."""

    row: EvaluationProblem
    group: str
    problem: str
    language: str
    asked: str
    draw: Draw = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Returns what it is called in files of programs."""
        return self.row.id


def number_of(identity: str) -> str:
    """Returns what a task of a benchmark is called in all of its languages: `CPP/12` is `12`."""
    return identity.rpartition("/")[2]


def draw_for(
    sampler: Sampler, problem: Problem, params: SamplingParams, stop: threading.Event
) -> SampleSet:
    """Draws samples and takes the likeliest reading of each."""
    drawn = draw_samples(sampler, problem, params, stop)
    return with_readings(drawn, drawn.sequence)


def given(row: EvaluationProblem, most: int) -> SampleSet:
    """Returns the programs that a row brings, the first `most` of them."""
    places: dict[str, int] = {}
    programs: list[Program] = []
    sequence: list[int] = []
    for program in row.samples[:most]:
        if not program.source.strip():
            sequence.append(NOTHING)
            continue
        if program.id not in places:
            places[program.id] = len(programs)
            programs.append(program)
        sequence.append(places[program.id])
    return SampleSet(tuple(programs), tuple(sequence))
