"""Programs, and tests, from files in place of a model: what was drawn elsewhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from shortlist_engine.datasets.generated_tests import GeneratedTest
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError, Row, read_rows
from shortlist_engine.datasets.samples import identity_of, programs_of, tests_of
from shortlist_engine.problem import Problem, Program
from shortlist_engine.sampling.backend import Backend, ModelInfo
from shortlist_engine.sampling.base import Capabilities, Sample, SamplingParams, check_task


def with_programs(
    rows: Sequence[EvaluationProblem], path: Path, language: str
) -> list[EvaluationProblem]:
    """The same problems with the programs of a file as their samples, in its order; see
    `programs_of` for its rows. `language` is that of programs for problems on standard input.

    Raises DatasetError when the file cannot be read or knows none of the problems.
    """
    programs: list[list[Program]] = [[] for _ in rows]
    for where, entry, places in _about(rows, path):
        for place in places:
            programs[place] += programs_of(entry, rows[place], language, where)
    if not any(programs):
        raise DatasetError(f"{path} has no program for any of the problems")
    return [replace(row, samples=tuple(own)) for row, own in zip(rows, programs, strict=True)]


def with_tests(rows: Sequence[EvaluationProblem], path: Path) -> list[EvaluationProblem]:
    """The same problems with the generated tests of a file; see `tests_of` for its rows.

    Raises DatasetError when the file cannot be read or has no test for any of the problems.
    """
    tests: list[Counter[GeneratedTest]] = [Counter() for _ in rows]
    for where, entry, places in _about(rows, path):
        for place in places:
            tests[place].update(tests_of(entry, rows[place], where))
    if not any(tests):
        raise DatasetError(f"{path} has no test for any of the problems")
    return [
        replace(row, generated=tuple(own.items())) for row, own in zip(rows, tests, strict=True)
    ]


def _about(rows: Sequence[EvaluationProblem], path: Path) -> Iterator[tuple[str, Row, list[int]]]:
    """The rows of the file that are about problems in `rows`, with the places of these."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.id, []).append(place)
    for where, entry in read_rows(path):
        identity = identity_of(entry, where)
        if identity in places:
            yield where, entry, places[identity]


class GivenPrograms:
    """A sampler that gives each problem its own samples, in their order and in the language that
    each is in, whatever is asked for. It knows problems by identity: two rows of a data set may
    state the same problem."""

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
        """Nothing to give back."""


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
