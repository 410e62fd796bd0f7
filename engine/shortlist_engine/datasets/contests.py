"""CodeContests, APPS and TACO under the field names of their releases.

CodeContests (Li et al. 2022) is released as Riegeli files of protocol buffers, which take a C++
library to read. Its mirrors have the same fields as Parquet or JSON Lines; those are read here,
with the message's names in snake or camel case. APPS: Hendrycks et al. 2021. TACO: Li et al. 2023.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from shortlist_engine.datasets.check_programs import CheckProgram
from shortlist_engine.datasets.problems import EvaluationProblem
from shortlist_engine.datasets.rows import RawRow
from shortlist_engine.languages import PYTHON, written_name
from shortlist_engine.problem import Example, Limits, Problem, Program
from shortlist_engine.statement import StatementError, parse_statement
from shortlist_engine.statement.judging import accepts_several_answers, checker_of

PERMISSIVE = "alphacode"
# The enumeration `Solution.Language` of CodeContests, by number. Its PYTHON is Python 2.
_LANGUAGES = {1: "PYTHON", 2: "CPP", 3: "PYTHON3", 4: "JAVA"}
_PYTHON_2 = _LANGUAGES[1]
_APPS_LIMITS = Limits(time_s=4.0, memory_mib=1024)
_CALLS = """
import copy
_function = getattr(globals()["Solution"](), _NAME) if "Solution" in globals() else globals()[_NAME]
def _plain(value):
    return [_plain(x) for x in value] if isinstance(value, (list, tuple)) else value
for _arguments, _want in zip(_INPUTS, _OUTPUTS):
    _have = _plain(_function(*copy.deepcopy(_arguments)))
    _right = _have == _want or (isinstance(_want, list) and _want and _have == _want[0])
    assert _right, f"{_NAME}(*{_arguments!r}) is {_want!r}, not {_have!r}"
"""


def is_codecontests(row: RawRow) -> bool:
    """Says whether the row has the fields of CodeContests."""
    return "description" in row and bool({"public_tests", "publicTests"} & row.keys())


def is_apps(row: RawRow) -> bool:
    """Says whether the row has the fields of APPS and TACO, which share their main ones."""
    return {"question", "input_output"} <= row.keys()


def read_codecontests(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row. The hidden tests are the private and the generated ones; outputs
    are compared by AlphaCode's permissive rule, as the paper's figures are."""

    def field(name: str) -> Any:
        head, *rest = name.split("_")
        return row.get(name, row.get(head + "".join(map(str.capitalize, rest))))

    examples = _tests(field("public_tests"))
    hidden = _tests(field("private_tests")) + _tests(field("generated_tests"))
    memory = int(field("memory_limit_bytes") or 0) >> 20
    text = field("description")
    problem = replace(
        stdin_problem(field("name") or "", text, examples, source),
        checker=PERMISSIVE,
        limits=Limits(
            time_s=_seconds(field("time_limit")) or Limits.time_s,
            memory_mib=memory or Limits.memory_mib,
        ),
    )
    yield EvaluationProblem(
        id=field("name") or f"CodeContests/{field('cf_contest_id')}{field('cf_index')}",
        source=source,
        problem=problem,
        tests=hidden,
        tags=tuple(tag for tag in field("cf_tags") or () if tag),
        rating=float(field("cf_rating") or 0) or None,
        licence="CC-BY-4.0",
        solutions=tuple(
            Program(language, entry["solution"])
            for entry in _entries(field("solutions"))
            if (language := _language(entry["language"])) is not None
        ),
    )


