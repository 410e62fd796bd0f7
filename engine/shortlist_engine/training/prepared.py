"""The data of a run as one folder, made where the problems are and read where the processors are.

    packed shards (train-0000.npz, ..., valid.npz, ...)    tokenizer.model    prepared.json

Training from it reads no problems and no bank, and imports torch, numpy, sentencepiece and the
standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

from shortlist_engine.files import write_whole
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER
from shortlist_engine.training.recipe import Recipe
from shortlist_engine.training.tokens import load_tokens, save_tokens

PREPARED = "prepared.json"


class PreparedFolder(NamedTuple):
    """`config` is the shape of the recipe that it is read with, with the tags and families of the
    data; `valid` has the shards that are not trained on by their names."""

    config: ModelConfig
    tokenizer: bytes
    shards: Sequence[Path]
    valid: Mapping[str, Path]


def write_prepared(
    folder: Path,
    config: ModelConfig,
    tokenizer: bytes,
    shards: Sequence[Path],
    valid: Mapping[str, Path],
) -> int:
    """Writes the folder, with compressed copies of the shards; returns its size in bytes. Raises
    ModelError naming a damaged shard, or OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = {
        "config": asdict(config),
        "shards": [_copied(path, folder, path.name) for path in shards],
        "valid": {name: _copied(path, folder, f"{name}.npz") for name, path in valid.items()},
    }
    write_whole(folder / TOKENIZER, tokenizer)
    write_whole(folder / PREPARED, (json.dumps(copies, indent=1) + "\n").encode())
    return sum(file.stat().st_size for file in folder.iterdir())


def _copied(path: Path, folder: Path, name: str) -> str:
    save_tokens(folder / name, load_tokens([path]), compressed=True)
    return name


def read_prepared(folder: Path, recipe: Recipe) -> PreparedFolder:
    """Opens a folder of `write_prepared`. Raises ModelError when it is not one, or was made for
    other lengths than the recipe has."""
    from shortlist_engine.model.tokenizer import Tokenizer

    try:
        found = json.loads((folder / PREPARED).read_text("utf-8"))
        made = ModelConfig.from_dict(found["config"], str(folder / PREPARED))
        shards = [folder / name for name in found["shards"]]
        valid = {name: folder / file for name, file in found["valid"].items()}
        tokenizer = (folder / TOKENIZER).read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"{error.filename} is missing: run `shortlist train prepare`") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / PREPARED} is damaged ({error!r}): prepare it again") from error
    for name in ("encoder_tokens", "decoder_tokens"):
        wanted = getattr(recipe.model, name)
        if getattr(made, name) > wanted:
            raise ModelError(
                f"{folder} was prepared for {name} = {getattr(made, name)} and the recipe has "
                f"{wanted}: raise [model] {name}, or prepare it again"
            )
    config = recipe.config(len(Tokenizer(tokenizer, str(folder))))
    config = replace(config, tags=made.tags, families=made.families, context=made.context)
    if "tasks" in found["config"]:  # older folders do not say: the recipe does
        config = replace(config, tasks=made.tasks)
    return PreparedFolder(config, tokenizer, shards, valid)
