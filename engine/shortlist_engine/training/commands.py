"""`shortlist train tokenizer | run | export | evaluate`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import CARD, CONFIG, TOKENIZER, find_model
from shortlist_engine.training.recipe import Recipe, load_recipe

ACTIONS = {
    "tokenizer": "train the tokenizer",
    "run": "train the model (and the tokenizer, when there is none yet)",
    "export": "write the model's folder: ONNX graphs, safetensors, manifest",
    "evaluate": "measure the exported model on unseen problems of the bank",
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
        help="a shipped recipe (default, tiny, or the paper's 300m, 1b, 3b, 9b and 41b) "
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
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument(
        "--model",
        default=None,
        metavar="DIR",
        help="export: where to write; evaluate: what to measure, a folder or "
        "an installed name (default: OUT/model)",
    )
    parser.add_argument(
        "--runtime-only",
        action="store_true",
        help="export: leave out model.safetensors, which sampling does not need",
    )
    parser.add_argument(
        "--instances",
        type=int,
        default=5,
        metavar="N",
        help="evaluate: unseen instances per family (default 5)",
    )
    parser.add_argument(
        "--samples",
        type=int,
        default=100,
        metavar="N",
        help="evaluate: samples per instance (default 100)",
    )
    parser.add_argument(
        "--temperature",
        type=float,
        default=None,
        help="evaluate: sample at this temperature instead of the model's; "
        "export: make it the model's default",
    )
    parser.add_argument(
        "--families", nargs="*", default=[], metavar="NAME", help="evaluate: these families only"
    )


def main(args: argparse.Namespace) -> int:
    """Returns the exit status: 0, or 1 after printing what to change."""
    try:
        recipe = load_recipe(args.recipe)
        out: Path = args.out or Path("runs") / recipe.name
        if args.action == "tokenizer":
            _tokenizer(recipe, args, out)
        elif args.action == "run":
            _run(recipe, args, out)
        elif args.action == "export":
            _export(out, Path(args.model or out / "model"), args.temperature, not args.runtime_only)
        else:
            folder = find_model(args.model) if args.model else out / "model"
            _evaluate(args, folder, out)
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


def _tokenizer(recipe: Recipe, args: argparse.Namespace, out: Path) -> None:
    from shortlist_engine.model.tokenizer import train_tokenizer
    from shortlist_engine.training.data import load_source, tokenizer_texts

    source, _ = load_source(recipe, args.data, args.exclude)
    texts = tokenizer_texts(source, recipe.data.tokenizer_sequences, recipe.data.seed)
    out.mkdir(parents=True, exist_ok=True)
    partial = out / "tokenizer.tmp"
    partial.write_bytes(train_tokenizer(texts, recipe.model.vocab_size))
    partial.replace(out / TOKENIZER)
    print(f"{out / TOKENIZER}: {recipe.model.vocab_size} pieces")


def _run(recipe: Recipe, args: argparse.Namespace, out: Path) -> None:
    from shortlist_engine.model.tokenizer import Tokenizer
    from shortlist_engine.training.data import load_source, write_shards
    from shortlist_engine.training.distributed import launch
    from shortlist_engine.training.trainer import LOG, train

    if not (out / TOKENIZER).exists():
        _tokenizer(recipe, args, out)
    source, rows = load_source(recipe, args.data, args.exclude)
    tokenizer = (out / TOKENIZER).read_bytes()
    config = ModelConfig(
        **{**asdict(recipe.model), "vocab_size": len(Tokenizer.load(out / TOKENIZER))},
        tags=tuple(source.tags),
        families=tuple(source.names),
        name=recipe.name,
    )
    shards = write_shards(recipe, rows, source.tags, tokenizer, out / "data")
    valid = out / "data" / "valid.npz"
    print(
        f"{len(source.names)} families, {len(rows)} real problems; progress in {out / LOG}",
        flush=True,
    )
    launch(train, recipe.train.processes, recipe, config, shards, valid, out, args.resume)
    print(f"trained; checkpoint in {out}")
    _plot(out)


def _export(out: Path, folder: Path, temperature: float | None, weights: bool) -> None:
    from shortlist_engine.model.checkpoint import save_model
    from shortlist_engine.model.export import export_model
    from shortlist_engine.model.transformer import EncoderDecoder
    from shortlist_engine.training.trainer import CHECKPOINT, read_checkpoint

    state = read_checkpoint(out / CHECKPOINT)
    config = ModelConfig.from_dict(state["config"], str(out / CHECKPOINT))
    if temperature is not None:
        config = replace(config, temperature=temperature)
    model = EncoderDecoder(config)
    model.load_state_dict(state["model"])
    tokenizer = (out / TOKENIZER).read_bytes()
    if weights:
        save_model(model.eval(), tokenizer, folder)
    export_model(model, tokenizer, folder)
    print(f"exported step {state['step']} to {folder}")


def _evaluate(args: argparse.Namespace, folder: Path, out: Path) -> None:
    from shortlist_engine.execution.pool import SandboxUnavailable
    from shortlist_engine.training.evaluate import evaluate, report

    if not (folder / CONFIG).exists():
        raise ModelError(f"{folder} holds no model: run `shortlist train export` first")
    try:
        results = evaluate(
            folder,
            instances=args.instances,
            samples=args.samples,
            temperature=args.temperature,
            names=args.families,
        )
    except SandboxUnavailable as error:
        raise ModelError(str(error)) from error
    text = report(results)
    out.mkdir(parents=True, exist_ok=True)
    (out / "evaluation.md").write_text(text, "utf-8")
    print(text)
    print(f"written to {out / 'evaluation.md'}; see {CARD} for the shipped model's figures")


def _plot(out: Path) -> None:
    """The loss curve as loss.png, when matplotlib is there."""
    import json

    try:
        import matplotlib
    except ModuleNotFoundError:
        return
    from shortlist_engine.training.trainer import LOG

    matplotlib.use("Agg")
    from matplotlib import pyplot

    lines = [json.loads(line) for line in (out / LOG).read_text("utf-8").splitlines()]
    figure, axis = pyplot.subplots(figsize=(7, 4))
    for name, label in (
        ("loss", "training"),
        ("mlm", "training, masked tokens"),
        ("valid", "unseen instances"),
    ):
        points = [(x["step"], x[name]) for x in lines if name in x]
        if points:
            axis.plot(*zip(*points, strict=True), label=label)
    axis.set_xlabel("step")
    axis.set_ylabel("loss, nats per token")
    axis.set_yscale("log")
    axis.legend()
    figure.tight_layout()
    figure.savefig(out / "loss.png", dpi=120)
    pyplot.close(figure)
