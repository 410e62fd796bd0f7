"""A sampler that replays programs which were drawn elsewhere, in place of a model."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.problem import Problem
from shortlist_engine.sampling.base import Sample, SamplingParams
from shortlist_engine.statement.prompt import Metadata


class GivenPrograms:
    """A sampler that gives each problem its own samples, in their order. It knows problems by
    identity: two rows of a data set may state the same problem."""

    name = "programs given"

    def __init__(self, rows: Sequence[EvaluationProblem]) -> None:
        self._rows = rows  # their problems' identities stay theirs
        self._samples = {id(row.problem): row.samples for row in rows}

    def sample(
        self, problem: Problem, params: SamplingParams, cancelled: threading.Event
    ) -> Iterator[list[Sample]]:
        if params.task != "solve":
            return
        given = self._samples.get(id(problem), ())[: params.num_samples]
        yield [
            Sample(
                index,
                program.source,
                program.language,
                program.logprob,
                program.tokens,
                "stop",
                Metadata(program.language, 800),
            )
            for index, program in enumerate(given)
        ]

    def close(self) -> None:
        """Nothing to give back."""
