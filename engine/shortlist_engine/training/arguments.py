"""The options of `shortlist train`. It imports nothing else, since every command's parser is made
to answer `shortlist --version`."""

from __future__ import annotations

import argparse
from pathlib import Path

ACTIONS = {
    "tokenizer": "train the tokenizer",
    "prepare": "make the data of run, as a folder OUT/prepared that needs nothing beside it",
    "pretrain": "train on source code, into OUT/pretrain (and the tokenizer, when there is none)",
    "run": "train on problems: fine-tune, or all there is (and the tokenizer, as above)",
    "iterate": "let a model solve statements, and write what its samples agree on as --data",
    "pack": "write what a run needs to go on elsewhere: half-precision weights, tokenizer, log",
    "export": "write the model's folder: ONNX graphs, safetensors, manifest",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the action and its options."""
    parser.add_argument(
        "action",
        choices=list(ACTIONS),
        help="; ".join(f"{name}: {text}" for name, text in ACTIONS.items()),
    )
    parser.add_argument(
        "--recipe",
        default="default",
        help="a shipped recipe (default, long, gpu, complete, tiny, or the paper's 300m, 1b, 3b, "
        "9b and 41b) or a .toml file",
    )
    parser.add_argument(
        "--data",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="tokenizer, prepare, run: JSON Lines files of problems with programs, beside the bank",
    )
    parser.add_argument(
        "--exclude",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="JSON Lines files whose problems, and what is nearly one of them, are left out of "
        "--data and --statements",
    )
    parser.add_argument(
        "--valid",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="prepare, run: JSON Lines files whose problems have a validation loss of their own",
    )
    parser.add_argument(
        "--prepared",
        type=Path,
        default=None,
        metavar="DIR",
        help="run: train on a folder that `prepare` made, here or on another machine, in the place "
        "of --data, --code and --valid",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder of the run (default: runs/RECIPE); iterate writes OUT/round-N",
    )
    parser.add_argument(
        "--code",
        nargs="*",
        type=Path,
        default=[],
        metavar="DIR",
        help="folders of source code, read with all below them: for the tokenizer, to pretrain, "
        "and to prepare and run with [data] code_share",
    )
    parser.add_argument(
        "--from",
        dest="start",
        default=None,
        metavar="WEIGHTS",
        help="pretrain, run: start from this run, model or file instead of the recipe's "
        "start_from; 'random' for none. prepare: make the data with the tokenizer of these weights",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="pretrain, run: go on from the last checkpoint, or begin when there is none",
    )
    parser.add_argument(
        "--model",
        default=None,
        metavar="DIR",
        help="export, pack: where to write (default: OUT/model, OUT/packed); iterate: the model "
        "that solves, by its folder or name (default: the one that ships)",
    )
    parser.add_argument(
        "--runtime-only",
        action="store_true",
        help="export: leave out model.safetensors, which sampling does not need",
    )
    parser.add_argument(
        "--temperature",
        type=float,
        default=None,
        help="export: make it the model's default",
    )
    iterating = parser.add_argument_group("iterate")
    iterating.add_argument(
        "--statements",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="JSON Lines files of problems with examples, with or without programs",
    )
    iterating.add_argument(
        "--samples", type=_above_zero, default=200, help="for each problem (default: 200)"
    )
    iterating.add_argument(
        "--limit", type=_above_zero, default=None, help="try the first LIMIT problems only"
    )
    iterating.add_argument("--seed", type=int, default=0, help="what the samples follow from")
    iterating.add_argument(
        "--round",
        type=_above_zero,
        default=1,
        metavar="N",
        help="the number of the round, which has a folder and samples of its own (default: 1)",
    )
    iterating.add_argument(
        "--agree",
        type=_above_zero,
        default=2,
        metavar="N",
        help="keep what at least N samples agree on (default: 2)",
    )
    iterating.add_argument(
        "--cluster",
        default=None,
        metavar="ADDRESS",
        help="sample and run programs on the nodes of the Ray cluster at HOST:PORT, or auto for "
        "the one of this machine, started where there is none",
    )


def _above_zero(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value
