"""The command line: `main`, and the list of the commands.

A command is a module of this room: `add_parser` adds its options and `run` does it. These modules
are light, so that `shortlist --version` answers at once; `run` imports what it needs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from shortlist_engine import __version__
from shortlist_engine.cli import (
    bank,
    doctor,
    engine,
    eval,
    library,
    model,
    run,
    server,
    solve,
    train,
)
from shortlist_engine.cli.exit_codes import BAD_INPUT, DONE, INTERRUPTED, BadInput

COMMANDS = (solve, run, library, eval, engine, server, train, model, bank, doctor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    # The server has its own options; they are not ours to parse.
    if arguments[:1] == ["server"]:
        return server.serve(arguments[1:])
    parser = make_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return BAD_INPUT
    try:
        return int(options.run(options))
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader of our output has gone, as in `shortlist bank list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """Makes the parser of all commands; what it parses has the command's `run` as `run`."""
    parser = argparse.ArgumentParser(
        prog="shortlist",
        description="Samples programs for a programming problem, runs them on its examples, and "
        "shows at most ten verified solutions. Local and offline.",
    )
    parser.add_argument("--version", action="version", version=f"shortlist {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return parser
