"""The user's installed models: what there is, importing, exporting and removing.

A model is made in a hidden folder beside its place and renamed when it is whole and has been
tried, so that a name never stands for half a model, whatever happens in between.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from shortlist_engine import locks
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError, ModelNameError
from shortlist_engine.model.shapes import parameter_count
from shortlist_engine.model.store import (
    CARD,
    CONFIG,
    DECODER,
    DECODER_INT8,
    DEFAULT_NAME,
    ENCODER,
    EXTRA_FILES,
    MANIFEST,
    NAME,
    RUNTIME_FILES,
    TOKENIZER,
    WEIGHTS,
    find_model,
    sampling_bytes,
    verify,
    write_manifest,
)
from shortlist_engine.places import models_dir

Format = Literal["onnx", "safetensors"]
_PARTIAL = ".shortlist-partial-"  # exports make one in any folder: no other program uses it


@dataclass(frozen=True)
class InstalledModel:
    """Says what is known of a model by its configuration; its files are not checked.

    `config` and `folder`, an absolute path, are None where `error` says why the model cannot be
    used. `linked` is whether the name refers to a folder elsewhere, and `bytes` the size of what
    sampling reads.
    """

    name: str
    folder: Path | None = None
    config: ModelConfig | None = None
    linked: bool = False
    bytes: int | None = None
    error: str = ""

    @property
    def built_in(self) -> bool:
        """Says whether it is the model that ships."""
        return self.name == DEFAULT_NAME

    @property
    def parameters(self) -> int | None:
        """Returns how many parameters it has."""
        return None if self.config is None else parameter_count(self.config)


def installed_names() -> list[str]:
    """Returns the names of the user's models, sorted, with links whose model is gone."""
    folder = models_dir()
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry.name for entry in entries if NAME.fullmatch(entry.name))


def installed_models() -> list[InstalledModel]:
    """Returns the models that need no path, the one that ships first. Never raises for one that is
    damaged."""
    return [installed_model(name) for name in (DEFAULT_NAME, *installed_names())]


def installed_model(name: str) -> InstalledModel:
    """Returns what is known of a model by its name, or its folder. Never raises."""
    try:
        folder = find_model(name)
        config = ModelConfig.load(folder / CONFIG)
        size = sampling_bytes(folder)
    except ModelError as error:
        return InstalledModel(name, error=f"{error}")
    return InstalledModel(name, folder.resolve(), config, folder.is_symlink(), size)


def import_model(source: Path, name: str = "", *, link: bool = False, replace: bool = False) -> str:
    """Installs the model in the folder `source`, or the safetensors file `source` with its config
    and tokenizer beside it, and returns its name: `name`, or the config's, or the folder's.

    What comes without ONNX graphs gets them made, which needs the extra `train`
    (ModuleNotFoundError without it). With `link`, the folder stays where it is and the name
    refers to it. Raises ModelError when the model is damaged or does not fit together,
    ModelNameError when the name cannot be used, OSError when it cannot be written.
    """
    folder = _source_folder(source)
    config = ModelConfig.load(folder / CONFIG)
    name = name or config.name or folder.resolve().name
    _check_new_name(name, replace)
    has_graphs = (folder / ENCODER).exists() or (folder / DECODER).exists()
    if not has_graphs and not (folder / WEIGHTS).exists():
        raise ModelError(
            f"{folder} has neither {ENCODER} and {DECODER} nor {WEIGHTS}: give a folder made by "
            "`shortlist train export`"
        )
    if link and not has_graphs:
        raise ModelError(f"{folder} has no ONNX graphs to link to: import it without --link")
    home = models_dir()
    if link and home.resolve() in folder.resolve().parents:
        raise ModelNameError(f"{folder} is installed already: a link would point to itself")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _partial_folder(home) as partial:
        if link:
            verify(folder, extras=True)
            try_out(folder)
            made = partial / name
            made.symlink_to(folder.resolve(), target_is_directory=True)
        else:
            made = partial / name
            made.mkdir()
            try:
                _fill(made, folder, has_graphs)
                try_out(made)
            except ModelError as error:
                # The copy is about to go: name the file that the user has.
                raise ModelError(str(error).replace(str(made), str(folder))) from error
        _put(made, home / name, partial)
    return name


