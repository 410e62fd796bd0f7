"""`shortlist step`: a program written step by step, each step run before it is shown."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_computing, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

STEPS = """\
steps are comments at the margin of a Python file, each with its code below:

  # Assign the list [3, 1, 2] to numbers.
  numbers = [3, 1, 2]

  # Let ordered be numbers in ascending order.
  # >>> ordered
  # [1, 2, 3]

A step may have examples, written like doctests: a value to expect below, or an expression alone
that has to be true. Where comments are numbered, those are the steps. The examples of a statement
in the file are what the program reads; --input gives something else.

"""
EXIT_CODES = {
    DONE: "a continuation runs (with --all: every step is written)",
    FAILED: "none does, or a step could not be written",
    BAD_INPUT: "wrong usage, a file without steps, or a model without this task",
    UNAVAILABLE: "the model or the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was found is printed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "step",
        help="write the next step of a program that is stated in steps",
        description="Proposes up to ten continuations of a step, given the steps and the code "
        "before it. Each is run, and shown with the values after it; those that fail or change "
        "earlier results come last.",
        epilog=STEPS + exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="Python file with steps; - for standard input")
    parser.add_argument(
        "--line",
        type=positive(int),
        metavar="N",
        help="the step at or above this line (default: the first without code)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="write every step that has no code: on from the best continuation, and back to the "
        "next one where a later step fails",
    )
    parser.add_argument(
        "--write",
        nargs="?",
        type=positive(int),
        const=1,
        metavar="K",
        help="put the best continuation into FILE, or the one with number K; with --all all of "
        "them. A file that was changed meanwhile is left alone",
    )
    parser.add_argument(
        "--input", metavar="FILE", help="what the program reads; - for standard input"
    )
    parser.add_argument(
        "--samples",
        type=positive(int),
        default=10,
        metavar="N",
        help="drawn for a step, default %(default)s",
    )
    parser.add_argument("--temperature", type=positive(float), metavar="T", help="of the sampling")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="same seed, same samples")
    add_computing(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    return {"file": options.file if options is not None else None, "steps": [], "reason": None}


def run(options: argparse.Namespace) -> int:
    """Writes a step, or all, and returns the exit code."""
    from shortlist_engine.cli.step_file import write_steps

    return write_steps(options)
