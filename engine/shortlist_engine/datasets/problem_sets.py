"""What is measured: the problems of data sets by their names, files and the bank alike, and where
their programs come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from shortlist_engine.datasets import find_dataset, read_dataset
from shortlist_engine.datasets.bank import BANK_SETS, read_bank
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError


@dataclass(frozen=True)
class ProblemSet:
    """`programs` names where programs come from, empty when a model is to write them; problems that
    none was given for are in `left_out`, with the reason."""

    problems: list[EvaluationProblem]
    programs: str = ""
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def most_samples(self) -> int:
        """Returns the largest number of samples that a problem brings."""
        return max(problem.recorded for problem in self.problems)


def read_problems(
    names: Sequence[str],
    folder: Path | None = None,
    *,
    limit: int | None = None,
    instances: int = 1,
    families: Sequence[str] = (),
) -> Iterator[EvaluationProblem]:
    """Yields the first `limit` problems of each data set: a path, a name in `folder`, or one of
    the bank's with `instances` problems of each family, or of `families`. Raises DatasetError."""
    if families and not set(BANK_SETS) & set(names):
        raise DatasetError(f"families are part of the data sets {', '.join(BANK_SETS)} only")
    for name in names:
        if name in BANK_SETS:
            found = read_bank(name, instances, families)
        else:
            found = read_dataset(find_dataset(name, folder), folder)
        yield from islice(found, limit)


def only_with_programs(
    problems: Sequence[EvaluationProblem], programs: str, reason: str
) -> ProblemSet:
    """Returns the problems that have samples of their own, from `programs`; the others are left
    out."""
    missing = [f"{problem.source}: {problem.id}" for problem in problems if not problem.recorded]
    return ProblemSet(
        [problem for problem in problems if problem.recorded],
        programs,
        tuple((name, reason) for name in missing),
    )
