"""Tests in JSON documents: Competitive Companion's, cph's `.prob` files, which are made of them,
and the user's own tests (`own_tests.py`).

All have `name`, `timeLimit` (milliseconds), `memoryLimit` (MB), `interactive` and `tests` with an
`input` and an `output` each; Competitive Companion's may name files for input and output. A test
without an output is one whose output is not compared.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.problem import Example, Limits, Problem
from shortlist_engine.testfiles.tests import NamedTest

SUFFIXES = (".prob", ".json")
FOLDER = ".cph"
OWN_SUFFIX = ".tests.json"


class UnusableDocument(Exception):
    """Says why a document holds no tests."""


@dataclass(frozen=True)
class CompanionDocument:
    """Holds what a document says: its `problem`, with those tests as examples that have an output,
    all of its `tests`, and the name of the program that it belongs to, empty when it does not say.
    `has_limits` tells whether it states any. `data` is the document itself."""

    problem: Problem
    tests: tuple[NamedTest, ...]
    data: dict[str, Any]
    program: str = ""
    has_limits: bool = False


def parse_document(text: str, file_name: str) -> CompanionDocument:
    """Reads a document. Raises UnusableDocument."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnusableDocument(f"no JSON: line {error.lineno}: {error.msg}") from error
    except ValueError as error:
        raise UnusableDocument("no JSON of tests: a number in it is too long") from error
    except RecursionError as error:
        raise UnusableDocument("no JSON of tests: it is nested too deeply") from error
    found = data.get("tests") if isinstance(data, dict) else None
    if not isinstance(found, list):
        raise UnusableDocument(
            'no "tests", as documents of Competitive Companion and of cph have them'
        )
    tests = tuple(_test(number, test) for number, test in enumerate(found, 1))
    time_ms, memory = positive(data.get("timeLimit")), positive(data.get("memoryLimit"))
    limits = Limits()
    if time_ms:
        limits = replace(limits, time_s=time_ms / 1000)
    if memory:
        limits = replace(limits, memory_mib=max(1, round(memory)))
    problem = Problem(
        str(data.get("name") or ""),
        "",
        tuple(Example(test.input, test.expected) for test in tests if test.expected is not None),
        limits=limits,
        interactive=data.get("interactive") is True,
        url=str(data.get("url") or ""),
        input_file=_file_name(data.get("input")),
        output_file=_file_name(data.get("output")),
    )
    program = _program(data, file_name)
    return CompanionDocument(problem, tests, data, program, bool(time_ms or memory))


def as_text(data: dict[str, Any]) -> str:
    """Returns a document as text for people; it can be encoded, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which only escapes can write
        text = json.dumps(data, indent=2)
    return text + "\n"


def _test(number: int, test: Any) -> NamedTest:
    """A test, called by its own name or by its number."""
    given = test.get("input") if isinstance(test, dict) else None
    answer = test.get("output") if isinstance(test, dict) else None
    if not isinstance(given, str) or not (answer is None or isinstance(answer, str)):
        raise UnusableDocument(f'test {number} has no "input" and "output" of text')
    name = test.get("name")
    return NamedTest(name if isinstance(name, str) and name else str(number), given, answer)


def positive(value: Any) -> float:
    """Returns a number of a document that says how much of something there is; 0 where it says
    nothing of use."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0.0
    try:
        number = float(value)
    except OverflowError:
        return 0.0
    return number if number > 0 and math.isfinite(number) else 0.0


def _file_name(stream: Any) -> str:
    if not isinstance(stream, dict) or stream.get("type") != "file":
        return ""
    return str(stream.get("fileName") or "")


def _program(data: dict[str, Any], file_name: str) -> str:
    """cph names the source, and calls the file `a.cpp_HASH.prob`, older ones with a point first;
    own tests are called after it."""
    source = data.get("srcPath")
    if isinstance(source, str) and source:
        return source.replace("\\", "/").rpartition("/")[2]
    if file_name.endswith(OWN_SUFFIX):
        return file_name.removesuffix(OWN_SUFFIX)
    stem, _, digest = file_name.removeprefix(".").removesuffix(".prob").rpartition("_")
    return stem if stem and len(digest) == 32 and Path(file_name).suffix == ".prob" else ""
