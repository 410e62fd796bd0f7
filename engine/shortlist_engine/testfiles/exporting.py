"""Tests written for other tools: Competitive Companion's document, cph's, and pairs of files.

Nothing is overwritten but what an export of the same program wrote, and nobody changed since. A
document says so itself, in an object `shortlist` with a digest of the rest; beside pairs of files
lies a hidden list of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from shortlist_engine.files import digest, file_digest, write_whole
from shortlist_engine.problem import Problem
from shortlist_engine.testfiles.companion import FOLDER, as_text
from shortlist_engine.testfiles.tests import NamedTest

Format = Literal["companion", "cph", "files"]
LIST = ".shortlist-tests.json"
_MARK = "shortlist"
_PLAIN = re.compile(r"[^\w.-]+")


class CannotExport(Exception):
    """Says why nothing was written, and what to do."""


def export(
    layout: Format, place: Path, program: Path, problem: Problem, tests: Sequence[NamedTest]
) -> list[Path]:
    """Writes the tests of a program, and returns the files. `place` is a document or, for `files`
    and where it is a directory, the directory. Raises CannotExport and OSError; what was there
    before is there still, then."""
    if not tests:
        raise CannotExport("There is no test to export.")
    if layout == "files":
        return _write_pairs(place, program, tests)
    path = _place_of_document(layout, place, program)
    data = companion_document(problem, program, tests)
    if layout == "cph":
        data = _cph_document(data, program)
    _write_document(path, program, data)
    return [path]


def companion_document(
    problem: Problem, program: Path, tests: Sequence[NamedTest]
) -> dict[str, Any]:
    """Returns the document of Competitive Companion's format. Its tests have an output each, so
    that one that is not compared has an empty one."""
    stem = "".join(part.title() for part in re.findall(r"[A-Za-z0-9]+", program.stem)) or "Main"
    name = stem if not stem[0].isdigit() else f"Task{stem}"
    given = {"type": "file", "fileName": problem.input_file} if problem.input_file else None
    written = {"type": "file", "fileName": problem.output_file} if problem.output_file else None
    return {
        "name": problem.title or program.stem,
        "group": "Shortlist",
        "url": problem.url,
        "interactive": problem.interactive,
        "memoryLimit": problem.limits.memory_mib,
        "timeLimit": round(problem.limits.time_s * 1000),
        "tests": [{"input": test.input, "output": test.expected or ""} for test in tests],
        "testType": "single",
        "input": given or {"type": "stdin"},
        "output": written or {"type": "stdout"},
        "languages": {"java": {"mainClass": "Main", "taskClass": name}},
    }


def _cph_document(data: dict[str, Any], program: Path) -> dict[str, Any]:
    tests = [{"id": number, **test} for number, test in enumerate(data["tests"], 1)]
    return {**data, "tests": tests, "group": "local", "local": True, "srcPath": str(program)}


def _place_of_document(layout: Format, place: Path, program: Path) -> Path:
    if not place.is_dir():
        return place
    if layout == "cph":
        # The name by which cph finds it.
        import hashlib

        known = hashlib.md5(str(program).encode(), usedforsecurity=False).hexdigest()
        folder = place if place.name == FOLDER else place / FOLDER
        return folder / f".{program.name}_{known}.prob"
    return place / f"{program.stem}.json"


def _write_document(path: Path, program: Path, data: dict[str, Any]) -> None:
    if path.exists() and not _is_ours(path, program):
        raise CannotExport(
            f"{path} is there already, and no export of {program.name} wrote it as it is: choose "
            "another name."
        )
    marked = {**data, _MARK: {"exportedFrom": program.name, "digest": _digest(data)}}
    write_whole(path, as_text(marked).encode())


def _is_ours(path: Path, program: Path) -> bool:
    """Whether a document is as an export of the program wrote it."""
    try:
        data = json.loads(path.read_bytes())
        mark = data.pop(_MARK)
        from_here = mark["exportedFrom"] == program.name
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False
    return from_here and bool(mark.get("digest") == _digest(data))


def _digest(data: Mapping[str, Any]) -> str:
    return digest(json.dumps(data, sort_keys=True).encode())[:16]


def _write_pairs(folder: Path, program: Path, tests: Sequence[NamedTest]) -> list[Path]:
    """Pairs such as `1.in` and `1.out`; a test that is not compared has no answer."""
    if folder.exists() and not folder.is_dir():
        raise CannotExport(f"{folder} is a file: choose a directory.")
    before = _listed(folder, program)
    texts: dict[str, str] = {}
    for name, test in zip(_names(tests), tests, strict=True):
        texts[f"{name}.in"] = test.input
        if test.expected is not None:
            texts[f"{name}.out"] = test.expected
    ours = {name for name, known in before.items() if _has_digest(folder / name, known)}
    taken = [name for name in texts if (folder / name).exists() and name not in ours]
    if taken:
        raise CannotExport(
            f"{folder / taken[0]} is there already, and no export of {program.name} wrote it as it "
            "is: choose another directory."
        )
    for name, text in texts.items():
        write_whole(folder / name, text.encode("utf-8", "surrogatepass"), durable=False)
    for name in ours - texts.keys():
        (folder / name).unlink()  # a test that is not there any more
    files = {name: file_digest(folder / name) for name in texts}
    written = json.dumps({"program": program.name, "files": files}, indent=2) + "\n"
    write_whole(folder / LIST, written.encode())
    return [folder / name for name in texts]


def _names(tests: Sequence[NamedTest]) -> list[str]:
    """Names of files: the tests' own where they are fit for that, each once, also where a system
    takes small and capital letters for the same."""
    names: list[str] = []
    taken: set[str] = set()
    for number, test in enumerate(tests, 1):
        name = _PLAIN.sub("-", test.name).strip("-.")[:60] or str(number)
        base, count = name, 2
        while name.casefold() in taken:
            name, count = f"{base}-{count}", count + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _listed(folder: Path, program: Path) -> dict[str, str]:
    """The files that the last export of the program wrote here."""
    try:
        data = json.loads((folder / LIST).read_bytes())
        files = data["files"] if data["program"] == program.name else {}
        return {name: known for name, known in files.items() if Path(name).name == name}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def _has_digest(path: Path, known: object) -> bool:
    try:
        return file_digest(path) == known
    except OSError:
        return False
