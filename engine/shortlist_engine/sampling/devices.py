"""Which device samples: the processor through ONNX Runtime, or a GPU through torch."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Literal

from shortlist_engine.extras import install_command
from shortlist_engine.model.errors import ModelError

Device = Literal["cpu", "cuda"]
DeviceChoice = Literal["auto", "cpu", "cuda"]
# What the driver leaves on Linux and on WSL2. Looking costs nothing, importing torch seconds.
DRIVERS = (Path("/dev/nvidiactl"), Path("/dev/dxg"))


def choose_device(wanted: DeviceChoice, extra: str) -> Device:
    """Returns where to compute: `auto` is `cuda` when there is a GPU that torch can use. Raises
    ModelError when `cuda` is asked for, and there is none or torch is not installed, which comes
    with `extra`."""
    if wanted == "cpu":
        return "cpu"
    if importlib.util.find_spec("torch") is None:
        if wanted == "cuda":
            raise ModelError(f"a GPU needs torch: {install_command(extra)}, or --device cpu")
        return "cpu"
    if wanted == "auto" and not any(driver.exists() for driver in DRIVERS):
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if wanted == "cuda":
        raise ModelError("torch finds no CUDA device: use --device cpu")
    return "cpu"
