"""The models that may be chosen on this machine."""

from __future__ import annotations

from shortlist_engine.model.library import InstalledModel, installed_models
from shortlist_engine.protocol import ListedModel
from shortlist_engine.sampling.backend import FoundModel
from shortlist_engine.sampling.registry import discover_models


def list_models() -> list[ListedModel]:
    """Returns the installed models, the one that ships first, and those of servers on this machine.
    It may block for a second, and never raises for a model that is damaged."""
    installed = [_installed(model) for model in installed_models()]
    return installed + [_served(found) for found in discover_models()]


def _installed(model: InstalledModel) -> ListedModel:
    if model.config is None:
        return ListedModel(model.name, "installed", note=model.error)
    return ListedModel(
        model.name,
        "built-in" if model.built_in else str(model.folder),
        window=model.config.encoder_tokens,
        bytes=model.bytes,
        parameters=f"{(model.parameters or 0) / 1e6:.1f}M",
        languages=tuple(model.config.languages),
    )


def _served(found: FoundModel) -> ListedModel:
    return ListedModel(
        found.name,
        f"{found.server} at {found.where}",
        window=found.window,
        bytes=found.bytes,
        parameters=found.parameters,
        repairs=True,
        loaded=found.loaded,
        note=found.note,
    )
