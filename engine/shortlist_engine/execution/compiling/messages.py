"""What compilers say, and what they are given, whatever compiles and wherever."""

from __future__ import annotations

import re

from shortlist_engine.execution.isolation.attempt import AttemptFailed
from shortlist_engine.problem import Program

_MESSAGE_LINES = 6
_PRIVATE = re.compile(r"(?:file://)?(?:/job|/[^\s:]*/shortlist-job-[^/\s]+)/(?:files/)?")


class CompileFailed(AttemptFailed):
    """Says that a program does not compile; the message is the compiler's first lines about errors,
    and `said` the end (4 KiB) of all that it said."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


def files_of(program: Program) -> dict[str, bytes]:
    """Returns the content of the files beside a program, by name."""
    return {file.name: file.text.encode("utf-8", "replace") for file in program.files}


def without_place(said: str) -> str:
    """Returns what a tool said, without the path of the private directory."""
    return _PRIVATE.sub("", said)


def first_errors(said: str) -> str:
    """Returns the first lines about errors in what a compiler said."""
    lines = [line for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line or "undefined reference" in line]
    return "\n".join((errors or lines)[:_MESSAGE_LINES]) or "compiling failed"
