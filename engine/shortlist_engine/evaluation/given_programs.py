"""A sampler that replays programs which were drawn elsewhere, in place of a model."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.backend import Backend, ModelInfo
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_task


class GivenPrograms:
    """Gives each problem its own samples, in their order and in the language that each is in,
    whatever a sampler is asked for. It knows problems by identity: two rows of a data set may state
    the same problem."""

    name = "programs given"

    def __init__(self, rows: Sequence[EvaluationProblem]) -> None:
        self._rows = rows  # their problems' identities stay theirs
        self._samples = {id(row.problem): row.samples for row in rows}
        programs = [program for row in rows for program in row.samples]
        self.capabilities = Capabilities(
            languages=tuple(dict.fromkeys(program.language for program in programs)),
            tasks=("solve",),
            reproducible=True,
            logprobs=any(program.logprob is not None for program in programs),
            batch_size=max([1, *(len(row.samples) for row in rows)]),
        )

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        """Yields all of the problem's samples at once, at most `params.num_samples`. Raises
        UnsupportedError for a task other than programs."""
        check_task(self, params)
        given = self._samples.get(id(problem), ())[: params.num_samples]
        yield [
            Sample(
                index,
                program.source,
                program.language,
                program.logprob,
                program.tokens,
                "stop",
            )
            for index, program in enumerate(given)
        ]

    def close(self) -> None:
        """Does nothing: there is nothing to give back."""


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
