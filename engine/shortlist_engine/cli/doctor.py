"""`shortlist doctor`: what works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.arguments import Commands, add_prompt
from shortlist_engine.cli.exit_codes import DONE, FAILED


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "doctor",
        help="check this installation",
        description="Checks everything a solve needs. Exit code 1 when something is broken.",
    )
    parser.add_argument(
        "name",
        nargs="?",
        metavar="MODEL",
        help="try this model: loads it, asks it, measures it, cancels it",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--model", metavar="MODEL", help="the same")
    add_prompt(parser)
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="measure again how to sample the fastest on this machine (about a second)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints all checks, and returns FAILED when one is an error."""
    from shortlist_engine.cli.doctor_checks import examine, healthy
    from shortlist_engine.cli.doctor_json import print_checks
    from shortlist_engine.cli.doctor_view import show_checks

    model = options.name or options.model
    checks = examine(model, calibrate=options.calibrate, prompt=options.prompt)
    show = print_checks if options.json else show_checks
    show(checks)
    return DONE if healthy(checks) else FAILED
