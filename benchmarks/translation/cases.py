"""Programs with right and wrong translations, from public sets: what a judge or hidden tests say of
each is known."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import place, read_rows, set_file
from shortlist_engine.datasets import read_dataset
from shortlist_engine.datasets.check_programs import CheckProgram, checked_source
from shortlist_engine.datasets.common import read_labelled
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.languages import CPP, PYTHON
from shortlist_engine.problem import Limits, Problem, Program

UNSTATED = Limits(2.0, 256)
_MARK = "shortlist-all-tests-passed"
_PLAIN = Problem("", "", limits=Limits(3.0, 1024))
_DIFFERENT = frozenset({"wrong_answer", "runtime_error", "incorrect"})
"""Verdicts of programs that do something else; those that are only slow translate well."""
_CHANGES = (
    (r"(?<![<>=-])<(?![<=])", "<="), (r"(?<![<>-])>(?![>=])", ">="), (r"<=", "<"), (r">=", ">"),
    (r"==", "!="), (r"(?<![+\w])\+(?![+=])", "-"), (r"(?<![-\w>])-(?![-=>])", "+"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\bmax\b", "min"), (r"\bmin\b", "max"),
    (r"&&", "||"), (r"\b0\b", "1"), (r"\b1\b", "2"), (r"\b2\b", "3"), (r"\bi\+1\b", "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Holds a program, and translations of it that are right and wrong."""

    id: str
    problem: Problem
    original: Program
    right: tuple[Program, ...]
    wrong: tuple[Program, ...]


@dataclass(frozen=True)
class Amount:
    """Says how much of a set is taken: `cases`, and at most so many right and wrong translations of
    each."""

    cases: int
    right: int
    wrong: int


def labelled_cases(
    data: Path, name: str, source: str, target: str, amount: Amount
) -> Iterator[Case]:
    """Programs of a set with a judge's verdicts: an accepted one in one language, and others that
    were accepted or rejected in the other (or in the same)."""
    found = []
    for programs in read_labelled(set_file(data, name), UNSTATED):
        if not programs or programs[0].row.problem.several_answers:
            continue
        row = programs[0].row
        right = [each.program for each in programs if each.correct]
        wrong = [each.program for each in programs if each.label in _DIFFERENT]
        originals = [each for each in right if each.language == source]
        others = [each for each in right if each.language == target and each != originals[:1]]
        if originals:
            others = [each for each in others if each.id != originals[0].id]
        wrong = [each for each in wrong if each.language == target]
        if originals and others and wrong and row.problem.examples:
            chosen = random.Random(row.id)
            found.append(
                Case(
                    row.id,
                    row.problem,
                    originals[0],
                    tuple(chosen.sample(others, min(amount.right, len(others)))),
                    tuple(chosen.sample(wrong, min(amount.wrong, len(wrong)))),
                )
            )
    found.sort(key=lambda case: place(case.id))
    yield from found[: amount.cases]


def pool_cases(data: Path, amount: Amount) -> Iterator[Case]:
    """C++ programs with the verdict of their judge, rewritten by models: an accepted one, and
    others of the same problem."""
    problems = {
        programs[0].row.id: programs[0].row.problem
        for programs in read_labelled(set_file(data, "judged_cpp_samples"), UNSTATED)
        if programs
    }
    rows = sorted(
        read_rows(set_file(data, "judged_cpp_pools")), key=lambda row: place(row["problem_id"])
    )
    taken = 0
    for row in rows:
        problem = problems.get(row["problem_id"])
        if problem is None or problem.several_answers or not problem.examples:
            continue
        by_label: dict[str, dict[str, Program]] = {"accepted": {}, "wrong": {}}
        for sample in row["samples"]:
            program = Program(CPP.name, sample["code"])
            label = sample["verdict"]
            if label == "accepted" or label in _DIFFERENT:
                by_label["accepted" if label == "accepted" else "wrong"][program.id] = program
        right, wrong = (list(each.values()) for each in by_label.values())
        if len(right) > 1 and wrong and taken < amount.cases:
            taken += 1
            chosen = random.Random(row["problem_id"])
            original, *others = right
            yield Case(
                row["problem_id"],
                problem,
                original,
                tuple(chosen.sample(others, min(amount.right, len(others)))),
                tuple(chosen.sample(wrong, min(amount.wrong, len(wrong)))),
            )


async def humaneval_cases(
    data: Path, target: str, amount: Amount, pool: Runner
) -> AsyncIterator[Case]:
    """Functions of HumanEval-X. The right translation is its own in the other language. Wrong ones
    are answers of CodeGen-16B for Python, and its own with one operator or constant changed for
    C++; the hidden tests say that they are wrong."""
    rows = {name: _by_number(data, f"humanevalx_{name}") for name in (PYTHON.name, CPP.name)}
    answers = _by_number(data, "humaneval_codegen16b_pool") if target == PYTHON.name else {}
    source = CPP.name if target == PYTHON.name else PYTHON.name
    numbers = [
        number
        for number in rows[source]
        if number in rows[target] and (target != PYTHON.name or number in answers)
    ]
    taken = 0
    for number in sorted(numbers, key=place):
        if taken == amount.cases:
            return
        mine, theirs = rows[source][number], rows[target][number]
        if not (mine.solutions and theirs.solutions and mine.problem.examples and theirs.check):
            continue
        right = theirs.solutions[0]
        offered = _answers(answers[number]) if target == PYTHON.name else _changed(right, number)
        check = answers[number].check if target == PYTHON.name else theirs.check
        wrong: list[Program] = []
        for program in offered:
            if len(wrong) < amount.wrong and not await _passes(
                pool, check or theirs.check, program
            ):
                wrong.append(program)
        if wrong and await _passes(pool, theirs.check, right):
            taken += 1
            yield Case(theirs.id, mine.problem, mine.solutions[0], (right,), tuple(wrong))


def _by_number(data: Path, name: str) -> dict[str, EvaluationProblem]:
    return {row.id.rpartition("/")[2]: row for row in read_dataset(set_file(data, name))}


def _answers(row: EvaluationProblem) -> list[Program]:
    distinct = {program.id: program for program in row.samples}
    return random.Random(row.id).sample(list(distinct.values()), min(20, len(distinct)))


def _changed(program: Program, number: str) -> Iterator[Program]:
    """The program with one thing changed, in an order that depends on the number alone."""
    head, brace, body = program.source.rpartition("){")
    places = [
        (match.span(), new)
        for pattern, new in _CHANGES
        for match in re.finditer(pattern, body)
        if "#" not in body[max(0, match.start() - 40) : match.start()]
    ]
    random.Random(number).shuffle(places)
    for (start, end), new in places:
        yield Program(program.language, f"{head}{brace}{body[:start]}{new}{body[end:]}")


async def _passes(pool: Runner, check: CheckProgram, program: Program) -> bool:
    whole = Program(program.language, checked_source(check, program.source, _MARK))
    (run,) = await pool.run(RunRequest(_PLAIN, whole, [""]))
    return _MARK in run.output
