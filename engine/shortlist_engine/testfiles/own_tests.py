"""The user's own tests of a program, in a document beside it: `a.cpp.tests.json` beside `a.cpp`.

It is Competitive Companion's document, so that other tools read it, with a `name` where a test has
one, tests without an `output`, and an object `shortlist` for what that document has no place for:
the `checker` (a file beside it) and its `convention`. Keys that are not known here are kept.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shortlist_engine.files import write_whole
from shortlist_engine.problem import Problem
from shortlist_engine.testfiles.checkers import CONVENTIONS
from shortlist_engine.testfiles.companion import (
    OWN_SUFFIX,
    UnusableDocument,
    as_text,
    parse_document,
)
from shortlist_engine.testfiles.tests import NamedTest
from shortlist_engine.texts import UnknownEncoding, decode

MAX_BYTES = 64 * 1024 * 1024
_OF_A_PROBLEM = frozenset({"name", "url", "timeLimit", "memoryLimit", "tests"})
_OURS = "shortlist"


class UnusableOwnTests(Exception):
    """Says why the document cannot be used, and what to do."""


@dataclass(frozen=True)
class OwnTest:
    """A test of the user's; `expected` is None where nothing is compared. `rest` has what else the
    document says of it."""

    input: str
    expected: str | None = None
    name: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class OwnTests:
    """Holds the document: its tests in order, the name of the `checker`'s file, empty without one,
    and the checker's `convention`. `rest` has what else it says; what of that is about a problem,
    such as limits, `stated` has, None where there is no document."""

    tests: tuple[OwnTest, ...] = ()
    checker: str = ""
    convention: str = CONVENTIONS[0]
    rest: Mapping[str, Any] = field(default_factory=dict)
    stated: Problem | None = None

    @property
    def holds_nothing(self) -> bool:
        """Says whether nothing would be lost without the document."""
        ours = self.rest.get(_OURS, {})
        others = {key for key in self.rest if key not in _OF_A_PROBLEM and key != _OURS}
        return not (self.tests or self.checker or others or ours)


def place_of(program: Path) -> Path:
    """Returns where the own tests of a program are."""
    return program.with_name(program.name + OWN_SUFFIX)


def named_tests(own: OwnTests) -> tuple[NamedTest, ...]:
    """Returns the tests with the names that a terminal shows."""
    return tuple(
        NamedTest(test.name or f"own {number}", test.input, test.expected)
        for number, test in enumerate(own.tests, 1)
    )


def about(problem: Problem | None, program: Path) -> dict[str, Any]:
    """Returns what a new document says of its problem, as Competitive Companion does."""
    if problem is None:
        return {"name": program.stem}
    said: dict[str, Any] = {"name": problem.title or program.stem}
    if problem.url:
        said["url"] = problem.url
    said["timeLimit"] = round(problem.limits.time_s * 1000)
    said["memoryLimit"] = problem.limits.memory_mib
    return said


def read_own_tests(path: Path) -> OwnTests:
    """Returns the document at `path`, an empty one where there is none. Raises UnusableOwnTests."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnusableOwnTests(f"{path.name} is larger than 64 MiB: split it up.")
        text = decode(path.read_bytes(), path.name)
    except FileNotFoundError:
        return OwnTests()
    except OSError as error:
        raise UnusableOwnTests(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnknownEncoding as error:
        raise UnusableOwnTests(f"{error}.") from error
    return parse_own_tests(text, path.name)


def parse_own_tests(text: str, name: str) -> OwnTests:
    """Returns the document in a text; `name` is its file's. Raises UnusableOwnTests."""
    try:
        document = parse_document(text, name)
    except UnusableDocument as error:
        raise UnusableOwnTests(
            f"{name} cannot be used: {error}. Mend it, or move it away; until then own tests are "
            "neither shown nor changed."
        ) from error
    data, stated = document.data, replace(document.problem, examples=())
    ours = data.get(_OURS, {})
    if not isinstance(ours, dict):
        raise UnusableOwnTests(f'{name}: "{_OURS}" must be an object.')
    said = dict(ours)
    checker, convention = said.pop("checker", ""), said.pop("convention", CONVENTIONS[0])
    if not isinstance(checker, str) or Path(checker).name != checker:
        raise UnusableOwnTests(f'{name}: the "checker" must be the name of a file beside it.')
    if convention not in CONVENTIONS:
        raise UnusableOwnTests(f'{name}: the "convention" must be {" or ".join(CONVENTIONS)}.')
    rest = {key: value for key, value in data.items() if key not in ("tests", _OURS)}
    if said:
        rest[_OURS] = said
    tests = tuple(_test(test) for test in data["tests"])
    return OwnTests(tests, checker, convention, rest, stated)


def write_own_tests(path: Path, own: OwnTests) -> None:
    """Writes the document, whole or not at all; where it would hold nothing it is removed. Raises
    OSError."""
    place = path.resolve()  # a link stays one
    if own.holds_nothing:
        place.unlink(missing_ok=True)
        return
    mode = 0o644
    if place.exists():
        if not os.access(place, os.W_OK):
            raise PermissionError(13, "it may not be written", str(path))
        mode = place.stat().st_mode & 0o777
    write_whole(place, text_of(own).encode(), mode=mode)


def text_of(own: OwnTests) -> str:
    """Returns the document as text, with the tests last."""
    ours = dict(own.rest.get(_OURS, {}))
    if own.checker:
        ours = {"checker": own.checker, "convention": own.convention, **ours}
    data = {key: value for key, value in own.rest.items() if key != _OURS}
    if ours:
        data[_OURS] = ours
    data["tests"] = [_as_json(test) for test in own.tests]
    return as_text(data)


def _test(test: dict[str, Any]) -> OwnTest:
    """A test of a document that was read, so that its input and output are sound."""
    rest = {key: value for key, value in test.items() if key not in ("input", "output")}
    name = rest.get("name")
    if isinstance(name, str):
        del rest["name"]
    return OwnTest(test["input"], test.get("output"), name if isinstance(name, str) else "", rest)


def _as_json(test: OwnTest) -> dict[str, Any]:
    data: dict[str, Any] = {"name": test.name} if test.name else {}
    data["input"] = test.input
    if test.expected is not None:
        data["output"] = test.expected
    return {**data, **test.rest}
