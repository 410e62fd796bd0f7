"""Tests in JSON documents: Competitive Companion's, and cph's `.prob` files, which are made of
them.

Both have `name`, `timeLimit` (milliseconds), `memoryLimit` (MB), `interactive` and `tests` with an
`input` and an `output` each; Competitive Companion's may name files for input and output.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.problem import Example, Limits, Problem

SUFFIXES = (".prob", ".json")
FOLDER = ".cph"


class UnusableDocument(Exception):
    """Says why a document holds no tests."""


@dataclass(frozen=True)
class CompanionDocument:
    """Holds what a document says: its `problem`, with the tests as examples, and the name of the
    program that it belongs to, empty when it does not say. `has_limits` tells whether it states
    any."""

    problem: Problem
    program: str = ""
    has_limits: bool = False


def parse_document(text: str, file_name: str) -> CompanionDocument:
    """Reads a document. Raises UnusableDocument."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnusableDocument(f"no JSON: line {error.lineno}: {error.msg}") from error
    tests = data.get("tests") if isinstance(data, dict) else None
    if not isinstance(tests, list):
        raise UnusableDocument(
            'no "tests", as documents of Competitive Companion and of cph have them'
        )
    examples = []
    for number, test in enumerate(tests, 1):
        given = test.get("input") if isinstance(test, dict) else None
        answer = test.get("output") if isinstance(test, dict) else None
        if not isinstance(given, str) or not isinstance(answer, str):
            raise UnusableDocument(f'test {number} has no "input" and "output" of text')
        examples.append(Example(given, answer))
    time_ms, memory = _number(data.get("timeLimit")), _number(data.get("memoryLimit"))
    limits = Limits()
    if time_ms:
        limits = replace(limits, time_s=time_ms / 1000)
    if memory:
        limits = replace(limits, memory_mib=max(1, round(memory)))
    problem = Problem(
        str(data.get("name") or ""),
        "",
        tuple(examples),
        limits=limits,
        interactive=data.get("interactive") is True,
        url=str(data.get("url") or ""),
        input_file=_file_name(data.get("input")),
        output_file=_file_name(data.get("output")),
    )
    return CompanionDocument(problem, _program(data, file_name), bool(time_ms or memory))


def _number(value: Any) -> float:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
    return float(value) if usable else 0.0


def _file_name(stream: Any) -> str:
    if not isinstance(stream, dict) or stream.get("type") != "file":
        return ""
    return str(stream.get("fileName") or "")


def _program(data: dict[str, Any], file_name: str) -> str:
    """cph names the source, and calls the file `a.cpp_HASH.prob`, older ones with a point first."""
    source = data.get("srcPath")
    if isinstance(source, str) and source:
        return source.replace("\\", "/").rpartition("/")[2]
    stem, _, digest = file_name.removeprefix(".").removesuffix(".prob").rpartition("_")
    return stem if stem and len(digest) == 32 and Path(file_name).suffix == ".prob" else ""
