"""What stops a solve or a run, as the typed errors that clients know."""

from __future__ import annotations

from shortlist_engine.execution.isolation.layers import SandboxUnavailable
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError
from shortlist_engine.sampling.base import UnsupportedError


def sampling_failure(error: BaseException) -> EngineError:
    """Types what a sampler raised; an EngineError stays as it is."""
    if isinstance(error, EngineError):
        return error
    if isinstance(error, UnsupportedError):
        return EngineError.caused_by("unsupported", error)
    if isinstance(error, ModelError):
        return EngineError.caused_by("modelNotFound", error)
    if isinstance(error, MemoryError):
        return EngineError.out_of_memory("The model ran out of memory while sampling", error)
    return EngineError(
        "engineCrashed",
        f"Sampling failed: {type(error).__name__}: {error}. The engine's log has the details.",
    )


def execution_failure(error: Exception) -> EngineError:
    """Types what running programs raised; an EngineError stays as it is."""
    if isinstance(error, EngineError):
        return error
    if isinstance(error, SandboxUnavailable):
        return EngineError("sandboxUnavailable", str(error))
    if isinstance(error, MemoryError):
        return EngineError("outOfMemory", "Out of memory while running programs.")
    return EngineError(
        "internal",
        f"Running programs failed: {type(error).__name__}: {error}. See the engine's log.",
    )
