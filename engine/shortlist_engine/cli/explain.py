"""`shortlist explain`: what a program does, with the facts of a real run."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import (
    Commands,
    add_asking,
    add_program,
    add_unisolated,
    positive,
)
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "explained; without a model that explains, the facts of the run alone",
    FAILED: "the run shows something in the explanation to be wrong",
    BAD_INPUT: "wrong usage, files that cannot be used, or nothing that can be said",
    UNAVAILABLE: "the model or the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what is known is printed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "explain",
        help="explain a program, with the values of a real run",
        description="Runs the program in FILE on an example of its problem, watches what each line "
        "does, and has the model explain it. What the model says of the run is compared with it.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_program(
        parser,
        "only these lines of it, which are not run",
        "the program of the problem at this line",
    )
    run_on = parser.add_mutually_exclusive_group()
    run_on.add_argument(
        "--example", type=positive(int), metavar="N", help="run it on this example (default: 1)"
    )
    run_on.add_argument("--input", metavar="FILE", help="run it on this input")
    parser.add_argument(
        "--facts-only", action="store_true", help="only the facts of the run; no model is asked"
    )
    add_unisolated(parser)
    add_asking(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    fields = dict.fromkeys(("file", "language", "problem", "model", "run", "trace"))
    return {**fields, "words": "", "claims": [], "notes": []}


def run(options: argparse.Namespace) -> int:
    """Explains, and returns the exit code."""
    from shortlist_engine.cli.explain_file import explain_file

    return explain_file(options)
