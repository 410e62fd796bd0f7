"""A model's folder, and the manifest that tells whether its files are whole.

config.json      shape and sampling defaults       encoder.onnx, decoder.onnx   the graphs
tokenizer.model  SentencePiece                     manifest.json                sizes, SHA-256
decoder_int8.onnx  optional: the decoder's graph in 8 bits
model.safetensors  the torch weights, for training and import; not shipped
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from shortlist_engine.files import file_digest
from shortlist_engine.model.errors import ModelError, ModelNameError
from shortlist_engine.places import models_dir

CONFIG, TOKENIZER = "config.json", "tokenizer.model"
ENCODER, DECODER = "encoder.onnx", "decoder.onnx"
DECODER_INT8 = "decoder_int8.onnx"  # optional: the same step with its linear layers in 8 bits
WEIGHTS, MANIFEST, CARD = "model.safetensors", "manifest.json", "MODEL_CARD.md"
ARCHITECTURE = "shortlist.architecture"  # metadata of both graphs: ModelConfig.architecture as JSON
RUNTIME_FILES = (CONFIG, TOKENIZER, ENCODER, DECODER)
EXTRA_FILES = (DECODER_INT8, WEIGHTS, CARD, "LICENSE")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
DEFAULT_NAME = "default"
DEFAULT_MODEL = Path(__file__).parent / "weights" / "default"
_FIX = "reinstall shortlist, or export the model again with `shortlist train export`"


def find_model(model: str | None) -> Path:
    """Returns the folder of `model`: None or `default` is the shipped one, then come the names of
    installed models, then paths. A path that is also a name is meant when it has a slash, as in
    `./name`. Raises ModelError."""
    if model is None or model == DEFAULT_NAME:
        if not DEFAULT_MODEL.is_dir():
            raise ModelError(f"the default model is not in {DEFAULT_MODEL}: reinstall shortlist")
        return DEFAULT_MODEL
    installed = models_dir() / model
    if NAME.fullmatch(model) and installed.is_dir():
        return installed
    path = Path(os.path.expanduser(model))  # an unknown ~name stays as it is
    if model and path.is_dir():
        return path
    if NAME.fullmatch(model) and installed.is_symlink():
        raise ModelNameError(
            f"model {model!r} is a link to {os.readlink(installed)}, which is gone: bring it back, "
            f"or `shortlist model remove {model}`"
        )
    raise ModelNameError(
        f"model {model!r} not found: give a name of `shortlist model list`, or the path of a "
        "folder made by `shortlist train export`"
    )


def write_manifest(folder: Path, names: Iterable[str] = RUNTIME_FILES) -> None:
    """Writes sizes and digests of these files of `folder`, as manifest.json."""
    files = {}
    for name in names:
        size, digest = (folder / name).stat().st_size, file_digest(folder / name)
        files[name] = {"bytes": size, "sha256": digest}
    text = json.dumps({"files": files}, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")


def read_manifest(folder: Path) -> bytes:
    """Raises ModelError when it is missing or cannot be read."""
    path = folder / MANIFEST
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing, so the model cannot be checked: {_FIX}") from error
    except OSError as error:
        raise ModelError(f"{path} is damaged ({error!r}): {_FIX}") from error


def sampling_bytes(folder: Path) -> int:
    """Returns the size of the files that sampling reads, of those that are there."""
    files = [folder / name for name in (*RUNTIME_FILES, DECODER_INT8)]
    return sum(file.stat().st_size for file in files if file.exists())


def verify(folder: Path, extras: bool = False) -> None:
    """Checks what sampling reads, with `extras` also the other files that the manifest names.
    Raises ModelError naming the first file that is missing, cut short or changed."""
    path, fix = folder / MANIFEST, _FIX
    manifest = read_manifest(folder)
    try:
        files = json.loads(manifest)["files"]
        optional = EXTRA_FILES if extras else (DECODER_INT8,)
        names = [*RUNTIME_FILES, *(name for name in optional if name in files)]
        expected = {name: (files[name]["bytes"], files[name]["sha256"]) for name in names}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path} is damaged ({error!r}): {fix}") from error
    for name, (size, digest) in expected.items():
        file = folder / name
        try:
            found = file.stat().st_size
            same = found == size and file_digest(file) == digest
        except OSError as error:
            raise ModelError(f"{file} cannot be read ({error.strerror}): {fix}") from error
        if found != size:
            raise ModelError(f"{file} has {found} bytes instead of {size}: {fix}")
        if not same:
            raise ModelError(f"{file} is damaged (its SHA-256 does not match): {fix}")
