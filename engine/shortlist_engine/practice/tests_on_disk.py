"""Tests in a directory: pairs of an input and its answer, as judges and their tools lay them out.

| layout | input | answer |
|---|---|---|
| online-judge-tools, atcoder-cli | `sample-1.in` | `sample-1.out` |
| Kattis and ICPC packages (`data/sample`, `data/secret`) | `1.in` | `1.ans` |
| AtCoder's archive | `in/random_01.txt` | `out/random_01.txt` |
| HackerRank's archive | `input/input01.txt` | `output/output01.txt` |
| cf-tool | `in1.txt` | `ans1.txt` |
| competitest.nvim | `a_input0.txt` | `a_output0.txt` |
| Polygon | `01` | `01.a` |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shortlist_engine.practice.examples import NamedTest

MAX_TEST_BYTES = 64 * 1024 * 1024
MAX_FILES = 100_000
_ANSWER_SUFFIXES = (".out", ".ans", ".a", ".ok")
_ANSWER_WORDS = {"in": ("out", "ans", "answer"), "input": ("output", "answer")}
_WORD = re.compile(r"(?<![a-z])(input|in)(?![a-z])", re.IGNORECASE)


class UnusableTests(Exception):
    """Says that there are no tests to run, and what to change."""


class FoundTests(NamedTuple):
    """Holds tests as they were found; `notes` are sentences about what was left out or lacks an
    answer."""

    tests: tuple[NamedTest, ...]
    notes: tuple[str, ...]


def read_tests(path: Path) -> FoundTests:
    """Returns the tests in a directory and those below it, in natural order (2 before 10), or the
    one of an input file. An input without an answer has no expected output.

    Raises UnusableTests.
    """
    if path.is_file():
        pairs = {path: next((a for a in _answers(path) if a.is_file() and a != path), None)}
        root = path.parent
    elif path.is_dir():
        pairs, root = _pairs(path), path
    else:
        raise UnusableTests(f"{path} is neither a directory nor a file.")
    if not pairs:
        raise UnusableTests(
            f"No tests in {path}. They are pairs of files such as 1.in and 1.out, 1.in and 1.ans, "
            "or in/1.txt and out/1.txt."
        )
    notes = []
    alone = [str(given.relative_to(root)) for given, answer in pairs.items() if answer is None]
    if alone:
        names = ", ".join(alone[:3]) + (", …" if len(alone) > 3 else "")
        notes.append(f"Without an answer, so nothing is compared: {names}.")
    tests = tuple(
        NamedTest(
            _name(given.relative_to(root)), _read(given), None if answer is None else _read(answer)
        )
        for given, answer in sorted(pairs.items(), key=lambda pair: _natural(pair[0], root))
    )
    return FoundTests(tests, tuple(notes))


def _pairs(root: Path) -> dict[Path, Path | None]:
    files = []
    for file in root.rglob("*"):
        if any(part.startswith(".") for part in file.relative_to(root).parts):
            continue
        if file.is_file():
            files.append(file)
        if len(files) > MAX_FILES:
            raise UnusableTests(f"{root} holds more than {MAX_FILES:,} files; name a smaller one.")
    known = set(files)
    pairs: dict[Path, Path | None] = {}
    for file in files:
        answer = next((each for each in _answers(file, root) if each in known), None)
        if answer is not None or file.suffix == ".in":
            pairs[file] = answer
    used = set(pairs.values())
    return {given: answer for given, answer in pairs.items() if given not in used}


def _answers(file: Path, root: Path | None = None) -> Iterator[Path]:
    """Where the answer of an input `file` may be."""
    if file.suffix == ".in":
        yield from (file.with_suffix(suffix) for suffix in _ANSWER_SUFFIXES)
    elif not file.suffix:
        yield from (file.with_name(file.name + suffix) for suffix in _ANSWER_SUFFIXES)
    for folder in file.parents:
        if folder.name.lower() in _ANSWER_WORDS:
            below = file.relative_to(folder)
            for word in _ANSWER_WORDS[folder.name.lower()]:
                beside = folder.with_name(word) / below
                yield beside
                yield from (beside.with_suffix(suffix) for suffix in _ANSWER_SUFFIXES)
                yield from (beside.with_name(name) for name in _renamed(file.name))
        if folder == root or root is None:
            break
    yield from (file.with_name(name) for name in _renamed(file.name))


def _renamed(name: str) -> Iterator[str]:
    """`name` with its word for input, such as in `input01.txt`, replaced by words for output."""
    found = _WORD.search(name.rpartition(".")[0] or name)
    if found:
        for word in _ANSWER_WORDS[found[1].lower()]:
            yield name[: found.start()] + word + name[found.end() :]


def _name(relative: Path) -> str:
    parts = relative.with_suffix("").parts
    kept = [part for part in parts[:-1] if part.lower() not in _ANSWER_WORDS]
    return "/".join([*kept, parts[-1]])


def _natural(path: Path, root: Path) -> list[tuple[int, int, str]]:
    pieces = re.split(r"(\d+)", str(path.relative_to(root)).lower())
    return [(1, int(piece), "") if piece.isdigit() else (0, 0, piece) for piece in pieces]


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_TEST_BYTES:
            raise UnusableTests(f"{path} is larger than 64 MiB.")
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise UnusableTests(f"{path} cannot be read: {error.strerror}.") from error
