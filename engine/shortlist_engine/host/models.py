"""The models that may be chosen on this machine."""

from __future__ import annotations

from shortlist_engine.model import library
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.shapes import parameter_count
from shortlist_engine.model.store import CONFIG, DEFAULT_NAME, find_model, sampling_bytes
from shortlist_engine.protocol import ListedModel
from shortlist_engine.sampling.backend import FoundModel
from shortlist_engine.sampling.registry import discover_models


def list_models() -> list[ListedModel]:
    """Returns the installed models, the one that ships first, and those of servers on this machine.
    It may block for a second, and never raises for a model that is damaged."""
    installed = [_installed(name) for name in (DEFAULT_NAME, *library.installed_names())]
    return installed + [_served(found) for found in discover_models()]


def _installed(name: str) -> ListedModel:
    try:
        folder = find_model(name)
        config = ModelConfig.load(folder / CONFIG)
        size = sampling_bytes(folder)
    except ModelError as error:
        return ListedModel(name, "installed", note=f"{error}")
    return ListedModel(
        name,
        "built-in" if name == DEFAULT_NAME else str(folder.resolve()),
        window=config.encoder_tokens,
        bytes=size,
        parameters=f"{parameter_count(config) / 1e6:.1f}M",
        languages=tuple(config.languages),
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
