"""Which device samples: the processor through ONNX Runtime, or a GPU through torch."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Literal

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import WEIGHTS

Device = Literal["cpu", "cuda"]
DeviceChoice = Literal["auto", "cpu", "cuda"]
# What the driver leaves on Linux and on WSL2. Looking costs nothing, importing torch seconds.
DRIVERS = (Path("/dev/nvidiactl"), Path("/dev/dxg"))


def choose_device(folder: Path, wanted: DeviceChoice = "auto") -> Device:
    """Returns the device for the model in `folder`: `auto` is `cuda` when there is a GPU that torch
    can use, and the model has weights for torch. Raises ModelError when `cuda` is asked for and
    torch is not installed."""
    has_torch = importlib.util.find_spec("torch") is not None
    if wanted == "cuda":
        if not has_torch:
            raise ModelError('a GPU needs torch: pip install "shortlist[train]", or --device cpu')
        return "cuda"
    if wanted == "cpu" or not has_torch or not (folder / WEIGHTS).exists():
        return "cpu"
    if not any(driver.exists() for driver in DRIVERS):
        return "cpu"
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
