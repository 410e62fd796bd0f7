"""ONNX Runtime, silent. Import it from here only.

From 1.29 on its Linux builds report to their maker unless they are told not to before they are
loaded: model and graph names, hashes of weights, the machine. Nothing leaves this machine.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

onnxruntime.disable_telemetry_events()

__all__ = ["onnxruntime"]
