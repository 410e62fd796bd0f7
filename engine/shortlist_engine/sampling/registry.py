"""The backends, and the one place that finds the backend of a model by its name.

A backend's module is imported here, so it imports what is heavy when it loads a model.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from shortlist_engine.sampling import model_folder
from shortlist_engine.sampling.backend import Backend, FoundModel, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.http import backends as http
from shortlist_engine.sampling.transformers import backend as transformers

BACKENDS: tuple[Backend, ...] = (
    http.AUTO,
    http.OLLAMA,
    http.SERVER,
    http.GGUF,
    transformers.BACKEND,
    model_folder.BACKEND,  # the last: it takes every name
)
"""The first that owns the name of a model is its backend."""


def backend_of(choice: ModelChoice) -> Backend:
    """Returns the backend of the model that was chosen. There always is one: a name that nobody
    knows is for the last, which says so when the model is described or loaded."""
    return next(backend for backend in BACKENDS if backend.owns(choice.name))


def describe_model(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without loading it. Raises ModelError."""
    return backend_of(choice).describe(choice)


def load_sampler(choice: ModelChoice | None = None) -> Sampler:
    """Loads the model that was chosen, the one that ships when None. Raises ModelError, naming the
    fix, when it cannot be loaded, and MemoryError."""
    choice = choice or ModelChoice()
    return backend_of(choice).load(choice)


def discover_models() -> list[FoundModel]:
    """Returns the models that answer on this machine without being installed, in less than a
    second. Never raises."""
    asked = [backend.discover for backend in BACKENDS if backend.discover is not None]
    if not asked:
        return []
    with ThreadPoolExecutor(len(asked)) as pool:
        return [found for each in pool.map(lambda discover: discover(), asked) for found in each]
