"""Problems with programs from a JSON Lines file, in the schema of docs/training.md."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from shortlist_engine.languages import find
from shortlist_engine.library.known import KnownProblem, KnownProgram, Unreadable
from shortlist_engine.problem import Example

SUFFIXES = (".jsonl", ".jsonl.gz")
MAX_LINE_CHARACTERS = 64 * 1024 * 1024
PROGRAMS_OF_A_PROBLEM = 5


def read_set(path: Path) -> Iterator[KnownProblem | Unreadable]:
    """Yields the problems of a file line by line, and what could not be read of it. Problems
    without a program that can be run are passed over. Raises OSError when the file cannot be
    opened."""
    with _open(path) as lines:
        number = 0
        try:
            while line := lines.readline(MAX_LINE_CHARACTERS):
                number += 1
                if line.strip():
                    found = _read_line(line, f"{path.name}, line {number}")
                    if found is not None:
                        yield found
        except (EOFError, UnicodeDecodeError, zlib.error, gzip.BadGzipFile) as error:
            yield Unreadable(f"{path}, after line {number}", f"the file is damaged ({error})")


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _read_line(line: str, where: str) -> KnownProblem | Unreadable | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unreadable(where, f"not JSON ({error})")
    try:
        return _problem(row, where)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Unreadable(where, f"not a problem with `statement` and `solutions` ({error!r})")


def _problem(row: dict[str, Any], where: str) -> KnownProblem | None:
    programs: list[KnownProgram] = []
    seen: dict[str, int] = {}
    for entry in row.get("solutions") or ():
        language = find(str(entry["language"]))
        if language is None or language.toolchain is None:
            continue
        seen[language.name] = seen.get(language.name, 0) + 1
        if seen[language.name] <= PROGRAMS_OF_A_PROBLEM:
            source = str(entry["code"]).replace("\r\n", "\n")
            programs.append(KnownProgram(language.name, source, where))
    if not programs:
        return None
    return KnownProblem(
        title=str(row.get("name") or row.get("title") or ""),
        statement=str(row["statement"]),
        examples=tuple(Example(e["input"], e["output"]) for e in row.get("examples") or ()),
        kind="stdin",
        programs=tuple(programs),
    )
