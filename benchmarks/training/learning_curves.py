"""What each shape of the model gives for the same processor time: its learning curve.

    python -m benchmarks.training.learning_curves --data OUT/data --tokenizer OUT/tokenizer.model \\
        --out runs/curves [--shapes small middle large] [--cpu-minutes 12] [--jobs 1]

Every shape is trained alone, by the trainer itself, on the shards of a run, in a process of its own
with one thread, at a constant rate and with the recipe's tokens of a step, until it has had
`--cpu-minutes` of processor time: what else the machine does makes a curve later and changes
nothing in it. A run that was stopped goes on, and so does a longer one. The table has the losses on
the parts that are never trained on, after each fraction of the time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from shortlist_engine.files import write_whole
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.training.recipe import load_recipe

SHAPES: dict[str, dict[str, Any]] = {
    "small": {"d_model": 256, "query_heads": 4, "encoder_layers": 2, "decoder_layers": 6},
    "middle": {"d_model": 320, "query_heads": 5, "encoder_layers": 2, "decoder_layers": 8},
    "large": {"d_model": 512, "query_heads": 8, "encoder_layers": 3, "decoder_layers": 10},
}
FRACTIONS = (0.25, 0.5, 0.75, 1.0)


def train_one(shape: str, options: argparse.Namespace) -> None:
    """Trains one shape in this process."""
    from shortlist_engine.model.tokenizer import Tokenizer
    from shortlist_engine.training.distributed import ProcessGroup
    from shortlist_engine.training.trainer import train

    recipe = load_recipe(options.recipe)
    settings = replace(
        recipe.train,
        cpu_minutes=options.cpu_minutes,
        processes=1,
        threads=1,
        accumulate=recipe.train.accumulate * recipe.train.processes,
        valid_every=options.valid_every,
        log_every=options.valid_every,
        checkpoint_every=options.valid_every,
    )
    model = replace(recipe.model, **SHAPES[shape])
    recipe = replace(recipe, model=model, train=settings)
    config = ModelConfig(**vars(model) | {"vocab_size": len(Tokenizer.load(options.tokenizer))})
    shards = sorted(options.data.glob("train-*.npz"))
    valid = {path.stem: path for path in sorted(options.data.glob("valid*.npz"))}
    out = options.out / shape
    out.mkdir(parents=True, exist_ok=True)
    train(ProcessGroup(), recipe, config, shards, valid, out, resume=True)


def run_all(options: argparse.Namespace) -> None:
    """Trains every shape, `--jobs` at a time, each by this command; what was begun goes on."""

    def run(shape: str) -> None:
        command = [sys.executable, "-m", "benchmarks.training.learning_curves", *sys.argv[1:]]
        subprocess.run([*command, "--one", shape], check=True)

    with ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(run, options.shapes))


def table(options: argparse.Namespace) -> str:
    """Returns the curves as rows of a table."""
    import torch

    from shortlist_engine.model.transformer import EncoderDecoder

    rows = [
        "| shape | parameters | tokens | part | "
        + " | ".join(f"{fraction * options.cpu_minutes:g} min" for fraction in FRACTIONS)
        + " |"
    ]
    rows.append("|---|---|---|---|" + "---|" * len(FRACTIONS))
    for shape in options.shapes:
        folder = options.out / shape
        if not (folder / "log.jsonl").exists():
            continue
        lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
        model = vars(load_recipe(options.recipe).model) | SHAPES[shape]
        with torch.device("meta"):
            count = EncoderDecoder(ModelConfig(**model)).parameter_count()
        tokens = sum(line["tokens"] for line in lines)
        for part in sorted(name for name in lines[-1] if name.startswith("valid")):
            cells = []
            for fraction in FRACTIONS:
                until = fraction * options.cpu_minutes * 1.02
                found = [line[part] for line in lines if line["cpu_minutes"] <= until]
                cells.append(f"{found[-1]:.3f}" if found else "")
            rows.append(
                f"| {shape} | {count / 1e6:.1f}M | {tokens / 1e6:.2f}M | {part} | "
                + " | ".join(cells)
                + " |"
            )
    return "\n".join(rows)


def parser() -> argparse.ArgumentParser:
    """Returns the parser of this command's options."""
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    command.add_argument("--recipe", default="long")
    command.add_argument("--data", type=Path, required=True, help="the folder of a run's shards")
    command.add_argument("--tokenizer", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES))
    command.add_argument("--cpu-minutes", type=float, default=12.0)
    command.add_argument("--valid-every", type=int, default=10)
    command.add_argument("--jobs", type=int, default=1)
    command.add_argument("--one", help=argparse.SUPPRESS)
    return command


def main() -> None:
    options = parser().parse_args()
    if options.one:
        train_one(options.one, options)
        return
    run_all(options)
    text = table(options)
    write_whole(options.out / "curves.md", (text + "\n").encode())
    print(text)


if __name__ == "__main__":
    main()
