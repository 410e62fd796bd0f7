"""What each path may import: training must run on a bare torch machine, sampling without torch."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=250
    )
    return set(result.stdout.split())


def test_training_needs_torch_numpy_and_sentencepiece_only() -> None:
    pytest.importorskip("torch")
    modules = loaded("shortlist_engine.training.trainer, shortlist_engine.training.shards")
    assert {"torch", "numpy", "sentencepiece"} <= modules
    assert not {"onnx", "onnxruntime", "safetensors", "matplotlib", "msgpack", "rich"} & modules


def test_sampling_does_not_load_torch() -> None:
    modules = loaded("shortlist_engine.sampling.onnx")
    assert "onnxruntime" in modules
    assert not {"torch", "onnx", "safetensors", "matplotlib"} & modules
