"""`shortlist train tokenizer | prepare | pretrain | run | iterate | pack | export`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.extras import install_command
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import WEIGHTS
from shortlist_engine.training import stages
from shortlist_engine.training.recipe import load_recipe

if TYPE_CHECKING:
    from shortlist_engine.evaluation.stages import Workplace


Opening = Callable[[], "AbstractContextManager[Workplace]"]


def main(args: argparse.Namespace, workplace: Opening | None = None) -> int:
    """Does the action; `iterate` measures in the `workplace`, by default in this process. Returns
    the exit status: 0; after printing what to change, 3 when the extra `train` is not installed and
    otherwise 1; 130 after Ctrl-C."""
    try:
        recipe = load_recipe(args.recipe)
        out: Path = args.out or Path("runs") / recipe.name
        if args.action in stages.STAGES:
            given = stages.StageInputs(
                args.data,
                args.exclude,
                args.code,
                args.valid,
                args.start,
                args.resume,
                args.prepared,
            )
            stages.STAGES[args.action](recipe, given, out)
        elif args.action == "iterate":
            _iterate(args, out, workplace)
        elif args.action == "pack":
            _pack(out, Path(args.model or out / "packed"))
        else:
            _export(out, Path(args.model or out / "model"), args.temperature, not args.runtime_only)
    except (ModelError, ValueError, OSError) as error:
        print(f"shortlist train: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "onnx", "safetensors"):
            raise
        print(
            f"Training needs more than the base install: the package {error.name} is missing. "
            f"Install it with: {install_command('train')}",
            file=sys.stderr,
        )
        return 3
    except KeyboardInterrupt:
        how = "the same command" if args.action == "iterate" else "--resume"
        print(f"shortlist train: stopped; go on with {how}", file=sys.stderr)
        return 130
    return 0


def _iterate(args: argparse.Namespace, out: Path, workplace: Opening | None) -> None:
    from shortlist_engine.evaluation.stages import here
    from shortlist_engine.host import local_resources
    from shortlist_engine.protocol import EngineError
    from shortlist_engine.sampling import ModelChoice, UnsupportedError
    from shortlist_engine.training.iteration import rounds

    if not args.statements:
        raise ModelError("give the problems to solve with --statements")
    if args.cluster and workplace is None:
        raise ModelError("--cluster goes with `shortlist train iterate`")
    settings = rounds.RoundSettings(
        args.statements, args.exclude, args.samples, args.limit, args.seed, args.round, args.agree
    )
    try:
        with workplace() if workplace is not None else nullcontext(here) as place:
            resources = local_resources(ModelChoice(args.model))
            report = rounds.iterate(settings, out, resources, workplace=place)
    except (EngineError, UnsupportedError) as error:
        raise ModelError(str(error)) from error
    print(report.text())
    if report.kept:
        made = out / f"round-{args.round}" / rounds.PROBLEMS
        print(f"{made}: train on it with --data")


def _pack(out: Path, folder: Path) -> None:
    from shortlist_engine.training.packing import pack

    done = pack(out, folder)
    print(f"packed step {done.step}, after {done.cpu / 3600:.2f} CPU-hours, into {folder}")
    print(f"go on from it with: shortlist train run --from {folder} --out ANOTHER_FOLDER")


def _export(out: Path, folder: Path, temperature: float | None, weights: bool) -> None:
    from shortlist_engine.model.checkpoint import save_model
    from shortlist_engine.model.export import export_model
    from shortlist_engine.training.checkpoints import trained_model

    model, tokenizer, state = trained_model(out)
    if temperature is not None:
        model.config = replace(model.config, temperature=temperature)
    if weights:
        save_model(model.eval(), tokenizer, folder)
    else:
        # Of another export, it would be taken for the weights of these graphs.
        (folder / WEIGHTS).unlink(missing_ok=True)
    export_model(model, tokenizer, folder)
    print(f"exported step {state['step']} to {folder}")