def read_apps(row: RawRow, source: str) -> Iterator[EvaluationProblem]:
    """Yields the problem of a row of APPS or TACO: its tests are for standard input, or calls of
    `fn_name`. A row without tests gives nothing."""
    tests = row["input_output"]
    tests = json.loads(tests) if isinstance(tests, str) and tests.strip() else tests
    if not tests or not tests.get("inputs"):
        return
    number = row.get("problem_id", row.get("id", ""))
    if number == "":
        number = row.get("url") or row.get("name") or row["question"][:60]
    difficulty = str(row.get("difficulty") or "").lower()
    tags = _list(row.get("tags"))
    common = EvaluationProblem(
        id=str(number),
        source=source,
        problem=Problem("", row["question"]),
        tests=(),
        tags=(*tags, *([f"difficulty: {difficulty}"] if difficulty else [])),
        licence=str(row.get("license") or ""),
        solutions=tuple(Program(PYTHON.name, text) for text in _list(row.get("solutions"))),
    )
    if tests.get("fn_name"):
        yield _call_based(common, row, tests)
        return
    limits = replace(
        _APPS_LIMITS,
        time_s=_seconds(row.get("time_limit")) or _APPS_LIMITS.time_s,
        memory_mib=_mebibytes(row.get("memory_limit")) or _APPS_LIMITS.memory_mib,
    )
    found = stdin_problem(str(row.get("name") or ""), row["question"], (), source)
    pairs = zip(tests["inputs"], tests["outputs"], strict=True)
    hidden = tuple(Example(_text(given), _text(answer)) for given, answer in pairs)
    yield replace(common, problem=replace(found, limits=limits), tests=hidden)


def _call_based(common: EvaluationProblem, row: RawRow, tests: RawRow) -> EvaluationProblem:
    name = tests["fn_name"]
    constants = {"_NAME": name, "_INPUTS": tests["inputs"], "_OUTPUTS": tests["outputs"]}
    after = "".join(f"{key} = {value!r}\n" for key, value in constants.items()) + _CALLS
    problem = Problem(
        name,
        row["question"],
        kind="function",
        language=PYTHON.name,
        signature=row.get("starter_code") or f"def {name}(*arguments):\n",
        entry_point=name,
        limits=_APPS_LIMITS,
    )
    return replace(common, problem=problem, check=CheckProgram(PYTHON.name, "", after))


def stdin_problem(title: str, text: str, examples: Sequence[Example], source: str) -> Problem:
    """Returns the problem of a statement on standard input: its text without its examples, where it
    can be told apart from them. Without `examples` those of the text are taken."""
    try:
        found = parse_statement(text)
        kept = Problem(title or found.title, found.statement, tuple(examples) or found.examples)
    except StatementError:
        kept = Problem(title, text, tuple(examples))
    return replace(kept, checker=checker_of(text), several_answers=accepts_several_answers(text))


def _language(stated: Any) -> str | None:
    """Our name of the language that a solution is in; None for those that are not written here."""
    name = str(_LANGUAGES.get(stated, stated))
    return None if name == _PYTHON_2 else written_name(name)


def _entries(field: Any) -> list[RawRow]:
    """A list of objects, or an object of lists, as Parquet mirrors have it."""
    if isinstance(field, dict):
        return [
            dict(zip(field, values, strict=True)) for values in zip(*field.values(), strict=True)
        ]
    return list(field or ())


def _tests(field: Any) -> tuple[Example, ...]:
    return tuple(Example(entry["input"], entry["output"]) for entry in _entries(field))


def _seconds(limit: Any) -> float:
    """2, "2s", "2.0 seconds", {"seconds": 2, "nanos": 0}; 0 when it is not stated."""
    if isinstance(limit, dict):
        return float(limit.get("seconds") or 0) + float(limit.get("nanos") or 0) / 1e9
    found = re.match(r"\s*([\d.]+)", str(limit or ""))
    return float(found[1]) if found else 0.0


def _mebibytes(limit: Any) -> int:
    found = re.match(r"\s*([\d.]+)\s*(\w*)", str(limit or ""))
    if not found:
        return 0
    factor = {"g": 1024.0, "k": 1 / 1024, "b": 1 / 1024**2}.get(found[2][:1].lower(), 1.0)
    return int(float(found[1]) * factor)


def _list(field: Any) -> list[str]:
    """A list, or the text of one in JSON or Python."""
    if isinstance(field, str):
        if not field.strip():
            return []
        try:
            field = json.loads(field)
        except json.JSONDecodeError:
            field = ast.literal_eval(field)
    return [str(item) for item in field or ()]


def _text(value: Any) -> str:
    """What a test holds as text: a list is one line for each item."""
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if text.endswith("\n") else text + "\n"
