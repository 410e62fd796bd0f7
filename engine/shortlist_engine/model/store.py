"""A model's folder, and the manifest that tells whether its files are whole.

config.json      shape and sampling defaults       encoder.onnx, decoder.onnx   the graphs
tokenizer.model  SentencePiece                     manifest.json                sizes, SHA-256
model.safetensors  the torch weights, for training and import; not shipped
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from shortlist_engine.model.errors import ModelError

CONFIG, TOKENIZER = "config.json", "tokenizer.model"
ENCODER, DECODER = "encoder.onnx", "decoder.onnx"
WEIGHTS, MANIFEST, CARD = "model.safetensors", "manifest.json", "MODEL_CARD.md"
RUNTIME_FILES = (CONFIG, TOKENIZER, ENCODER, DECODER)
DEFAULT_MODEL = Path(__file__).parent / "weights" / "default"


def find_model(model: str | None) -> Path:
    """The folder of `model`, a path; the shipped default when None. Raises ModelError."""
    path = DEFAULT_MODEL if model is None else Path(model).expanduser()
    if not path.is_dir():
        if model is None:
            raise ModelError(f"the default model is not in {path}: reinstall shortlist")
        raise ModelError(
            f"model {model!r} not found: give the path of a folder made by `shortlist train export`"
        )
    return path


def write_manifest(folder: Path, names: Iterable[str] = RUNTIME_FILES) -> None:
    files = {}
    for name in names:
        data = (folder / name).read_bytes()
        files[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps({"files": files}, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")


def verify(folder: Path) -> None:
    """Raises ModelError naming the first file that is missing, cut short or changed."""
    path = folder / MANIFEST
    fix = "reinstall shortlist, or export the model again with `shortlist train export`"
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
        expected = {name: (files[name]["bytes"], files[name]["sha256"]) for name in RUNTIME_FILES}
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing, so the model cannot be checked: {fix}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged ({error!r}): {fix}") from error
    for name, (size, digest) in expected.items():
        file = folder / name
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ModelError(f"{file} cannot be read ({error.strerror}): {fix}") from error
        if len(data) != size:
            raise ModelError(f"{file} has {len(data)} bytes instead of {size}: {fix}")
        if hashlib.sha256(data).hexdigest() != digest:
            raise ModelError(f"{file} is damaged (its SHA-256 does not match): {fix}")
