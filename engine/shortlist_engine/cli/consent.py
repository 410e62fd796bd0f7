"""Asking in the terminal whether the user's own programs may run without isolation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeVar

from shortlist_engine.cli.arguments import UNISOLATED
from shortlist_engine.cli.exit_codes import UNAVAILABLE, CommandFailed
from shortlist_engine.host import NeedsConsent, write_consent

T = TypeVar("T")

_QUESTION = (
    "Run your own programs without isolation, as a terminal would, with your rights?\n"
    "What Shortlist proposes is never run so. [a]lways, [o]nce, [N]o: "
)


def with_consent(options: argparse.Namespace, act: Callable[[], T]) -> T:
    """Returns the result of `act`. When that needs a consent, the user is asked, where somebody
    sits at the terminal, and it is done once more. Raises CommandFailed when there is none, and
    what `act` raises."""
    try:
        return act()
    except NeedsConsent as error:
        print(error.message, file=sys.stderr)
        answer = "" if error.data["denied"] or not _somebody_answers(options) else _ask()
        if answer not in ("always", "once"):
            raise CommandFailed(
                f"The program was not run: {UNISOLATED} runs it without isolation, once.",
                UNAVAILABLE,
                error.kind,
            ) from error
        if answer == "always":
            try:
                write_consent(True)
            except OSError as failure:
                print(f"The answer could not be kept: {failure}.", file=sys.stderr)
        options.unisolated = True
    return act()


def _somebody_answers(options: argparse.Namespace) -> bool:
    reads_input = "-" in (getattr(options, "file", ""), getattr(options, "input", ""))
    return not reads_input and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )


def _ask() -> str:
    print(_QUESTION, end="", file=sys.stderr, flush=True)
    try:
        said = sys.stdin.readline().strip().lower()
    except (OSError, ValueError):
        return ""
    return next((word for word in ("always", "once") if said and word.startswith(said)), "")
