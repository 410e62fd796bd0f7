"""The document that a command prints with `--json` when it fails before it has another to print."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from shortlist_engine import __version__
from shortlist_engine.cli.exit_codes import CommandFailed

_OPTIONS = ("--json", "--json-stream")
Blank = Callable[[argparse.Namespace | None], Mapping[str, Any]]
"""A command's function that gives the fields of its document when nothing is known, or what the
options say."""


class UsageError(SystemExit):
    """Ends the process as argparse does, with the exit code 2 and a message that is known."""

    def __init__(self, message: str) -> None:
        super().__init__(2)
        self.message = message


class Parser(argparse.ArgumentParser):
    """Raises UsageError, after what argparse prints of it on standard error."""

    def error(self, message: str) -> NoReturn:
        try:
            super().error(message)
        except SystemExit:
            raise UsageError(message) from None


def wants_document(arguments: Sequence[str]) -> bool:
    """Tells whether a document is asked for, also by arguments that cannot be parsed."""
    given = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return any(
        len(argument) > 2 and any(option.startswith(argument) for option in _OPTIONS)
        for argument in given
    )


def print_failure(
    error: CommandFailed | UsageError | Exception,
    blank: Blank | None,
    options: argparse.Namespace | None,
    *,
    compact: bool = False,
) -> None:
    """Prints the document of a command that fails with `error`, on one line with `compact`."""
    kind, message = "internal", f"{type(error).__name__}: {error}"
    if isinstance(error, CommandFailed):
        kind, message = error.kind, str(error)
    elif isinstance(error, UsageError):
        kind, message = "invalidRequest", error.message
    fields = blank(options) if blank is not None else {}
    document = {
        "version": __version__,
        **fields,
        "error": {"kind": kind, "message": message},
    }
    print(json.dumps(document, ensure_ascii=False, indent=None if compact else 2), flush=True)
