"""`shortlist attention`: which words the model reads while it writes each line of a program."""

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

EXIT_CODES = {
    DONE: "shown, or written to the page",
    FAILED: "no program was named, and a quick solve wrote none that runs",
    BAD_INPUT: "wrong usage, files that cannot be used, or a model or language that cannot be read",
    UNAVAILABLE: "the model or the sandbox cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "attention",
        help="see which words of a problem the model reads for each line of a program",
        description="Shows which words of the problem in FILE one of Shortlist's own models reads "
        "while it writes each line of a program: that of --program, else the code beside the "
        "comment in FILE, else the best one of a quick solve.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", help="source file or statement; - for standard input"
    )
    parser.add_argument(
        "--line", type=positive(int), metavar="N", help="the problem at this line of the file"
    )
    parser.add_argument("--program", metavar="FILE", help="a program in a file of its own")
    parser.add_argument(
        "--of",
        type=positive(int),
        metavar="N",
        help="only for this line of the program, with the whole statement",
    )
    parser.add_argument(
        "--html", metavar="FILE", help="write a page to look at in a browser, for all lines"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    solve = parser.add_argument_group("the quick solve, where no program is named")
    solve.add_argument(
        "--samples", type=positive(int), default=200, metavar="N", help="default %(default)s"
    )
    solve.add_argument(
        "--seconds", type=positive(float), default=20.0, metavar="S", help="default %(default)g"
    )
    solve.add_argument("--seed", type=int, metavar="N", help="same seed, same samples")
    add_computing(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    return dict.fromkeys(("problem", "program", "text", "words", "lines"))


def run(options: argparse.Namespace) -> int:
    """Shows it, and returns the exit code."""
    from shortlist_engine.cli.attention_file import show_attention

    return show_attention(options)
