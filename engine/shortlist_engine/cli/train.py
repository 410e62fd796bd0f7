"""`shortlist train`: training and exporting a model, which needs the extra `train`."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.arguments import Commands
from shortlist_engine.training.arguments import add_arguments


def add_parser(commands: Commands) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser("train", help="train and export a model")
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Trains or exports, and returns the exit code."""
    from shortlist_engine.cli.clustering import workplace_of
    from shortlist_engine.training import commands

    return commands.main(options, lambda: workplace_of(options))
