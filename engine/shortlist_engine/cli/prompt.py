"""`shortlist prompt`: a prompt of the user's own, on a file or a part of it."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_asking, add_program, positive
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "answered",
    BAD_INPUT: "wrong usage, a prompt that is not there or cannot be filled, or a model that does "
    "not follow instructions",
    UNAVAILABLE: "the model cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; what was answered is printed",
}


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "prompt",
        help="ask the model with a prompt of your own",
        description="Asks the model with a prompt of yours, a file NAME.md in the folder of "
        "prompts, in which {{selection}}, {{language}} and {{statement}} stand for what is in "
        "FILE. What it answers is not run.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="of the prompt")
    add_program(
        parser,
        "only these lines of it, from 1",
        "what belongs to the problem at this line",
        optional=True,
    )
    parser.add_argument("--list", action="store_true", help="list your prompts and their folder")
    parser.add_argument(
        "--samples", type=positive(int), default=1, metavar="N", help="answers, default 1"
    )
    add_asking(parser)
    parser.set_defaults(run=run)


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing has been read."""
    fields = dict.fromkeys(("name", "file", "folder", "model"))
    return {**fields, "prompts": [], "answers": [], "cancelled": False}


def run(options: argparse.Namespace) -> int:
    """Asks, and returns the exit code."""
    from shortlist_engine.cli.prompt_file import ask_prompt

    return ask_prompt(options)
