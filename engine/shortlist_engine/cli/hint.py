"""`shortlist hint`: a hint that gives no code away."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_asking, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "a hint was given",
    FAILED: "the model's answers held nothing but what a hint must not say",
    BAD_INPUT: "wrong usage, a statement that cannot be used, a file of practice, or a model that "
    "gives no hints",
    UNAVAILABLE: "the model cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "hint",
        help="give a hint for a problem, without code",
        description="Gives a hint for the problem in FILE: the bank's own where it is a problem of "
        "the bank, else the model's, without code.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", help="source file or statement; - for standard input"
    )
    parser.add_argument(
        "--line", type=positive(int), metavar="N", help="the problem at this line of the file"
    )
    parser.add_argument(
        "--grade",
        type=int,
        choices=(1, 2, 3),
        default=1,
        help="how much it gives away: 1 where to look, 2 the idea, 3 the way (default 1)",
    )
    add_asking(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    return {**dict.fromkeys(("problem", "grade", "hint", "source")), "left_out": []}


def run(options: argparse.Namespace) -> int:
    """Gives a hint, and returns the exit code."""
    from shortlist_engine.cli.hint_file import give_hint

    return give_hint(options)
