"""How a command ends: the exit codes of `shortlist`; docs/command-line.md has them for users."""

from __future__ import annotations

from collections.abc import Mapping

DONE, FAILED, BAD_INPUT, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 130
"""FAILED is a result: no program passed, a difference was found, something is broken."""


class BadInput(Exception):
    """Says that a file or an option cannot be used; the message says what to change. `main` prints
    it and ends with the exit code BAD_INPUT."""


def exit_codes_text(meanings: Mapping[int, str]) -> str:
    """Gives the end of a help text: what each exit code means for one command."""
    lines = [f"  {code:<3}  {meaning}\n" for code, meaning in meanings.items()]
    return "exit codes:\n" + "".join(lines)
