"""Drawing programs from a model."""

from __future__ import annotations

from typing import Literal

from shortlist_engine.sampling.base import FinishReason, Sample, Sampler, SamplingParams

__all__ = ["FinishReason", "Sample", "Sampler", "SamplingParams", "load_sampler"]


def load_sampler(
    model: str | None = None,
    threads: int | None = None,
    precision: Literal["auto", "float32", "int8"] = "float32",
    device: Literal["auto", "cpu", "cuda"] = "cpu",
) -> Sampler:
    """The sampler of `model`, a path to a model's folder; the shipped default when None.

    `threads` defaults to all cores. The precision `auto` computes in the way that is the fastest
    on this machine (`calibrations.calibrated`; the first time for a model, that takes about a
    second). Samples of a seed are the same on every machine in a given precision, and may differ
    between precisions: evaluations name one. The device `auto` is a GPU where one can be used
    (`devices.choose_device`) and no precision is asked for; a GPU has a precision of its own.

    Raises ModelError, naming the file and the fix, when the model is missing or damaged, has no
    decoder in the precision asked for, or cannot be computed on the device.
    """
    from shortlist_engine.model.store import find_model
    from shortlist_engine.sampling.devices import choose_device

    folder = find_model(model)
    if device == "auto" and precision != "auto":
        device = "cpu"
    if choose_device(folder, device) == "cuda":
        from shortlist_engine.sampling.torch import TorchSampler

        return TorchSampler(folder, "cuda")
    from shortlist_engine.sampling.onnx import OnnxSampler
    from shortlist_engine.sampling.setup import Setup

    if precision != "auto":
        return OnnxSampler(folder, threads, Setup(precision))
    from shortlist_engine.sampling.calibrations import calibrated

    return OnnxSampler(folder, threads, calibrated(folder, threads).setup)
