"""`shortlist practice`: problems to practise on, from the list to solved."""

from __future__ import annotations

import argparse
from typing import Any

from shortlist_engine.cli.arguments import Commands, add_unisolated, positive
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
    DONE: "done; with submit, the program passed all hidden tests",
    FAILED: "submit: the program failed one; list: there is no such problem",
    BAD_INPUT: "wrong usage, or a file or problem that cannot be used (the message says why)",
    UNAVAILABLE: "the sandbox or the progress file cannot be used",
    INTERRUPTED: "interrupted with Ctrl-C; nothing of it was kept",
}
STATES = ("new", "open", "solved", "given_up", "unsolved", "due")
TABLES = ("rounds", "tries", "hints", "ratings", "due", "contests")
VOICES = ("codeforces", "atcoder", "kattis", "exam", "leetcode", "docstring")


def add_parser(commands: Commands) -> None:
    """Adds the command, its actions and their options."""
    parser = commands.add_parser(
        "practice",
        help="practise on problems of the bank or your own sets",
        description="Problems to practise on: chosen, opened as files, judged by hidden tests, "
        "with hints, contests, a rating and spaced repetition. docs/practice.md is the guide.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = [
        _next(actions),
        _open(actions),
        _submit(actions),
        *_help_actions(actions),
        _list(actions),
        _contest(actions),
        _progress(actions),
        _import(actions),
        _sets(actions),
        _export(actions),
    ]
    for action in made:
        action.add_argument("--json", action="store_true", help="print one JSON document")
        action.add_argument(
            "--progress",
            metavar="FILE",
            dest="progress_file",
            help="the progress file (default: your own)",
        )
    parser.set_defaults(run=run, model=None, precision="float32", device="cpu", prompt="auto")


def _next(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("next", help="choose what to practise next, and say why")
    _add_filter(parser)
    parser.add_argument("--like", metavar="ID", help="another one like this")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed chooses the same")
    parser.add_argument(
        "--open",
        nargs="?",
        const=".",
        metavar="PLACE",
        help="open it at once, as this new file or in this folder (default: here)",
    )
    _add_language(parser)
    return parser


def _open(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("open", help="write a problem to a new file")
    parser.add_argument("id", metavar="ID", help="as list and next name it")
    parser.add_argument("place", metavar="PLACE", nargs="?", help="a new file, or a folder")
    parser.add_argument("--voice", choices=VOICES, help="in whose words (the bank's)")
    parser.add_argument("--kind", choices=("stdin", "function"), help="a program or a function")
    parser.add_argument("--template", metavar="FILE", help="begin with this (default: yours)")
    _add_language(parser)
    return parser


def _submit(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("submit", help="judge a program by the hidden tests")
    parser.add_argument("file", metavar="FILE", help="the program, as open wrote its file")
    parser.add_argument("--problem", metavar="ID", help="which problem, when FILE does not say")
    parser.add_argument(
        "--show-failure",
        action="store_true",
        help="show the first test that fails; it counts as help",
    )
    parser.add_argument(
        "--json-stream", action="store_true", help="print one JSON line per group, and a last one"
    )
    add_unisolated(parser)
    parser.add_argument("--std", metavar="NAME", help="the standard of C or C++, such as c++20")
    parser.add_argument(
        "--workers", type=positive(int), metavar="N", help="programs run at once (default: cores)"
    )
    _add_language(parser)
    return parser


def _help_actions(actions: Commands) -> list[argparse.ArgumentParser]:
    made = []
    for name, words in (
        ("hint", "the next of three hints, each giving away more"),
        ("give-up", "end a problem unsolved, and see how it is done"),
        ("explain", "the explanation and solutions, once solved or given up"),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument("target", metavar="FILE|ID", help="the file, or the problem's name")
        if name == "hint":
            parser.add_argument("--again", action="store_true", help="those that were given")
        made.append(parser)
    return made


def _list(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("list", help="what there is to practise")
    _add_filter(parser)
    parser.add_argument("--state", choices=STATES, help="where you stand with it")
    parser.add_argument("--search", metavar="TEXT", default="", help="in names and titles")
    parser.add_argument(
        "--limit", type=positive(int), metavar="N", help="rows (default 40; with --json all)"
    )
    return parser


def _contest(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        "contest", help="a contest of your own: start, status (the default) or finish"
    )
    parser.add_argument("what", nargs="?", choices=("start", "status", "finish"), default="status")
    _add_filter(parser)
    parser.add_argument(
        "--problems", type=positive(int), default=5, metavar="N", help="default %(default)s"
    )
    parser.add_argument(
        "--minutes", type=positive(int), default=120, metavar="N", help="default %(default)s"
    )
    parser.add_argument("--at", type=float, metavar="RATING", help="how hard (default: your own)")
    parser.add_argument("--folder", metavar="DIR", help="where the files go (default: a new one)")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed draws the same")
    _add_language(parser)
    return parser


def _progress(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("progress", help="rating, streak, weeks, topics, what is due")
    parser.add_argument(
        "--set-rating", type=float, metavar="R", help="begin from this rating, such as a judge's"
    )
    return parser


def _import(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        "import",
        help="bring in a set: JSON Lines, or problem packages",
        description="Imports a JSON Lines file of problems with tests, or a folder or .zip of "
        "problem packages (ICPC and Kattis, Polygon, or a statement with pairs of files). What is "
        "needed is copied. Imported problems have no hints.",
    )
    parser.add_argument("source", metavar="PATH")
    parser.add_argument("--name", default="", help="of the set (default: that of PATH)")
    parser.add_argument("--replace", action="store_true", help="in the place of the set so called")
    return parser


def _sets(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("sets", help="the sets that were imported")
    parser.add_argument("--remove", metavar="NAME", help="forget a set; your progress stays")
    return parser


def _export(actions: Commands) -> argparse.ArgumentParser:
    parser = actions.add_parser("export", help="your progress as CSV")
    parser.add_argument("file", metavar="FILE", nargs="?", help="a new file (default: printed)")
    parser.add_argument("--table", choices=TABLES, default="rounds", help="default %(default)s")
    return parser


def _add_filter(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("which problems")
    group.add_argument("--tag", action="append", metavar="TAG", help="with it; may be repeated")
    group.add_argument("--rating", metavar="R|LOW-HIGH", help="such as 1200, or 1000-1400")
    group.add_argument("--voice", choices=VOICES, help="in whose words (the bank's)")
    group.add_argument("--kind", choices=("stdin", "function"), help="programs or functions")
    group.add_argument("--set", metavar="NAME", help="of this set; `bank` is always there")


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=runnable(),
        metavar="NAME",
        help="of the file (default: by its name, else the one used last)",
    )


def blank_document(options: argparse.Namespace | None) -> dict[str, Any]:
    """Returns the fields of the JSON document where nothing is known."""
    return {"event": "done"} if getattr(options, "json_stream", False) else {}


def run(options: argparse.Namespace) -> int:
    """Does what is asked, and returns the exit code."""
    from shortlist_engine.cli.practice_actions import run_action

    return run_action(options)
