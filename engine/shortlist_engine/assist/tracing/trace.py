"""The trace of a Python program: run in the sandbox, watched line by line."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shortlist_engine.assist.reference import check_sandbox, patient
from shortlist_engine.execution.runner import Runner, RunRequest
from shortlist_engine.languages import PYTHON
from shortlist_engine.problem import Problem, Program, Run

_INSIDE = Path(__file__).with_name("inside.py")
_WATCHING_S = 5.0
"""What watching takes beside the program's own time: only its beginning is watched."""
_REPORT_KIB = 4096
_IMPORTS_NUMPY = re.compile(r"^[ \t\f]*(?:import|from)[ \t]+numpy\b", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """Says that line `line` (from 1) ran in `function`, empty outside of all, and to what it
    changed which variables."""

    line: int
    function: str
    changed: Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """Holds a call of a function of the program: where it begins, what it was given, and what it
    returned, None where it had not ended."""

    function: str
    line: int
    arguments: Mapping[str, str]
    result: str | None


@dataclass(frozen=True)
class Change:
    """Says that a line changed a variable, how often, and to what the first and the last time."""

    line: int
    name: str
    times: int
    first: str
    last: str


@dataclass(frozen=True)
class Trace:
    """Holds what was seen of a run. `times` says how often each line ran. `values` are all that a
    variable had, None where they were too many. Not `complete`, it is only the beginning. Values
    are in Python's words, long ones cut."""

    steps: tuple[Step, ...]
    calls: tuple[Call, ...]
    changes: tuple[Change, ...]
    times: Mapping[int, int]
    values: Mapping[str, tuple[str, ...] | None]
    events: int
    complete: bool


@dataclass(frozen=True)
class RunFacts:
    """Holds what a program did with an input: the `run`, with its output, and the `trace` where it
    was watched."""

    input: str
    run: Run
    trace: Trace | None = field(default=None)


async def run_facts(pool: Runner, problem: Problem, program: Program, text: str) -> RunFacts:
    """Runs a program on an input, or on a call in a function problem, and returns the facts; with a
    trace where it is in Python. Raises EngineError `internal` when the sandbox fails."""
    limits = replace(patient(problem.limits), time_s=problem.limits.time_s)
    (run,) = await pool.run(RunRequest(problem, program, [text], limits=limits))
    check_sandbox([run])
    if program.language != PYTHON.name:
        return RunFacts(text, run)
    mark = secrets.token_hex(8)
    call = text if problem.kind == "function" else ""
    watched = replace(program, source=_watched(program.source, call, mark))
    plain = replace(problem, kind="stdin")
    slow = replace(
        limits,
        time_s=limits.time_s + _WATCHING_S,
        memory_mib=2 * limits.memory_mib,
        output_kib=limits.output_kib + _REPORT_KIB,
    )
    given = "" if call else text
    (seen,) = await pool.run(RunRequest(plain, watched, [given], limits=slow))
    return RunFacts(text, run, _read(seen.output, mark))


def _watched(source: str, call: str, mark: str) -> str:
    # The sandbox gives numpy to programs that import it in so many words.
    numpy = "import numpy\n" if _IMPORTS_NUMPY.search(source) else ""
    return f"{_INSIDE.read_text('utf-8')}\n\n{numpy}run({source!r}, {call!r}, {mark!r})\n"


def _read(output: str, mark: str) -> Trace | None:
    """The trace in an output; None where the program ended without leaving one."""
    parts = output.split(f"\x1e{mark}")
    if len(parts) != 3:
        return None
    try:
        return _trace(json.loads(parts[1]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _trace(seen: Mapping[str, Any]) -> Trace:
    changes = []
    for key, (times, first, last) in seen["changes"].items():
        line, _, name = key.partition(" ")
        changes.append(Change(int(line), name, times, first, last))
    return Trace(
        steps=tuple(
            Step(line, "" if function == "<module>" else function, changed)
            for line, function, changed in seen["steps"]
        ),
        calls=tuple(Call(*call) for call in seen["calls"]),
        changes=tuple(sorted(changes, key=lambda each: each.line)),
        times={int(line): count for line, count in seen["lines"].items()},
        values={
            name: None if values is None else tuple(values)
            for name, values in seen["values"].items()
        },
        events=seen["events"],
        complete=seen["complete"],
    )
