"""Keeps a failing input and its answer as files beside the program."""

from __future__ import annotations

import itertools
from pathlib import Path


def save_test(program: Path, input_text: str, answer: str) -> tuple[Path, Path]:
    """Writes `<stem>.stress-1.in` and `.out` beside `program`, or with the next number that is free
    for both; nothing is overwritten. Raises OSError."""
    for number in itertools.count(1):
        given = program.with_name(f"{program.stem}.stress-{number}.in")
        expected = given.with_suffix(".out")
        if expected.exists():
            continue
        try:
            with given.open("x", encoding="utf-8", newline="") as file:
                file.write(input_text)
        except FileExistsError:
            continue
        try:
            with expected.open("x", encoding="utf-8", newline="") as file:
                file.write(answer)
        except BaseException:
            given.unlink()
            raise
        return given, expected
    raise AssertionError("unreachable")
