"""The backend of our own models: folders, computed by ONNX Runtime, or by torch on a GPU."""

from __future__ import annotations

import contextlib

from shortlist_engine.files import digest
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import CONFIG, find_model, read_manifest
from shortlist_engine.sampling.backend import Backend, ModelChoice, ModelInfo
from shortlist_engine.sampling.base import Sampler
from shortlist_engine.sampling.devices import DeviceChoice, choose_device


def describe(choice: ModelChoice) -> ModelInfo:
    """Returns what is known of the model without checking its files: loading says what is wrong
    with them. Raises ModelError when there is no such folder, or no such device."""
    folder = find_model(choice.model)
    device = choose_device(folder, _wanted_device(choice))
    languages = None
    with contextlib.suppress(ModelError):
        languages = ModelConfig.load(folder / CONFIG).languages
    return ModelInfo(folder.name, device, languages, folder)


def identify(choice: ModelChoice) -> str:
    """Returns the digest of the model's manifest, which has those of its files."""
    return digest(read_manifest(find_model(choice.model)))


def load(choice: ModelChoice) -> Sampler:
    """Loads the model. With the precision `auto` it computes in the way that is the fastest here
    (`calibration_cache.calibrated`; the first time for a model, that takes about a second).

    Raises ModelError, naming the file and the fix, when the model is missing or damaged, has no
    decoder in the precision asked for, or cannot be computed on the device.
    """
    folder = find_model(choice.model)
    if choose_device(folder, _wanted_device(choice)) == "cuda":
        from shortlist_engine.sampling.torch import TorchSampler

        return TorchSampler(folder, "cuda")
    from shortlist_engine.sampling.compute_options import ComputeOptions
    from shortlist_engine.sampling.onnx import OnnxSampler

    if choice.precision != "auto":
        return OnnxSampler(folder, choice.threads, ComputeOptions(choice.precision))
    from shortlist_engine.sampling.calibration_cache import calibrated

    return OnnxSampler(folder, choice.threads, calibrated(folder, choice.threads).options)


def _wanted_device(choice: ModelChoice) -> DeviceChoice:
    """A GPU has a precision of its own, so that one that is asked for means the processor."""
    return "cpu" if choice.device == "auto" and choice.precision != "auto" else choice.device


# A name that no other backend knows is an installed model, or the path of a folder.
BACKEND = Backend("model folder", lambda name: True, describe, identify, load)
