"""Drawing programs from a model."""

from shortlist_engine.sampling.backend import Backend, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import (
    Capabilities,
    FinishReason,
    Sample,
    Sampler,
    SamplingParams,
    UnsupportedError,
)
from shortlist_engine.sampling.registry import backend_of, describe_model, load_sampler

__all__ = [
    "Backend",
    "Capabilities",
    "FinishReason",
    "ModelChoice",
    "ModelInfo",
    "Sample",
    "Sampler",
    "SamplingParams",
    "UnsupportedError",
    "backend_of",
    "describe_model",
    "load_sampler",
]
