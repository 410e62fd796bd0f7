"""Which device is chosen, without importing torch where no GPU can be there."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import DEFAULT_MODEL
from shortlist_engine.sampling import ModelChoice, describe_model, devices, load_sampler
from shortlist_engine.sampling.devices import DeviceChoice, choose_device
from shortlist_engine.sampling.onnx import OnnxSampler


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """A driver, and a torch whose answer can be set."""
    cuda = SimpleNamespace(is_available=lambda: True)
    monkeypatch.setattr(devices, "DRIVERS", (tmp_path,))
    monkeypatch.setattr(devices.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    return cuda


def device(folder: Path, wanted: DeviceChoice = "auto") -> str:
    return describe_model(ModelChoice(str(folder), "auto", wanted)).device


def test_auto_wants_a_gpu_that_torch_can_use_and_weights(
    tiny_model_dir: Path, gpu: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert device(tiny_model_dir) == choose_device("auto", "transformers") == "cuda"
    assert device(DEFAULT_MODEL) == "cpu"  # ships without weights for torch
    gpu.is_available = lambda: False
    assert device(tiny_model_dir) == "cpu"
    gpu.is_available = lambda: True
    monkeypatch.setattr(devices, "DRIVERS", ())
    assert device(tiny_model_dir) == "cpu"


def test_what_is_asked_for_wins(tiny_model_dir: Path, gpu: SimpleNamespace) -> None:
    assert device(tiny_model_dir, "cpu") == "cpu"
    assert device(DEFAULT_MODEL, "cuda") == "cuda"
    sampler = load_sampler(ModelChoice(str(tiny_model_dir), "float32", device="auto", threads=1))
    assert isinstance(sampler, OnnxSampler)  # a GPU would compute in another precision


def test_a_gpu_that_is_asked_for_and_not_there_is_said_before_loading(
    tiny_model_dir: Path, gpu: SimpleNamespace
) -> None:
    gpu.is_available = lambda: False
    with pytest.raises(ModelError, match="torch finds no CUDA device: use --device cpu"):
        device(tiny_model_dir, "cuda")


def test_a_gpu_without_torch_says_what_to_install(
    tiny_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices.importlib.util, "find_spec", lambda name: None)
    assert device(tiny_model_dir) == "cpu"
    with pytest.raises(ModelError, match="shortlist\\[train\\]"):
        load_sampler(ModelChoice(str(tiny_model_dir), device="cuda"))
    with pytest.raises(ModelError, match="shortlist\\[transformers\\]"):
        choose_device("cuda", "transformers")
