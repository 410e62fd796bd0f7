"""`shortlist model list | info | import | export | remove`."""

from __future__ import annotations

import argparse

from shortlist_engine.cli.arguments import Commands
from shortlist_engine.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    INTERRUPTED,
    UNAVAILABLE,
    exit_codes_text,
)

EXIT_CODES = {
    DONE: "done",
    BAD_INPUT: "wrong usage, or a name that is not known, cannot be used, or is taken",
    UNAVAILABLE: "the model is damaged or does not fit together, or it cannot be written",
    INTERRUPTED: "interrupted with Ctrl-C; nothing half-written is left",
}


def add_parser(commands: Commands) -> None:
    """Adds the command, its actions and their options."""
    parser = commands.add_parser(
        "model",
        help="list, inspect, install and write out models",
        description="The built-in model and those that you installed. --model of the other "
        "commands takes their names.",
        epilog=exit_codes_text(EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="models that are built in, installed, or served here")
    info = actions.add_parser("info", help="shape, files and card of a model; checks its files")
    info.add_argument(
        "name", nargs="?", default="default", metavar="NAME", help="default: the built-in"
    )
    for action in (listing, info):
        action.add_argument("--json", action="store_true", help="print one JSON document")
    bring = actions.add_parser(
        "import",
        help="install a model",
        description="Installs a folder made by `shortlist train export`, or model.safetensors with "
        "config.json and tokenizer.model beside it (which needs the extra `train`, to make the "
        "ONNX graphs). The model is checked and tried before it gets its name.",
    )
    bring.add_argument("source", metavar="FOLDER|FILE")
    bring.add_argument("--name", default="", metavar="NAME", help="default: the model's own")
    bring.add_argument(
        "--link", action="store_true", help="leave the files where they are and refer to them"
    )
    bring.add_argument(
        "--replace", action="store_true", help="take the place of an installed model of that name"
    )
    write = actions.add_parser("export", help="write a model to a new folder")
    write.add_argument("name", metavar="NAME")
    write.add_argument("folder", metavar="FOLDER")
    write.add_argument(
        "--format",
        choices=["onnx", "safetensors"],
        default="onnx",
        help="what sampling reads (default), or weights to train on (needs the extra `train` when "
        "the model was installed without them)",
    )
    remove = actions.add_parser("remove", help="remove an installed model, or the link to it")
    remove.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Does what is asked, and returns the exit code."""
    from shortlist_engine.cli.model_actions import run_action

    return run_action(options)
