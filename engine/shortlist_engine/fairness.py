"""Whether a file may be solved by a model: not while the user practises the problem in it.

A file that `shortlist practice open` wrote has a line such as

    # shortlist practice: bank/lifeboats/42/codeforces [3fa9c01d]

in a comment: the problem's name, and a digest by which another version of the bank is noticed.
The model may solve it once the user has given up (`shortlist practice give-up FILE`), which the
progress file knows. This module is light, so that the language server and the command line ask the
same question. It changes nothing.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import NamedTuple

from shortlist_engine import places

_WORDS = "shortlist practice:"
_MARK = re.compile(rf"{_WORDS}[ \t]*(?P<problem>\S[^\r\n]*?)[ \t]*\[(?P<digest>[0-9a-f]{{8}})\]")
WAITING_S = 1.0
"""How long to wait for whoever writes the progress file: a moment, since an editor waits too."""
GIVEN_UP = "given_up"
"""How the progress file calls the end of a round that the user gave up."""


class Mark(NamedTuple):
    """Says which practice problem a file is about; `digest` is of its task."""

    problem: str
    digest: str

    def __str__(self) -> str:
        return f"{_WORDS} {self.problem} [{self.digest}]"


def marks_in(text: str) -> list[Mark]:
    """Returns the practice problems that a file is about, each once, in order; most files are about
    none."""
    if _WORDS not in text:
        return []
    return list(dict.fromkeys(Mark(m["problem"], m["digest"]) for m in _MARK.finditer(text)))


def refusal(text: str, progress: Path | None = None) -> str:
    """Returns why the model does not solve the problem in a file, and what to do, as a message for
    the user; empty where it may. `progress` is the progress file, None for the user's own."""
    for mark in marks_in(text):
        if not given_up(mark.problem, progress):
            return (
                f"This file is for practice ({mark.problem}), so the model does not solve it. "
                "Practice has hints; to have it solved, give up first."
            )
    return ""


def given_up(problem: str, progress: Path | None = None) -> bool:
    """Says whether the user gave a practice problem up the last time that they practised it. False
    where the progress file cannot be read."""
    path = progress or places.progress_file()
    if not path.is_file():
        return False
    try:
        import sqlite3  # some Pythons, which can run the language server, are built without it
    except ImportError:
        return False
    # Not read-only: what a killed process left half done is rolled back by whoever reads next.
    address = f"{path.absolute().as_uri()}?mode=rw"
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=WAITING_S)) as database,
    ):
        row = database.execute(
            "SELECT outcome FROM rounds WHERE problem = ? ORDER BY id DESC LIMIT 1", (problem,)
        ).fetchone()
        return row is not None and row[0] == GIVEN_UP
    return False
