"""`shortlist comment`: comments in a program, and nothing else changed."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_asking, add_program
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "commented; the code is proved to be the same",
    FAILED: "the model gave no comments that could be put in; nothing was changed",
    BAD_INPUT: "wrong usage, files that cannot be used, or a model or language that cannot do it",
    UNAVAILABLE: "the model cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; nothing was changed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "comment",
        help="put comments into a program and change nothing else",
        description="Has the model comment the program in FILE and prints it. The code is proved "
        "to be the same, by its syntax tree and its tokens.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_program(
        parser, "only in front of these lines, from 1", "the problem at this line is about it"
    )
    parser.add_argument(
        "--docstring",
        action="store_true",
        help="describe functions, classes and the program, in Python by docstrings",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--in-place", action="store_true", help="write the comments into FILE")
    shown.add_argument("--diff", action="store_true", help="print what would be added")
    add_asking(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    fields = dict.fromkeys(("file", "language", "model", "text", "written"))
    return {**fields, "insertions": [], "dropped": 0, "changed": 0, "notes": []}


def run(options: argparse.Namespace) -> int:
    """Comments, and returns the exit code."""
    from shortlist_engine.cli.comment_file import comment_file

    return comment_file(options)
