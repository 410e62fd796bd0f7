"""`shortlist bank`: problems to practise on."""

from __future__ import annotations

import argparse
import sys

from shortlist_engine.cli.arguments import Commands
from shortlist_engine.cli.exit_codes import DONE, BadInput
from shortlist_engine.languages import PYTHON


def add_parser(commands: Commands) -> None:
    """Adds the command, its actions and their options."""
    parser = commands.add_parser("bank", help="problems to practise on")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the problem families")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="print a problem as a comment")
    show.add_argument("name", metavar="NAME", help="a family of `shortlist bank list`")
    show.add_argument("--seed", type=int, default=0, metavar="N", help="which problem, default 0")
    show.add_argument(
        "--language",
        default=PYTHON.name,
        help="whose comment (a language identifier such as python, cpp, java; or markdown)",
    )
    show.set_defaults(run=_show)


def _list(options: argparse.Namespace) -> int:
    from shortlist_engine.bank import families

    for name, family in families().items():
        instance = family.instance(0)
        print(f"{name:32} {instance.rating:5}  {instance.title}")
    return DONE


def _show(options: argparse.Namespace) -> int:
    import random

    from shortlist_engine.bank import families
    from shortlist_engine.statement.render import render_statement, wrap_comment

    known = families()
    if options.name not in known:
        import difflib

        near = difflib.get_close_matches(options.name, known, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "See `shortlist bank list`."
        raise BadInput(f"There is no family {options.name!r}. {hint}")
    instance = known[options.name].instance(options.seed)
    problem = instance.problem(random.Random(options.seed))
    try:
        text = wrap_comment(render_statement(problem, "atcoder"), options.language)
    except ValueError as error:
        raise BadInput(f"--language: {error}") from error
    sys.stdout.write(text)
    sys.stdout.flush()
    return DONE
