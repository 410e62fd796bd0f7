"""Problems with programs to train on; docs/training.md says which fields their rows have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shortlist_engine.datasets.function_forms import (
    Form,
    is_mbpp_training,
    leetcode_forms,
    leetcode_programs,
    mbpp_form,
)
from shortlist_engine.datasets.near_duplicates import Statements
from shortlist_engine.datasets.rows import DatasetError, RawRow, read_rows
from shortlist_engine.files import digest
from shortlist_engine.languages import PYTHON, written_name
from shortlist_engine.library.likeness import plain_title, words
from shortlist_engine.problem import Example, Problem
from shortlist_engine.statement.prompt import RATINGS

MORE = 6  # short tests that are kept


@dataclass(frozen=True)
class TrainingProblem:
    """Holds a problem with at most three examples. `solutions` and `incorrect` are programs, each
    with its language; `inputs` are further inputs of tests, and `more` those tests that are short
    enough for examples; `rating` is a multiple of 100 in the range that prompts know, None where
    none is stated. `forms` are function problems that ask for the same, with their programs.
    `weight`, above 0 and at most 1, says how often it is drawn beside one of weight 1; a row that
    states one has programs that a model wrote (`by_model`)."""

    problem: Problem
    solutions: list[tuple[str, str]]
    incorrect: list[tuple[str, str]]
    inputs: list[str]
    rating: int | None
    tags: tuple[str, ...]
    more: tuple[Example, ...] = ()
    forms: tuple[Form, ...] = ()
    weight: float = 1.0
    by_model: bool = False

    @property
    def fraction(self) -> float:
        """Returns a number from 0 to 1, the same for equal statements on every machine, by which
        problems are held out."""
        return int(digest(_held_out_by(self.problem.statement).encode())[:8], 16) / 2**32


def read_training_problems(
    paths: Iterable[Path], exclude: Iterable[Path] = ()
) -> list[TrainingProblem]:
    """Reads rows that have `name`, `statement`, `examples` and `solutions`, in their order.

    A problem whose name or statement, normalised, occurs in a file of `exclude` or earlier is left
    out, and so is one whose statement has the wording of a problem in `exclude`
    (`library.likeness`). One with programs that a model wrote may stand beside one with others.
    Raises DatasetError naming file and line.
    """
    excluded = ExcludedProblems(exclude)
    seen: dict[bool, set[str]] = {False: set(), True: set()}
    found = []
    for path in paths:
        for where, row in read_rows(path):
            if "test_list" in row and not is_mbpp_training(row):
                continue  # MBPP's other splits are for its evaluation
            identities, by_model = _identities(row), "weight" in row
            if identities & seen[by_model] or excluded.has(row):
                continue
            seen[by_model] |= identities
            try:
                found.append(_function_of(row) if "test_list" in row else _problem_of(row))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise DatasetError(f"{where}: bad row ({error!r})") from error
    return found


class ExcludedProblems:
    """Holds the problems of files, which are not to be trained on."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Reads the files. Raises DatasetError naming file and line."""
        rows = [row for path in paths for _, row in read_rows(path)]
        self._identities = {identity for row in rows for identity in _identities(row)}
        self._alike = Statements(map(_statement, rows)) if rows else None

    def has(self, row: RawRow) -> bool:
        """Says whether the row is one of the problems: by its name, its statement, its number in
        MBPP, or a statement that is nearly the same."""
        if _identities(row) & self._identities:
            return True
        return self._alike is not None and self._alike.has_like(_statement(row))


def _problem_of(row: RawRow) -> TrainingProblem:
    examples = tuple(Example(e["input"], e["output"]) for e in row["examples"])
    rating = int(row.get("rating") or 0)  # some files say 0 where there is none
    solutions = _programs(row.get("solutions", ()))
    forms: list[Form] = []
    for language, code in list(solutions):
        if language == PYTHON.name and "class Solution" in code and not forms:
            forms = leetcode_forms(row["statement"], examples, code)
            solutions += [(language, plain) for plain in leetcode_programs(code)]
    weight = float(row.get("weight", 1.0))
    if not 0 < weight <= 1:
        raise ValueError(f"weight must be above 0 and at most 1, not {weight}")
    tests = [Example(test["input"], str(test.get("output", ""))) for test in row.get("tests", ())]
    return TrainingProblem(
        problem=Problem(str(row.get("name", "")), row["statement"], examples[:3]),
        solutions=solutions,
        incorrect=_programs(row.get("incorrect_solutions", ())),
        inputs=[test.input for test in tests if len(test.input) < 400],
        rating=min(max(round(rating, -2), RATINGS[0]), RATINGS[-1]) if rating else None,
        tags=tuple(row.get("tags") or ()),
        more=(*examples[3:], *(test for test in tests if _short(test)))[:MORE],
        forms=tuple(forms),
        weight=weight,
        by_model="weight" in row,
    )


def _function_of(row: RawRow) -> TrainingProblem:
    problem, programs = mbpp_form(row)
    return TrainingProblem(problem, list(programs), [], [], None, ())


def _short(test: Example) -> bool:
    return 0 < len(test.output) <= 120 and len(test.input) <= 120


def _programs(given: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [
        (language, s["code"].replace("\r\n", "\n").replace("\t", "    "))
        for s in given
        if (language := written_name(str(s["language"]))) is not None
    ]


def _identities(row: RawRow) -> set[str]:
    title = plain_title(str(row.get("name", "")))
    statement = "".join(words(_statement(row)))[:400]
    identities = {f"n:{title}"} if title else set()
    if len(statement) > 4:
        identities.add(f"s:{statement}")
    task = re.fullmatch(r"(?i)(?:mbpp(?:eval)?/|mbcpp/)?(\d+)", str(row.get("task_id", "")))
    if task:  # MBPP and the sets made from it count alike
        identities.add(f"mbpp:{task[1]}")
    return identities


def _statement(row: RawRow) -> str:
    """Function-level benchmarks have a prompt or a sentence instead."""
    return str(row.get("statement") or row.get("prompt") or row.get("text") or "")


def _held_out_by(statement: str) -> str:
    """What decides about a statement: its Latin letters and digits, so that those which were held
    out once stay so; all of it where most is in another script."""
    latin = re.sub(r"[^a-z0-9]+", "", statement.lower())
    everything = "".join(words(statement))
    return latin if 2 * len(latin) >= len(everything) else everything
