"""The common schema of problem sets: rows with hidden tests, and with programs that a judge has
labelled. docs/evaluation.md lists the fields."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError, RawRow, read_rows
from shortlist_engine.languages import written_name
from shortlist_engine.problem import Example, Limits, Problem, Program
from shortlist_engine.statement.judging import accepts_several_answers, checker_of

CORRECT = "correct"
_SEVERAL_ANSWERS = ("custom", "multiple_answers_possible")


@dataclass(frozen=True)
class LabelledProgram:
    """Holds a program with what its judge said of it: `label` is `correct`, or a verdict such as
    `wrong_answer`, or `incorrect` when the row says no more. `time_limit_s` is the row's, None when
    it states none."""

    row: EvaluationProblem
    program: Program
    label: str
    time_limit_s: float | None

    @property
    def correct(self) -> bool:
        """Says whether its judge accepted it."""
        return self.label == CORRECT


def read_labelled(
    path: Path, unstated: Limits, tokens: str = "tokens"
) -> Iterator[tuple[LabelledProgram, ...]]:
    """Yields the programs of each row's `solutions` and `incorrect_solutions`, in the languages
    that run here. A limit that the row does not state is that of `unstated`; a checker that it does
    not name is the one that its statement asks for; `tokens` is what its judge means by tokens.

    Raises DatasetError naming the line that is not such a row.
    """
    for where, row in read_rows(path):
        try:
            problem = problem_of_row(row, path.name.split(".")[0])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DatasetError(f"{where}: not a problem row ({error!r})") from error
        problem = replace(problem, problem=_as_judged(row, problem.problem, unstated, tokens))
        time_limit = row.get("time_limit_s")
        yield tuple(
            LabelledProgram(
                problem,
                Program(language, entry["code"]),
                CORRECT if kind == "solutions" else entry.get("verdict") or "incorrect",
                float(time_limit) if time_limit else None,
            )
            for kind in ("solutions", "incorrect_solutions")
            for entry in row.get(kind, ())
            if (language := written_name(str(entry["language"]))) is not None
        )


def problem_of_row(row: RawRow, source: str) -> EvaluationProblem:
    """Returns the problem of a row with `id` and `statement`, and where present `name`, `examples`,
    `tests`, `time_limit_s`, `memory_limit_mb`, `checker`, `tags`, `rating`, `license` and
    `solutions`. The checkers `custom` and `multiple_answers_possible` become `several_answers`.

    Raises KeyError, TypeError, ValueError or AttributeError when it is not such a row.
    """
    checker = row.get("checker") or "tokens"
    several = checker in _SEVERAL_ANSWERS
    problem = Problem(
        title=str(row.get("name") or ""),
        statement=_text(row, "statement"),
        examples=_examples(row.get("examples", ())),
        limits=Limits(
            time_s=float(row.get("time_limit_s") or Limits.time_s),
            memory_mib=int(row.get("memory_limit_mb") or Limits.memory_mib),
        ),
        checker="tokens" if several else checker,
        several_answers=several,
    )
    rating = row.get("rating")
    return EvaluationProblem(
        str(row["id"]),
        source,
        problem,
        _examples(row.get("tests", ())),
        tags=tuple(map(str, row.get("tags") or ())),
        rating=float(rating) if rating and math.isfinite(float(rating)) else None,
        licence=str(row.get("license") or ""),
        solutions=tuple(
            Program(language, entry["code"])
            for entry in row.get("solutions") or ()
            if (language := written_name(str(entry["language"]))) is not None
        ),
    )


def _as_judged(row: RawRow, problem: Problem, unstated: Limits, tokens: str) -> Problem:
    limits = Limits(
        time_s=problem.limits.time_s if row.get("time_limit_s") else unstated.time_s,
        memory_mib=problem.limits.memory_mib if row.get("memory_limit_mb") else unstated.memory_mib,
        output_kib=unstated.output_kib,
    )
    checker = problem.checker if row.get("checker") else checker_of(problem.statement)
    checker = tokens if checker == "tokens" else checker
    several = problem.several_answers or accepts_several_answers(problem.statement)
    return replace(problem, limits=limits, checker=checker, several_answers=several)


def _examples(rows: Any) -> tuple[Example, ...]:
    return tuple(Example(_text(row, "input"), _text(row, "output")) for row in rows)


def _text(row: RawRow, name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise TypeError(f"the field {name!r} must be a text, not {value!r}")
    return value
