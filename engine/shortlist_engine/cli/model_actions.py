"""What `shortlist model list | info | import | export | remove` do."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

from shortlist_engine.cli.exit_codes import BAD_INPUT, DONE, UNAVAILABLE, CommandFailed
from shortlist_engine.cli.model_json import print_list, print_model
from shortlist_engine.cli.model_view import show_list, show_model
from shortlist_engine.extras import install_command
from shortlist_engine.files import file_digest
from shortlist_engine.model import library
from shortlist_engine.model.card import licence, summary
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError, ModelNameError
from shortlist_engine.model.store import (
    CARD,
    CONFIG,
    EXTRA_FILES,
    MANIFEST,
    RUNTIME_FILES,
    find_model,
)
from shortlist_engine.places import models_dir
from shortlist_engine.sampling import ModelChoice, backend_of, model_folder
from shortlist_engine.sampling.registry import discover_models


def run_action(options: argparse.Namespace) -> int:
    """Does what is asked and returns the exit code. Raises CommandFailed."""
    action = {"list": _list, "info": _info, "import": _import, "export": _export}
    try:
        return action.get(options.action, _remove)(options)
    except ModelNameError as error:
        raise _failed(f"{error}", BAD_INPUT) from error
    except ModelError as error:
        raise _failed(f"{error}", UNAVAILABLE) from error
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "onnx", "safetensors"):
            raise
        raise _failed(
            f"this needs the package {error.name}, to change a model's format: "
            + install_command("train"),
            UNAVAILABLE,
        ) from error
    except OSError as error:
        raise _failed(_cannot_write(error), UNAVAILABLE) from error


def _list(options: argparse.Namespace) -> int:
    show = print_list if options.json else show_list
    show([_row(model) for model in library.installed_models()], discover_models())
    return DONE


def _row(model: library.InstalledModel) -> dict[str, Any]:
    """What a list says of a model."""
    known = model.config is not None
    return {
        "name": model.name,
        "default": model.built_in,
        "error": model.error or None,
        "folder": str(model.folder) if known else None,
        "linked": model.linked if known else None,
        "parameters": model.parameters,
        "bytes": model.bytes,
    }


def _info(options: argparse.Namespace) -> int:
    if backend_of(ModelChoice(options.name)) is not model_folder.BACKEND:
        raise ModelNameError(
            f"{options.name} is no model of ours: `shortlist doctor {options.name}` tries it, and "
            "says its window and speed"
        )
    folder = find_model(options.name)
    config = ModelConfig.load(folder / CONFIG)
    files = _files(folder)
    sound = all(file["state"] == "ok" for file in files if file["name"] in RUNTIME_FILES)
    sound = sound and not any(file["state"] in ("damaged", "missing") for file in files)
    card = folder / CARD
    text = card.read_text("utf-8", "replace") if card.is_file() else ""
    document = {
        **_row(library.installed_model(options.name)),
        "architecture": config.architecture(),
        "languages": config.languages,
        "temperature": config.temperature,
        "top_p": config.top_p,
        "files": files,
        "sound": sound,
        "licence": licence(text),
        "summary": summary(text),
    }
    if options.json:
        print_model(document)
    else:
        show_model(document, config)
    if not sound:
        print(
            "some files are damaged or missing: import or export the model again", file=sys.stderr
        )
    return DONE if sound else UNAVAILABLE


def _files(folder: Path) -> list[dict[str, Any]]:
    """Name, size and state of each file: `ok` (as the manifest says), `damaged`, `missing`, or
    `not in the manifest`."""
    try:
        expected = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        known = {name: (entry["bytes"], entry["sha256"]) for name, entry in expected.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = {}
    files: list[dict[str, Any]] = []
    for name in (*RUNTIME_FILES, *EXTRA_FILES):
        path = folder / name
        if not path.is_file():
            if name in known or name in RUNTIME_FILES:
                files.append({"name": name, "bytes": None, "state": "missing"})
            continue
        size, state = path.stat().st_size, "not in the manifest"
        if name in known:
            same = known[name] == (size, file_digest(path))
            state = "ok" if same else "damaged"
        files.append({"name": name, "bytes": size, "state": state})
    return files


def _import(options: argparse.Namespace) -> int:
    source = Path(os.path.expanduser(options.source))
    if source.exists() and backend_of(ModelChoice(str(source))) is not model_folder.BACKEND:
        raise ModelNameError(
            f"{options.source} needs no import: use it with --model {options.source}"
        )
    name = library.import_model(source, options.name, link=options.link, replace=options.replace)
    print(f"installed as {name} in {models_dir() / name}; use it with --model {name}")
    return DONE


def _export(options: argparse.Namespace) -> int:
    folder = Path(os.path.expanduser(options.folder))
    library.export_model(options.name, folder, options.format)
    print(f"written to {folder}")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    library.remove_model(options.name)
    print(f"removed {options.name}")
    return DONE


def _cannot_write(error: OSError) -> str:
    text = error.strerror or str(error)
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            f"{where}{text}: nothing was kept; free space, or set XDG_DATA_HOME to a folder on a "
            "larger disk"
        )
    return f"{where}{text}: nothing was kept; check the path and its permissions"


def _failed(message: str, code: int) -> CommandFailed:
    return CommandFailed(f"shortlist model: {message}", code)
