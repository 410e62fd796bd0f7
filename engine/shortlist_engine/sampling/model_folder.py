"""The backend of our own models: folders, computed by ONNX Runtime, or by torch on a GPU."""

from __future__ import annotations

import contextlib
from pathlib import Path

from shortlist_engine.files import digest
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import (
    CONFIG,
    WEIGHTS,
    find_model,
    read_manifest,
    sampling_bytes,
    verify,
)
from shortlist_engine.sampling.backend import Backend, Finding, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.devices import Device, choose_device


def describe(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without checking its files: loading says what is wrong
    with them. Raises ModelError when there is no such folder, or no such device."""
    folder = find_model(choice.model)
    device = _device(folder, choice)
    languages = None
    with contextlib.suppress(ModelError):
        languages = ModelConfig.load(folder / CONFIG).languages
    return ModelInfo(folder.name, device, languages)


def identify(choice: ModelChoice) -> str:
    """Returns the digest of the model's manifest, which has those of its files."""
    return digest(read_manifest(find_model(choice.model)))


def inspect(choice: ModelChoice, measure: bool) -> list[Finding]:
    """Checks the model's files, and says how it computes here: as measured for this machine before,
    or with `measure` anew. Raises ModelError."""
    from shortlist_engine.sampling.calibration_cache import calibrated, stored_calibration

    folder = find_model(choice.model)
    verify(folder)
    size = sampling_bytes(folder) / 2**20
    files = Finding("Model", "ok", f"{folder} ({size:.1f} MiB, checksums match)")
    calibration = calibrated(folder, anew=True) if measure else stored_calibration(folder)
    if calibration is None:
        when = "the next solve does so in about a second, or: shortlist doctor --calibrate"
        return [files, Finding("Sampling", "ok", f"not measured yet on this machine; {when}")]
    how = calibration.options
    text = f"{how.precision}, batches of {how.batch_size}, {how.parallel_batches} at the same time"
    text += f": {calibration.speedup:.1f} times as fast as float32 in batches of 64"
    if measure and stored_calibration(folder) is None:
        advice = "Set XDG_CACHE_HOME to a directory of yours."
        return [files, Finding("Sampling", "warning", f"{text}; it cannot be kept", advice)]
    return [files, Finding("Sampling", "ok", text)]


def load(choice: ModelChoice) -> Sampler:
    """Loads the model. With the precision `auto` it computes in the way that is the fastest here
    (`calibration_cache.calibrated`; the first time for a model, that takes about a second).

    Raises ModelError, naming the file and the fix, when the model is missing or damaged, has no
    decoder in the precision asked for, or cannot be computed on the device.
    """
    folder = find_model(choice.model)
    if _device(folder, choice) == "cuda":
        from shortlist_engine.sampling.torch import TorchSampler

        return TorchSampler(folder, "cuda")
    from shortlist_engine.sampling.compute_options import ComputeOptions
    from shortlist_engine.sampling.onnx import OnnxSampler

    if choice.precision != "auto":
        return OnnxSampler(folder, choice.threads, ComputeOptions(choice.precision))
    from shortlist_engine.sampling.calibration_cache import calibrated

    return OnnxSampler(folder, choice.threads, calibrated(folder, choice.threads).options)


def _device(folder: Path, choice: ModelChoice) -> Device:
    """A GPU has a precision of its own, so that one that is asked for means the processor, and so
    does a model without weights for torch."""
    wanted = choice.device
    if wanted == "auto" and (choice.precision != "auto" or not (folder / WEIGHTS).exists()):
        wanted = "cpu"
    return choose_device(wanted, "train")


# A name that no other backend knows is an installed model, or the path of a folder.
BACKEND = Backend("model folder", lambda name: True, describe, identify, load, inspect)
