"""How a command ends: the exit codes of `shortlist`; docs/command-line.md has them for users."""

from __future__ import annotations

from collections.abc import Mapping

DONE, FAILED, BAD_INPUT, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 130
"""FAILED is a result: no program passed, a difference was found, something is broken."""


_KINDS = {BAD_INPUT: "invalidRequest", UNAVAILABLE: "engineUnavailable", INTERRUPTED: "cancelled"}


class CommandFailed(Exception):
    """Ends a command with a message and the exit code `code`. `main` prints it; as a document, with
    the error's `kind`, where the command was asked for one."""

    def __init__(self, message: str, code: int, kind: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.kind = kind or _KINDS.get(code, "internal")


class BadInput(CommandFailed):
    """Says that a file or an option cannot be used; the message says what to change. The exit code
    is BAD_INPUT."""

    def __init__(self, message: str) -> None:
        super().__init__(message, BAD_INPUT)


class Interrupted(CommandFailed):
    """Says that Ctrl-C ended a command before it had anything to show."""

    def __init__(self) -> None:
        super().__init__("Interrupted.", INTERRUPTED)


def exit_codes_text(meanings: Mapping[int, str]) -> str:
    """Gives the end of a help text: what each exit code means for one command."""
    lines = [f"  {code:<3}  {meaning}\n" for code, meaning in meanings.items()]
    return "exit codes:\n" + "".join(lines)
