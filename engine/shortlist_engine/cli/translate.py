"""`shortlist translate`: a program in another language, with proof."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_asking, add_program, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)
from shortlist_engine.languages import runnable

EXIT_CODES = {
    DONE: "the first translation gives equal outputs on all inputs",
    FAILED: "no translation does, or nothing could be compared",
    BAD_INPUT: "wrong usage, files that cannot be used, or a model or language that cannot do it",
    UNAVAILABLE: "the model or the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was compared is printed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "translate",
        help="translate a program into another language, with proof",
        description="Has the model translate the program in FILE, and runs each translation "
        "against the original on the examples and on generated inputs. The first one has the most "
        "equal outputs.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_program(parser, "only these lines of it, from 1", "the program of the problem at this line")
    parser.add_argument("--to", required=True, choices=runnable(), help="the language wanted")
    parser.add_argument(
        "--tests", metavar="PATH", help="inputs to compare on: a file, or a directory of tests"
    )
    parser.add_argument(
        "--inputs", type=positive(int), default=60, metavar="N", help="compare on, default 60"
    )
    parser.add_argument(
        "--samples",
        type=positive(int),
        metavar="N",
        help="answers of the model (default: 8, or 64 of one that is quick)",
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--beside", action="store_true", help="write the first one to a new file beside FILE"
    )
    place.add_argument(
        "--below", action="store_true", help="write it into FILE as a comment below the program"
    )
    place.add_argument(
        "--in-place",
        action="store_true",
        help="write it in the place of FILE; the original is kept as FILE.orig",
    )
    parser.add_argument(
        "--unproved",
        action="store_true",
        help="write it also when its outputs are not equal on all inputs",
    )
    add_asking(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    fields = dict.fromkeys(("file", "language", "to", "problem", "model", "reason", "written"))
    return {**fields, "inputs": 0, "examples": 0, "translations": [], "notes": []}


def run(options: argparse.Namespace) -> int:
    """Translates, and returns the exit code."""
    from shortlist_engine.cli.translate_file import translate_file

    return translate_file(options)
