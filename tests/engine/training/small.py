"""A model of a few thousand weights and runs of it that take a second."""

from __future__ import annotations

import json
from pathlib import Path

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.training.distributed import ProcessGroup
from shortlist_engine.training.log import LOG
from shortlist_engine.training.recipe import ModelRecipe, Recipe, TrainRecipe
from shortlist_engine.training.trainer import train

SHAPE = ModelRecipe(
    vocab_size=300, d_model=32, head_size=16, query_heads=2, encoder_layers=1, decoder_layers=1,
    encoder_tokens=32, decoder_tokens=32,
)  # fmt: skip
RECIPE = Recipe(
    "test",
    SHAPE,
    train=TrainRecipe(
        steps=12, minutes=1e9, batch_tokens=256, warmup_steps=2, log_every=1, valid_every=4,
        checkpoint_every=2, threads=1, bf16=False,
    ),
)  # fmt: skip
CONFIG = ModelConfig(
    vocab_size=300, d_model=32, head_size=16, query_heads=2, encoder_layers=1, decoder_layers=1,
    encoder_tokens=32, decoder_tokens=32,
)  # fmt: skip


def log_of(folder: Path) -> list[dict[str, float]]:
    """The log without what the clock decides."""
    lines = [json.loads(line) for line in (folder / LOG).read_text().splitlines()]
    return [
        {k: v for k, v in line.items() if "minutes" not in k and k != "tokens_per_s"}
        for line in lines
    ]


def run(shard: Path, out: Path, recipe: Recipe = RECIPE, resume: bool = False) -> None:
    out.mkdir(exist_ok=True)
    train(ProcessGroup(), recipe, CONFIG, [shard], {"valid": shard}, out, resume)
