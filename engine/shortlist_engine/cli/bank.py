"""`shortlist bank`: problems to practise on, and their proof."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.cli.arguments import Commands, add_cluster
from shortlist_engine.cli.exit_codes import DONE, BadInput
from shortlist_engine.languages import CPP, PYTHON

if TYPE_CHECKING:
    from shortlist_engine.bank import Family


def add_parser(commands: Commands) -> None:
    """Adds the command, its actions and their options."""
    parser = commands.add_parser("bank", help="problems to practise on")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the problem families")
    listing.add_argument("--tag", metavar="TAG", help="only families with this tag")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="print a problem as a comment")
    _add_problem(show)
    show.add_argument("--voice", metavar="VOICE", help=_voices())
    show.add_argument(
        "--language",
        default=PYTHON.name,
        help="whose comment (a language identifier such as python, cpp, java; or markdown)",
    )
    show.set_defaults(run=_show)
    hint = actions.add_parser("hint", help="print a hint to a problem")
    _add_problem(hint)
    hint.add_argument(
        "--number",
        type=int,
        default=1,
        choices=(1, 2, 3, 4),
        help="1 to 3, each gives away more; 4 is the explanation; default 1",
    )
    hint.set_defaults(run=_hint)
    check = actions.add_parser("check", help="prove families in the sandbox")
    check.add_argument("names", metavar="NAME", nargs="*", help="families; all of them when none")
    check.add_argument(
        "--instances", type=int, default=4, metavar="N", help="of each family, default 4"
    )
    check.add_argument("--report", type=Path, metavar="FILE", help="write the figures as Markdown")
    add_cluster(check)
    check.set_defaults(run=_check)


def _add_problem(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a family of `shortlist bank list`")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which problem, default 0")


def _voices() -> str:
    return (
        "codeforces, atcoder, kattis, exam, leetcode or docstring; default: one of the first four"
    )


def _list(options: argparse.Namespace) -> int:
    from shortlist_engine.bank import families

    for name, family in families().items():
        if options.tag is None or options.tag in family.tags:
            print(f"{name:32} {family.rating:5}  {', '.join(family.tags)}")
    return DONE


def _family(name: str) -> Family:
    from shortlist_engine.bank import families

    known = families()
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "See `shortlist bank list`."
        raise BadInput(f"There is no family {name!r}. {hint}")
    return known[name]


def _show(options: argparse.Namespace) -> int:
    import random

    from shortlist_engine.bank.telling import FUNCTIONS, PAGES
    from shortlist_engine.statement.render import Judge, render_statement
    from shortlist_engine.statement.wrapping import wrap_comment

    family, voice = _family(options.name), options.voice
    if voice is None:
        voice = random.Random(f"{options.name}:{options.seed}:voice").choice(list(PAGES))
    language = options.language if options.language in (PYTHON.name, CPP.name) else None
    if voice in FUNCTIONS and language is None:
        raise BadInput(f"--language: the voice {voice} is for python and cpp.")
    try:
        instance = family.instance(options.seed, voice, language)
    except ValueError as error:
        raise BadInput(f"--voice: {error}") from error
    rng = random.Random(options.seed)
    if instance.head is not None:
        text = instance.head(instance.problem(rng).examples)
    else:
        layout: Judge = "atcoder" if voice == "exam" else voice
        try:
            text = wrap_comment(render_statement(instance.problem(rng), layout), options.language)
        except ValueError as error:
            raise BadInput(f"--language: {error}") from error
    sys.stdout.write(text)
    sys.stdout.flush()
    return DONE


def _hint(options: argparse.Namespace) -> int:
    instance = _family(options.name).instance(options.seed)
    print((*instance.hints, instance.explanation)[options.number - 1])
    return DONE


def _check(options: argparse.Namespace) -> int:
    from shortlist_engine.bank import families
    from shortlist_engine.cli import bank_check

    chosen = [_family(name) for name in options.names] or list(families().values())
    return bank_check.run(chosen, options.instances, options.report, options.cluster)
