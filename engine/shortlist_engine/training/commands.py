"""`shortlist train tokenizer | pretrain | run | export`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER, WEIGHTS
from shortlist_engine.training import stages
from shortlist_engine.training.recipe import load_recipe

ACTIONS = {
    "tokenizer": "train the tokenizer",
    "pretrain": "train on source code, into OUT/pretrain (and the tokenizer, when there is none)",
    "run": "train on problems: fine-tune, or all there is (and the tokenizer, as above)",
    "export": "write the model's folder: ONNX graphs, safetensors, manifest",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=list(ACTIONS),
        help="; ".join(f"{name}: {text}" for name, text in ACTIONS.items()),
    )
    parser.add_argument(
        "--recipe",
        default="default",
        help="a shipped recipe (default, complete, tiny, or the paper's 300m, 1b, 3b, 9b and 41b) "
        "or a .toml file",
    )
    parser.add_argument(
        "--data",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="JSON Lines files of problems with programs, beside the bank",
    )
    parser.add_argument(
        "--exclude",
        nargs="*",
        type=Path,
        default=[],
        metavar="FILE",
        help="JSON Lines files whose problems are left out of --data",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder of the run (default: runs/RECIPE)",
    )
    parser.add_argument(
        "--code",
        nargs="*",
        type=Path,
        default=[],
        metavar="DIR",
        help="tokenizer, pretrain: folders of source code, read with all below them",
    )
    parser.add_argument(
        "--from",
        dest="start",
        default=None,
        metavar="WEIGHTS",
        help="pretrain, run: start from this run, model or file instead of the recipe's "
        "start_from; 'random' for none",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the last checkpoint, or begin when there is none",
    )
    parser.add_argument(
        "--model",
        default=None,
        metavar="DIR",
        help="export: where to write (default: OUT/model)",
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


def main(args: argparse.Namespace) -> int:
    """Returns the exit status: 0, or 1 after printing what to change."""
    try:
        recipe = load_recipe(args.recipe)
        out: Path = args.out or Path("runs") / recipe.name
        if args.action in stages.STAGES:
            given = stages.StageInputs(args.data, args.exclude, args.code, args.start, args.resume)
            stages.STAGES[args.action](recipe, given, out)
        else:
            _export(out, Path(args.model or out / "model"), args.temperature, not args.runtime_only)
    except (ModelError, ValueError, OSError) as error:
        print(f"shortlist train: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "onnx", "safetensors"):
            raise
        print(
            f"shortlist train: {error.name} is missing: pip install 'shortlist[train]'",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("shortlist train: stopped; go on with --resume", file=sys.stderr)
        return 130
    return 0


def _export(out: Path, folder: Path, temperature: float | None, weights: bool) -> None:
    from shortlist_engine.model.checkpoint import save_model
    from shortlist_engine.model.export import export_model
    from shortlist_engine.model.transformer import EncoderDecoder
    from shortlist_engine.training.checkpoints import (
        CHECKPOINT,
        check_tokenizer,
        read_checkpoint,
    )

    state = read_checkpoint(out / CHECKPOINT)
    check_tokenizer(state, out / CHECKPOINT)
    config = ModelConfig.from_dict(state["config"], str(out / CHECKPOINT))
    if temperature is not None:
        config = replace(config, temperature=temperature)
    model = EncoderDecoder(config)
    model.load_state_dict(state["model"])
    tokenizer = (out / TOKENIZER).read_bytes()
    if weights:
        save_model(model.eval(), tokenizer, folder)
    else:
        # Of another export, it would be taken for the weights of these graphs.
        (folder / WEIGHTS).unlink(missing_ok=True)
    export_model(model, tokenizer, folder)
    print(f"exported step {state['step']} to {folder}")
