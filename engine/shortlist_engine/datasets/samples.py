"""Programs and tests that a model wrote, as the rows of files hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shortlist_engine.datasets.check_forms.cpp import given_above
from shortlist_engine.datasets.completions import completed, defines
from shortlist_engine.datasets.generated_tests import GeneratedTest, read_asserts
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import DatasetError, RawRow, read_rows
from shortlist_engine.languages import CPP, PYTHON, find, runnable
from shortlist_engine.problem import Program

OWN_PROGRAMS, OWN_TESTS = "programs", "test_completions"
"""The fields by which a data set brings samples of its own."""
_IDS = ("task_id", "problem_id", "id")
_PROGRAM = ("completion", "solution", "code", "source", "program")
_PROGRAMS = (OWN_PROGRAMS, "samples", "completions", "solutions")
_TEST = ("completion",)
_TESTS = (OWN_TESTS, "tests", "samples", "completions", "test_list")


def with_programs(
    rows: Sequence[EvaluationProblem], path: Path, language: str
) -> list[EvaluationProblem]:
    """Returns the same problems with the programs of a file as their samples, in its order; see
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
    """Returns the same problems with the generated tests of a file; see `tests_of` for its rows.

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


def _about(
    rows: Sequence[EvaluationProblem], path: Path
) -> Iterator[tuple[str, RawRow, list[int]]]:
    """The rows of the file that are about problems in `rows`, with the places of these."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.id, []).append(place)
    for where, entry in read_rows(path):
        identity = identity_of(entry, where)
        if identity in places:
            yield where, entry, places[identity]


def identity_of(row: RawRow, where: str) -> str:
    """Returns the id of the problem that a row of programs or tests is about. Raises DatasetError
    when it names none."""
    identity = next((str(row[name]) for name in _IDS if name in row), None)
    if identity is None:
        raise DatasetError(f"{where}: names no problem ({', '.join(_IDS)})")
    return identity


def programs_of(
    row: RawRow, problem: EvaluationProblem, language: str, where: str
) -> tuple[Program, ...]:
    """Returns the programs of a row: it has one program (`completion`, `solution`, `code`,
    `source`, `program`) or a list of them (`programs`, `samples`, `completions`, `solutions`):
    texts, or objects with one of the former and perhaps `language`, which otherwise is that of the
    problem's tests, or the one given here. A text that does not define the function of a function
    problem is taken for its body. Raises DatasetError."""
    own = problem.check.language if problem.check is not None else language
    found = []
    for entry in _list(row, _PROGRAMS):
        text = entry if isinstance(entry, str) else _first_text(entry, _PROGRAM)
        if text is None:
            raise DatasetError(f"{where}: holds no program ({', '.join((*_PROGRAM, *_PROGRAMS))})")
        stated = entry.get("language") if isinstance(entry, dict) else None
        used = _language(str(stated), where) if stated else own
        found.append(Program(used, _whole(text, problem, used)))
    return tuple(found)


def tests_of(row: RawRow, problem: EvaluationProblem, where: str) -> Counter[GeneratedTest]:
    """Counts how often each test of a row was generated. Texts (`test_completions`, `tests`,
    `samples`, `completions`, `test_list`, or one `completion`) are asserts about the function of a
    Python problem, as CodeT reads them; objects have `input` and `output`, for any problem. Raises
    DatasetError."""
    texts: list[str] = []
    found: Counter[GeneratedTest] = Counter()
    for entry in _list(row, _TESTS):
        if isinstance(entry, dict) and {"input", "output"} <= entry.keys():
            found[GeneratedTest(str(entry["input"]), str(entry["output"]))] += 1
            continue
        text = entry if isinstance(entry, str) else _first_text(entry, _TEST)
        if text is None:
            raise DatasetError(
                f"{where}: holds no tests ({', '.join((*_TEST, *_TESTS))}: asserts as text, or "
                "objects with input and output)"
            )
        texts.append(text)
    name, language = problem.problem.entry_point, problem.problem.language
    if texts and (problem.problem.kind != "function" or not name or language == CPP.name):
        raise DatasetError(
            f"{where}: asserts need a Python function, and {problem.id} has none: give tests with "
            "input and output"
        )
    return found + read_asserts(texts, name or "")


def _language(stated: str, where: str) -> str:
    entry = find(stated)
    if entry is None or entry.toolchain is None:
        known = ", ".join(runnable())
        raise DatasetError(f"{where}: programs in {stated} cannot be run; known are {known}")
    return entry.name


def _list(row: RawRow, names: Sequence[str]) -> list[Any]:
    return next((row[name] for name in names if isinstance(row.get(name), list)), [row])


def _first_text(entry: object, names: Sequence[str]) -> str | None:
    if not isinstance(entry, dict):
        return None
    return next((entry[name] for name in names if isinstance(entry.get(name), str)), None)


def _whole(text: str, row: EvaluationProblem, language: str) -> str:
    problem = row.problem
    name = problem.entry_point
    if problem.kind != "function" or not name or defines(text, name, language):
        return text
    text = completed(problem.signature, text, language)
    above = row.check.before if row.check is not None else ""
    if language == CPP.name:
        return f"{given_above(above, text)}\n{text}"
    return f"{above}\n{text}" if language == PYTHON.name else text
