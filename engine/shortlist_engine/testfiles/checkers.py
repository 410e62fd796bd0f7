"""Checker programs of the user's, read from their files."""

from __future__ import annotations

import os
from pathlib import Path

from shortlist_engine import languages
from shortlist_engine.problem import CheckerSource, SourceFile

CONVENTIONS = ("testlib", "icpc")
_MAX_TEXT = 4 << 20


def read_checker(path: str | os.PathLike[str], convention: str = "testlib") -> CheckerSource:
    """Returns the checker in a source file; header files in the same directory come along.

    Raises ValueError, saying what to change, for an unknown convention, a file in a language that
    checkers are not run in, and files that cannot be read or are too large.
    """
    file = Path(path)
    if convention not in CONVENTIONS:
        raise ValueError(
            f"unknown checker convention {convention!r}: use {' or '.join(CONVENTIONS)}"
        )
    known_suffixes = _languages()
    language = known_suffixes.get(file.suffix.lower())
    if language is None:
        known = ", ".join(known_suffixes)
        raise ValueError(f"{file.name} is no checker that can be run: use a file in {known}")
    try:
        source = file.read_bytes()
        headers = {}
        suffixes = languages.toolchain(language).header_suffixes
        if suffixes:
            beside = (other for other in file.parent.iterdir() if other.suffix in suffixes)
            headers = {other.name: other.read_bytes() for other in sorted(beside)}
    except OSError as error:
        raise ValueError(f"the checker {file} cannot be read: {error.strerror}") from error
    if len(source) + sum(map(len, headers.values())) > _MAX_TEXT:
        raise ValueError(
            f"the checker {file.name} with the headers beside it has more than "
            f"{_MAX_TEXT >> 20} MiB: put it in a directory of its own"
        )
    return CheckerSource(
        file.name,
        language,
        source.decode("utf-8", "replace"),
        convention,
        tuple(SourceFile(name, data.decode("utf-8", "replace")) for name, data in headers.items()),
    )


def _languages() -> dict[str, str]:
    """Returns the languages that checkers are run in, by suffix; compiled ones come first."""
    able = [name for name in languages.runnable() if languages.toolchain(name).checkers]
    able.sort(key=lambda name: languages.toolchain(name).kind == "interpreter")
    return {suffix: name for name in able for suffix in languages.LANGUAGES[name].suffixes}
