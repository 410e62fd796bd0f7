"""`shortlist train`: training and exporting a model, which needs the extra `train`."""

from __future__ import annotations

import argparse
import sys

from shortlist_engine.cli.arguments import Commands
from shortlist_engine.cli.exit_codes import UNAVAILABLE
from shortlist_engine.training.arguments import add_arguments


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser("train", help="train and export a model")
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Trains or exports, and returns the exit code."""
    from shortlist_engine.training import commands

    try:
        return int(commands.main(options))
    except ModuleNotFoundError as error:
        print(
            f"Training needs more than the base install: the package {error.name} is missing. "
            'Install it with: pip install "shortlist[train]"',
            file=sys.stderr,
        )
        return UNAVAILABLE
