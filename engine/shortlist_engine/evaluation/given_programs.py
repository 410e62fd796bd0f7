"""A sampler that replays what was drawn elsewhere, programs or answers, in place of a model."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.backend import Backend, ModelInfo
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_task


class GivenPrograms:
    """Gives each problem its own samples, in their order and in the language that each is in,
    whatever a sampler is asked for. It knows problems by identity: two rows of a data set may state
    the same problem."""

    name = "programs given"

    def __init__(self, rows: Sequence[EvaluationProblem]) -> None:
        self._rows = rows  # their problems' identities stay theirs
        self._samples = {id(row.problem): _samples(row) for row in rows}
        samples = [sample for row in rows for sample in self._samples[id(row.problem)]]
        self.capabilities = Capabilities(
            languages=tuple(dict.fromkeys(sample.language for sample in samples)),
            tasks=("solve",),
            reproducible=True,
            logprobs=any(sample.cumulative_logprob is not None for sample in samples),
            batch_size=max([1, *map(len, self._samples.values())]),
        )

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Yields all of the problem's samples at once, at most `params.num_samples`. Raises
        UnsupportedError for a task other than programs."""
        check_task(self, params)
        yield self._samples.get(id(problem), [])[: params.num_samples]

    def close(self) -> None:
        """Does nothing: there is nothing to give back."""


def _samples(row: EvaluationProblem) -> list[Sample]:
    """One for each program or answer, in their order."""
    given: list[Sequence[Program]] = [(program,) for program in row.samples]
    given = given or [each.readings for each in row.attempts]
    return [_sample(index, programs) for index, programs in enumerate(given)]


def _sample(index: int, programs: Sequence[Program]) -> Sample:
    if not programs:
        return Sample(index, "", PYTHON.name, None, 0, "stop")
    first, *others = programs
    return Sample(
        index,
        first.source,
        first.language,
        first.logprob,
        first.tokens,
        "stop",
        alternatives=tuple(others),
    )


def given_backend(rows: Sequence[EvaluationProblem], name: str) -> Backend:
    """Returns a backend whose only model, `name`, draws the samples that the rows bring."""
    sampler = GivenPrograms(rows)
    return Backend(
        sampler.name,
        owns=lambda model: model == name,
        describe=lambda choice: ModelInfo(name, "cpu"),
        identify=lambda choice: f"{sampler.name}: {name}",
        load=lambda choice: sampler,
    )
