"""`shortlist library list | add | remove | update | search`."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.arguments import Commands, positive
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
    DONE: "done; with search, something was found",
    FAILED: "search found nothing",
    BAD_INPUT: "wrong usage, or a folder or file that cannot be used (the message says why)",
    UNAVAILABLE: "the index cannot be written or read",
    INTERRUPTED: "interrupted with Ctrl-C; what was read is kept, `update` goes on",
}


def add_parser(commands: Commands) -> None:
    """Adds the command, its actions and their options."""
    parser = commands.add_parser(
        "library",
        help="known solutions that a solve tries first",
        description="The programs that a solve tries on the examples before it samples any: those "
        "of the problem bank, and your own, found by the likeness of their problems.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the sources, and what is known of each")
    add = actions.add_parser(
        "add",
        help="add a folder of programs, or a JSON Lines file",
        description="Adds a folder of solutions (statements are read from comments, from texts "
        "beside the programs and from the names of files), a .jsonl or .jsonl.gz file of problems "
        "with solutions, or `bank`, the problem bank. Files stay where they are, and are read "
        "again when they change.",
    )
    add.add_argument("source", metavar="FOLDER|FILE|bank")
    remove = actions.add_parser("remove", help="forget a source; its files stay as they are")
    remove.add_argument("source", metavar="FOLDER|FILE|bank")
    update = actions.add_parser("update", help="read what is new or has changed, without a solve")
    search = actions.add_parser("search", help="the programs that a solve would try first")
    search.add_argument("file", metavar="FILE", help="source file or statement; - for input")
    search.add_argument("--line", type=positive(int), metavar="N", help="the problem at this line")
    search.add_argument(
        "--count", type=positive(int), default=10, metavar="N", help="programs, default %(default)s"
    )
    search.add_argument(
        "--language", action="append", choices=runnable(), help="in this one; may be repeated"
    )
    search.add_argument("--show", action="store_true", help="print the programs as well")
    for action in (listing, add, update, search):
        action.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Does what is asked, and returns the exit code."""
    from shortlist_engine.cli.library_actions import run_action

    return run_action(options)
