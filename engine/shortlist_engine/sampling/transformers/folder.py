"""What the files of a folder are: weights of transformers, or something else.

Nothing is imported here but the standard library, and no weights are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import CONFIG, DECODER, ENCODER, MANIFEST

INDEX = "model.safetensors.index.json"
ADAPTER = "adapter_config.json"
_THEIRS = ("tokenizer.json", "tokenizer_config.json", "generation_config.json", INDEX, ADAPTER)
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model")
_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


def is_transformers(folder: Path) -> bool:
    """Says whether a folder has a model of transformers, whole or not, rather than one of ours."""
    if any((folder / name).exists() for name in (MANIFEST, ENCODER, DECODER)):
        return False
    try:
        config = _config(folder)
    except ModelError:
        config = {}
    if "model_type" in config or "architectures" in config:
        return True
    return any((folder / name).exists() for name in _THEIRS)


def check_files(folder: Path) -> None:
    """Raises ModelError, naming the fix, when the folder does not have what a model needs: its
    configuration, a tokenizer, and weights in safetensors. Weights in pickle are refused: reading
    them runs code."""
    if (folder / ADAPTER).exists() and not (folder / CONFIG).exists():
        raise ModelError(
            f"{folder} is an adapter, not a model: merge it into the model that it was made for "
            "(`merge_and_unload` of peft), and give the folder of the whole"
        )
    config = _config(folder)
    if "model_type" not in config:
        raise ModelError(f"{folder / CONFIG} has no model_type: give the folder of a whole model")
    _check_weights(folder)
    if not any((folder / name).exists() for name in _TOKENIZERS):
        raise ModelError(
            f"{folder} has no tokenizer: put tokenizer.json and tokenizer_config.json of the same "
            "model into it"
        )


def weights(folder: Path) -> list[Path]:
    """Returns the files of the weights, sorted."""
    return sorted(folder.glob("*.safetensors"))


def weights_bytes(folder: Path) -> int:
    """Returns how large the weights are together."""
    return sum(path.stat().st_size for path in weights(folder))


def state_of(folder: Path) -> Iterator[str]:
    """Yields for each file that decides what is drawn its name, size and time."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".safetensors", ".model", ".txt", ".jinja"):
            about = path.stat()
            yield f"{path.name} {about.st_size} {about.st_mtime_ns}"


def _check_weights(folder: Path) -> None:
    there = {path.name for path in weights(folder)}
    if not there:
        if any(path.suffix in _PICKLES for path in folder.iterdir()):
            raise ModelError(
                f"the weights of {folder} are in pickle, which can run code when it is read, and "
                "are refused: get the model in safetensors, or convert it to GGUF"
            )
        raise ModelError(
            f"{folder} has no weights (*.safetensors): download the model whole, or give the path "
            "of its .gguf file"
        )
    if (folder / INDEX).exists():
        try:
            named = set(json.loads((folder / INDEX).read_text("utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder / INDEX} is damaged: download it again") from error
        if missing := sorted(named - there):
            raise ModelError(
                f"{folder} lacks {', '.join(missing[:3])}{' …' if len(missing) > 3 else ''}: "
                "download the model whole"
            )


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing: download the model whole") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({error}): download it again") from error
    return found if isinstance(found, dict) else {}
