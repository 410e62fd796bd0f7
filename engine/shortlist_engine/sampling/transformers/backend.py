"""The backend of local folders of transformers weights, told from ours by their files. What does
the work is imported when it is needed, so that commands start at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import DEFAULT_NAME, find_model
from shortlist_engine.sampling.backend import Backend, Finding, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.devices import choose_device
from shortlist_engine.sampling.names import parse_name
from shortlist_engine.sampling.transformers.folder import check_files, is_transformers, state_of

if TYPE_CHECKING:
    from shortlist_engine.sampling.transformers.model import TransformersModel

EXTRA = "transformers"


def owns(name: str) -> bool:
    """Says whether the name is that of a folder with a model of transformers."""
    if name == DEFAULT_NAME or parse_name(name).kind != "folder":
        return False
    try:
        return is_transformers(find_model(name))
    except ModelError:
        return False


def describe(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without reading its weights. Raises ModelError when files
    are missing, or there is no such device."""
    folder = _folder(choice)
    check_files(folder)
    return ModelInfo(folder.name, choose_device(choice.device, EXTRA), None, logprobs=True)


def identify(choice: ModelChoice) -> str:
    """Returns the folder with the sizes and times of its files: to digest weights takes minutes."""
    folder = _folder(choice)
    check_files(folder)
    return "\n".join([f"transformers {folder}{choice.asked_as}", *state_of(folder)])


def load(choice: ModelChoice) -> Sampler:
    """Returns a sampler of the model. Raises ModelError, which names the fix, and MemoryError."""
    from shortlist_engine.sampling.text.sampler import TextSampler, TextSettings

    return TextSampler(_load_model(choice), TextSettings(prompt=choice.prompt))


def inspect(choice: ModelChoice, measure: bool) -> list[Finding]:
    """Tries the model: loads it, asks for answers, cancels one. Raises ModelError."""
    from shortlist_engine.sampling.text.trial import try_model

    choice = replace(choice, device="auto")
    return try_model(lambda: _load_model(choice), choice.prompt, choice.on_status)


def _load_model(choice: ModelChoice) -> TransformersModel:
    from shortlist_engine.sampling.transformers.model import TransformersModel

    return TransformersModel(
        _folder(choice),
        choose_device(choice.device, EXTRA),
        threads=choice.threads,
        on_status=choice.on_status,
        cancelled=choice.cancelled,
    )


def _folder(choice: ModelChoice) -> Path:
    return find_model(choice.model).resolve()


BACKEND = Backend("transformers", owns, describe, identify, load, inspect)
