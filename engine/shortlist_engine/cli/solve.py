"""`shortlist solve`: from a file to a table of solutions."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_cluster, add_computing, positive
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
    DONE: "at least one program passed all examples",
    FAILED: "no program passed all examples",
    BAD_INPUT: "wrong usage, or a statement that cannot be used (the line is named)",
    UNAVAILABLE: "the model, the sandbox or the engine cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was found is printed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "solve",
        help="solve the problem in a file",
        description="Solves the problem that stands as a comment in a source file, or as text in a "
        ".md or .txt file. Progress goes to standard error, the result to standard output.",
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
        "--samples", type=positive(int), default=1000, metavar="N", help="default %(default)s"
    )
    parser.add_argument(
        "--seconds", type=positive(float), default=60.0, metavar="S", help="default %(default)g"
    )
    parser.add_argument(
        "--language",
        action="append",
        choices=runnable(),
        help="write programs in this language, if the model does; may be repeated (default: the "
        "language of FILE when the model writes it, otherwise Python and C++)",
    )
    parser.add_argument(
        "--count", type=positive(int), default=10, metavar="N", help="solutions, default 10"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same samples")
    parser.add_argument("--temperature", type=positive(float), metavar="T", help="of the sampling")
    parser.add_argument(
        "--no-repair",
        action="store_true",
        help="do not have a model that can correct programs that fail",
    )
    parser.add_argument(
        "--no-model-tests",
        action="store_true",
        help="do not have a model that can write programs that make and solve small inputs",
    )
    add_computing(parser)
    add_cluster(parser)
    parser.add_argument(
        "--no-library",
        dest="library",
        action="store_false",
        help="do not try known programs of similar problems first (see shortlist library)",
    )
    parser.add_argument("--output", metavar="FILE", help="write the best program to this new file")
    parser.add_argument("--json", action="store_true", help="print one JSON document at the end")
    parser.add_argument("--json-stream", action="store_true", help="print one JSON line per event")
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    head = {"event": "done"} if options is not None and options.json_stream else {}
    fields = dict.fromkeys(("problem", "reason", "progress", "model", "confidence"))
    return {**head, **fields, "solved": False, "solutions": [], "notes": [], "near_misses": []}


def run(options: argparse.Namespace) -> int:
    """Solves, and returns the exit code."""
    from shortlist_engine.cli.solve_file import solve_file

    return solve_file(options)
