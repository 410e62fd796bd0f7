"""Drawing programs from a model."""

from __future__ import annotations

from shortlist_engine.sampling.base import FinishReason, Sample, Sampler, SamplingParams

__all__ = ["FinishReason", "Sample", "Sampler", "SamplingParams", "load_sampler"]


def load_sampler(model: str | None = None, threads: int | None = None) -> Sampler:
    """The sampler of `model`, a path to a model's folder; the shipped default when None.

    `threads` defaults to all cores. Raises ModelError, naming the file and the fix, when the
    model is missing or damaged.
    """
    from shortlist_engine.model.store import find_model
    from shortlist_engine.sampling.onnx import OnnxSampler

    return OnnxSampler(find_model(model), threads)
