"""`shortlist server`: the language server, which is a package of its own."""

from __future__ import annotations

import sys

from shortlist_engine.cli.arguments import Commands
from shortlist_engine.cli.exit_codes import UNAVAILABLE


def add_parser(commands: Commands) -> None:
    """Adds the command to the list; `main` leaves its options to the server's own parser."""
    commands.add_parser("server", help="run the language server (see shortlist server --help)")


def serve(arguments: list[str]) -> int:
    """Runs the language server with its own options, and returns its exit code."""
    try:
        from shortlist_server.__main__ import main
    except ModuleNotFoundError as error:
        print(
            f"The language server cannot start: the package {error.name} is missing. "
            "Install Shortlist again: make install in its checkout",
            file=sys.stderr,
        )
        return UNAVAILABLE
    return int(main(arguments) or 0)