def export_model(name: str, folder: Path, form: Format = "onnx") -> None:
    """Writes the model `name` to the new folder `folder`, as what sampling reads or as
    safetensors with config and tokenizer, with its card. Safetensors of a model that has none
    are made of its graphs, which needs the extra `train` (ModuleNotFoundError without it).
    Raises ModelError, or OSError when it cannot be written."""
    source = find_model(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ModelNameError(f"{folder} exists: give a folder that is new or empty")
    verify(source, extras=True)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with _partial_folder(folder.absolute().parent) as partial:
        made = partial / "model"
        made.mkdir()
        other = DECODER_INT8 if form == "safetensors" else WEIGHTS
        extras = [name for name in EXTRA_FILES if name != other]
        _copy(source, made, [CONFIG, TOKENIZER, *extras])
        if form == "onnx":
            _copy(source, made, [ENCODER, DECODER])
            write_manifest(made, _present(made, [*RUNTIME_FILES, *extras]))
        elif not (made / WEIGHTS).exists():
            _weights_of_graphs(source, made)
        if not (made / CARD).exists():
            from shortlist_engine.model.card import plain_card

            (made / CARD).write_text(plain_card(ModelConfig.load(made / CONFIG)), "utf-8")
        made.rename(folder)


def remove_model(name: str) -> None:
    """Removes an installed model; of a linked one, the link. Raises ModelNameError."""
    if name not in installed_names():
        raise ModelNameError(f"no installed model {name!r}: see `shortlist model list`")
    home = models_dir()
    with _partial_folder(home) as partial:
        (home / name).rename(partial / name)


def try_out(folder: Path) -> None:
    """Runs the encoder and a decoder step at their full lengths. Raises ModelError when the model
    cannot be loaded or does not compute numbers."""
    from shortlist_engine.model.session import ModelSession
    from shortlist_engine.model.tokenizer import EOS

    session = ModelSession(folder)
    config = session.config
    try:
        batch = session.batch(session.encode([EOS] * config.encoder_tokens), 1)
        logits = batch.step(np.array([EOS]), np.array([config.decoder_tokens - 1]))
    except Exception as error:  # ONNX Runtime's own exception types are not public
        raise ModelError(f"{folder} does not run ({error}): export the model again") from error
    if not np.isfinite(logits).all():
        raise ModelError(f"{folder} computes no numbers: its training failed, take another one")


def _source_folder(source: Path) -> Path:
    if source.is_dir():
        return source
    if not source.exists():
        raise ModelNameError(f"{source} not found: give a model's folder or {WEIGHTS} in it")
    if source.name != WEIGHTS:
        raise ModelNameError(f"{source} is no model: give its folder, or {WEIGHTS} in it")
    return source.parent


def _check_new_name(name: str, replace: bool) -> None:
    if not NAME.fullmatch(name) or name == DEFAULT_NAME:
        raise ModelNameError(
            f"a model cannot be named {name!r}: give --name with letters, digits, dots, dashes and "
            f"underscores, other than {DEFAULT_NAME!r}"
        )
    if name in installed_names() and not replace:
        raise ModelNameError(f"model {name!r} is installed: pass --replace, or another --name")


def _fill(made: Path, source: Path, has_graphs: bool) -> None:
    """Copies the model of `source` to `made`, checks the copy, and writes its manifest."""
    if has_graphs:
        _copy(source, made, [MANIFEST, *RUNTIME_FILES, *EXTRA_FILES])
        verify(made, extras=True)
    else:
        _copy(source, made, [CONFIG, TOKENIZER, *EXTRA_FILES])
    if (made / WEIGHTS).exists():
        with contextlib.ExitStack() as stack:
            if has_graphs:  # sampling does not need them, so neither does the base install
                stack.enter_context(contextlib.suppress(ModuleNotFoundError))
            from shortlist_engine.model.checkpoint import check_tensors

            check_tensors(made / WEIGHTS, ModelConfig.load(made / CONFIG))
    if not has_graphs:
        from shortlist_engine.model.checkpoint import load_model
        from shortlist_engine.model.export import export_model as export_graphs

        model, _ = load_model(made)
        export_graphs(model, (made / TOKENIZER).read_bytes(), made)
    write_manifest(made, _present(made, [*RUNTIME_FILES, *EXTRA_FILES]))


def _weights_of_graphs(source: Path, made: Path) -> None:
    from shortlist_engine.model.checkpoint import save_model
    from shortlist_engine.model.export import import_model as import_graphs

    save_model(import_graphs(source), (source / TOKENIZER).read_bytes(), made)


def _copy(source: Path, target: Path, names: list[str] | tuple[str, ...]) -> None:
    for name in _present(source, names):
        shutil.copyfile(source / name, target / name)


def _present(folder: Path, names: list[str] | tuple[str, ...]) -> list[str]:
    return [name for name in names if (folder / name).exists()]


def _put(made: Path, place: Path, partial: Path) -> None:
    """Renames `made` to `place`; what is there goes to `partial`, and comes back on failure."""
    old = partial / ".old"
    if place.is_symlink() or place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except OSError:
        if old.is_symlink() or old.exists():
            old.rename(place)
        raise


@contextlib.contextmanager
def _partial_folder(home: Path) -> Iterator[Path]:
    """A hidden folder in `home`, gone at the end. It is locked while it is used, so that one left
    behind by a killed process is known, and removed by the next."""
    for left in home.glob(_PARTIAL + "*"):
        with contextlib.suppress(OSError):
            locks.remove_unlocked(left)
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=home))
    descriptor = locks.lock_directory(partial, wait=False)
    try:
        yield partial
    finally:
        if locks.WINDOWS:  # what is open cannot be removed there
            os.close(descriptor)
        shutil.rmtree(partial, ignore_errors=True)
        if not locks.WINDOWS:
            os.close(descriptor)
