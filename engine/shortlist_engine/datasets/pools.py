"""Pools: what language models answered to problems, recorded with what a judge said of each answer.

A row has a problem (`statement`, `kind`, `examples`, `starter_code`, `entry_point`), perhaps the
check program of a function benchmark (`test_code`), and `samples`: answers as the model wrote them
(`output`) or programs already taken out of these (`code`), each with `passed`, or null where nobody
judged it. `role` and `repairs` tell answers that mend another from first ones.

Rows with `tests_partial` hold only inputs on which some sample failed, so their tests decide
nothing and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.datasets.contests import stdin_problem
from shortlist_engine.datasets.functions import LIMITS as CHECK_LIMITS
from shortlist_engine.datasets.functions import function_problem
from shortlist_engine.datasets.mbpp import described_function
from shortlist_engine.datasets.problems import EvaluationProblem, RecordedAnswer
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.inputs.calls import literal
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Example, Limits, Problem, Program
from shortlist_engine.sampling.text.answers import readings

JUDGE_LIMITS = Limits(time_s=6.0, memory_mib=1024)
"""The time limit of LiveCodeBench's evaluator, which labelled these answers (Jain et al. 2024)."""
_PROGRAM_FIELDS = ("output", "code")
_CHOSEN_BY_RESULTS = "fragile"
_ASSERT = re.compile(r"^assert\b.*$", re.MULTILINE)


def is_pool(row: RawRow) -> bool:
    """Says whether the row has the fields of a pool."""
    samples = row.get("samples")
    return (
        {"kind", "statement", "key"} <= row.keys()
        and isinstance(samples, list)
        and all(isinstance(each, dict) and _text_of(each) is not None for each in samples)
    )


def read_pool(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row, under a name that is the same in all pools."""
    problem = _problem(row, source)
    check = row.get("test_code")
    answers = tuple(_answers(row["samples"], problem))
    if row.get("subset") == _CHOSEN_BY_RESULTS:  # its labels say nothing of the model
        answers = tuple(replace(answer, right=None) for answer in answers)
    yield EvaluationProblem(
        id=str(row["key"] if check else row["id"].partition("/")[2] or row["id"]),
        source=source,
        problem=problem,
        tests=(),
        check=CheckProgram(PYTHON.name, "", check) if check else None,
        tags=(f"difficulty: {row['difficulty']}",) if row.get("difficulty") else (),
        licence=str(row.get("license") or ""),
        answers=answers,
    )


def _problem(row: RawRow, source: str) -> Problem:
    name = str(row.get("name") or "")
    if row["kind"] != "function":
        examples = [Example(each["input"], each["output"]) for each in row.get("examples") or ()]
        found = stdin_problem(name, row["statement"], examples, source)
        return replace(found, limits=JUDGE_LIMITS)
    called = str(row["entry_point"])
    owner, _, method = called.rpartition(".")
    if owner:
        return _method_problem(row, name, method)
    if row.get("starter_code"):
        return function_problem(row["starter_code"], PYTHON.name, called, CHECK_LIMITS)
    asserted = _ASSERT.search(row.get("test_code") or "")
    return described_function(
        row["statement"], "", called, asserted[0] if asserted else "", CHECK_LIMITS
    )


def _method_problem(row: RawRow, title: str, method: str) -> Problem:
    """A method of LeetCode's class `Solution`, with its examples as calls."""
    examples = tuple(
        Example(f"Solution().{method}({', '.join(map(literal, each['args']))})", each["output"])
        for each in row.get("examples") or ()
        if "args" in each
    )
    found = stdin_problem(title, row["statement"], examples, "")
    return replace(
        found,
        kind="function",
        language=PYTHON.name,
        signature=row["starter_code"].rstrip() + "\n",
        entry_point=method,
        limits=JUDGE_LIMITS,
        checker="tokens",
    )


def _answers(samples: Sequence[RawRow], problem: Problem) -> Iterator[RecordedAnswer]:
    for sample in samples:
        text = _text_of(sample)
        if text is None:
            raise ValueError(f"a sample has none of {' and '.join(_PROGRAM_FIELDS)}")
        passed: Any = sample.get("passed")
        yield RecordedAnswer(
            text,
            _programs(text, problem, extracted="output" not in sample),
            None if passed is None else bool(passed),
            str(sample.get("model") or ""),
            str(sample.get("role") or ""),
            sample.get("repairs"),
        )


def _programs(text: str, problem: Problem, extracted: bool) -> tuple[Program, ...]:
    if extracted:
        return (Program(PYTHON.name, text),) if text.strip() else ()
    found = readings(text, problem, PYTHON.name)
    return tuple(Program(each.language, each.source) for each in found)


def _text_of(sample: RawRow) -> str | None:
    return next(
        (sample[name] for name in _PROGRAM_FIELDS if isinstance(sample.get(name), str)), None
    )
