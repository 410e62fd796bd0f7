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
    attention,
    bank,
    comment,
    doctor,
    engine,
    eval,
    explain,
    hint,
    library,
    model,
    practice,
    prompt,
    run,
    server,
    solve,
    step,
    train,
    translate,
)
from shortlist_engine.cli.exit_codes import BAD_INPUT, DONE, BadInput, CommandFailed, Interrupted
from shortlist_engine.cli.failure import (
    Blank,
    Parser,
    UsageError,
    print_failure,
    wants_document,
)

COMMANDS = (
    solve,
    run,
    translate,
    explain,
    comment,
    hint,
    prompt,
    attention,
    step,
    practice,
    library,
    eval,
    engine,
    server,
    train,
    model,
    bank,
    doctor,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    # The server has its own options; they are not ours to parse.
    if arguments[:1] == ["server"]:
        return server.serve(arguments[1:])
    documented = wants_document(arguments)
    stream = any(each.startswith("--json-") for each in arguments)
    options = None
    try:
        options = make_parser().parse_args(arguments)
        if options.command is None:
            if documented:
                raise BadInput("No command is given: see shortlist --help.")
            make_parser().print_help()
            return BAD_INPUT
        return int(options.run(options))
    except UsageError as error:
        if documented:
            print_failure(error, _blank(arguments), None, compact=stream)
        raise
    except BrokenPipeError:
        # The reader of our output has gone, as in `shortlist bank list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except (CommandFailed, KeyboardInterrupt) as error:
        failure = error if isinstance(error, CommandFailed) else Interrupted()
        if documented:
            print_failure(failure, _blank(arguments), options, compact=stream)
        if isinstance(error, CommandFailed):
            print(failure, file=sys.stderr)
        return failure.code
    except Exception as error:
        if documented:
            print_failure(error, _blank(arguments), options, compact=stream)
        raise


def _blank(arguments: Sequence[str]) -> Blank | None:
    """What the document of the command holds where nothing is known."""
    for command in COMMANDS:
        if arguments[:1] == [command.__name__.rpartition(".")[2]]:
            return getattr(command, "blank_document", None)
    return None


def make_parser() -> argparse.ArgumentParser:
    """Makes the parser of all commands; what it parses has the command's `run` as `run`."""
    parser = Parser(
        prog="shortlist",
        description="Samples programs for a programming problem, runs them on its examples, and "
        "shows at most ten verified solutions. Local and offline.",
    )
    parser.add_argument("--version", action="version", version=f"shortlist {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return parser
