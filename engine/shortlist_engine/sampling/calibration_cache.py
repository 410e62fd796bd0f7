"""Calibrations kept for later, one small file for each model, machine and ONNX Runtime.

A file that is damaged, of another version or not to be written costs a new measurement and nothing
else.
"""

from __future__ import annotations

import contextlib
import json
import platform
from dataclasses import asdict
from pathlib import Path

from shortlist_engine.files import digest, write_whole
from shortlist_engine.machine import cores
from shortlist_engine.model.runtime import onnxruntime
from shortlist_engine.model.store import MANIFEST
from shortlist_engine.places import cache_dir
from shortlist_engine.sampling.calibration import Calibration, calibrate
from shortlist_engine.sampling.compute_options import ComputeOptions

VERSION = 2  # grows when calibrations of before are no longer worth keeping
_LARGEST = 1 << 16


def calibrated(folder: Path, threads: int | None = None, *, anew: bool = False) -> Calibration:
    """Returns the stored calibration, or measures one, which is then stored where that is possible.
    Raises ModelError as `calibrate` does."""
    stored = None if anew else stored_calibration(folder, threads)
    if stored is not None:
        return stored
    found = calibrate(folder, threads)
    with contextlib.suppress(OSError):
        path = calibration_path(folder, threads)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(found)).encode(), durable=False)
    return found


def stored_calibration(folder: Path, threads: int | None = None) -> Calibration | None:
    """Returns the stored calibration, None when there is none that can be used."""
    try:
        with calibration_path(folder, threads).open("rb") as file:
            document = json.loads(file.read(_LARGEST))
        options, speedup = ComputeOptions(**document["options"]), document["speedup"]
        if not _sensible(options) or type(speedup) is not float or not 0 < speedup < 1e4:
            return None
        return Calibration(options, speedup)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def calibration_path(folder: Path, threads: int | None = None) -> Path:
    """Returns the file's path. Its name is a digest of everything that a calibration depends on:
    with another model, processor, number of cores or ONNX Runtime the file is another one."""
    about = [
        VERSION,
        digest(_bytes(folder / MANIFEST)),
        processor(),
        threads or cores(),
        onnxruntime.__version__,
    ]
    name = digest(json.dumps(about).encode())[:32]
    return cache_dir() / "sampling" / f"{name}.json"


def processor() -> str:
    """Returns the model and the abilities of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    wanted = ("model name", "cpu part", "flags", "Features")
    values = {line.split(":")[0].strip(): line for line in reversed(lines) if ":" in line}
    return " ".join(values[name] for name in wanted if name in values)


def _sensible(options: ComputeOptions) -> bool:
    return (
        options.precision in ("float32", "int8")
        and type(options.batch_size) is int
        and 1 <= options.batch_size <= 4096
        and type(options.parallel_batches) is int
        and 1 <= options.parallel_batches <= 4096
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
