"""What a node is sent so that it can draw samples and run programs: how to make the resources
there, and the files of a model, which a node keeps and is not sent again."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shortlist_engine.files import digest
from shortlist_engine.host import Resources, local_resources
from shortlist_engine.machine import cores
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import EXTRA_FILES, MANIFEST, RUNTIME_FILES, WEIGHTS, find_model
from shortlist_engine.model.store import verify as verify_model
from shortlist_engine.places import cache_dir
from shortlist_engine.sampling import ModelChoice
from shortlist_engine.sampling.model_folder import BACKEND


@dataclass(frozen=True)
class ModelFiles:
    """Holds the files of a model's folder, by their names, as what `Parcel.fetch` gets the bytes
    of. `digest` is that of the manifest."""

    name: str
    digest: str
    files: Mapping[str, Any]


@dataclass(frozen=True)
class Parcel:
    """Holds what is sent to each node. `resources(cores)` makes what works there; `model` is None
    where that finds its model by itself. `fetch` gets what the transport carries apart. `device` is
    the one that was asked for."""

    resources: Callable[[int], Resources]
    model: ModelFiles | None = None
    fetch: Callable[[Any], bytes] = bytes
    device: str = "cpu"

    def unpack(self, share: int) -> Resources:
        """Returns the resources on this node, for so many cores at most, with the model in its
        place. It blocks. Raises OSError, and ModelError when what is kept here is damaged."""
        found = self.resources(max(1, min(share, cores())))
        if self.model is None:
            return found
        folder = _kept(self.model, self.fetch)
        return replace(found, choice=replace(found.choice, model=str(folder)), backend=BACKEND)


@dataclass(frozen=True)
class NodeResources:
    """Makes the resources of a node: the model that was chosen on the driver, and as many programs
    at once as there were asked for, else as there are cores."""

    choice: ModelChoice
    workers: int | None = None

    def __call__(self, cores: int) -> Resources:
        threads = self.choice.threads or cores
        return local_resources(replace(self.choice, threads=threads), self.workers or cores)


def can_be_sent(resources: Resources) -> bool:
    """Says whether the model is one of our own folders. Others, such as those behind a server, and
    programs that are given, are asked for by the machine that the command runs on."""
    return resources.backend is BACKEND


def pack_model(choice: ModelChoice, put: Callable[[bytes], Any]) -> ModelFiles:
    """Returns the files that sampling reads, each handed to `put`. Raises ModelError and
    OSError."""
    folder = find_model(choice.model)
    verify_model(folder)
    names = [*RUNTIME_FILES, *EXTRA_FILES, MANIFEST]
    if choice.device == "cpu":
        names.remove(WEIGHTS)
    present = [name for name in names if (folder / name).is_file()]
    manifest = digest((folder / MANIFEST).read_bytes())
    return ModelFiles(
        folder.name, manifest, {name: put((folder / name).read_bytes()) for name in present}
    )


def _kept(model: ModelFiles, fetch: Callable[[Any], bytes]) -> Path:
    """The model's folder on this node, written when it is not there or not whole."""
    place = cache_dir() / "cluster" / model.digest[:32]
    folder = place / model.name
    with contextlib.suppress(ModelError):
        verify_model(folder)
        if all((folder / name).exists() for name in model.files):
            return folder
    place.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place))
    try:
        for name, file in model.files.items():
            (made / name).write_bytes(fetch(file))
        verify_model(made)
        if folder.exists():  # damaged, or another process was quicker
            shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process was quicker
            os.replace(made, folder)
        verify_model(folder)
        return folder
    finally:
        shutil.rmtree(made, ignore_errors=True)
