"""Calibrations are kept, and one that cannot be used costs a new measurement and nothing else."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, calibration_cache, load_sampler
from shortlist_engine.sampling.calibration import Calibration, calibrate
from shortlist_engine.sampling.calibration_cache import (
    calibrated,
    calibration_path,
    stored_calibration,
)
from shortlist_engine.sampling.compute_options import ComputeOptions
from shortlist_engine.sampling.onnx import OnnxSampler

KEPT = Calibration(ComputeOptions("int8", 128, 2), 1.8)
PROBLEM = Problem("Sum", "Print the sum of two integers.", (Example("1 2\n", "3\n"),))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The models that were measured; the measurement itself is replaced by a fixed one."""
    folders: list[Path] = []

    def measure(folder: Path, threads: int | None = None) -> Calibration:
        folders.append(folder)
        return KEPT

    monkeypatch.setattr(calibration_cache, "calibrate", measure)
    return folders


def test_a_model_is_measured_once(tiny_model_dir: Path, measured: list[Path]) -> None:
    assert stored_calibration(tiny_model_dir) is None
    assert calibrated(tiny_model_dir) == KEPT == calibrated(tiny_model_dir)
    assert stored_calibration(tiny_model_dir) == KEPT
    assert measured == [tiny_model_dir]
    calibrated(tiny_model_dir, anew=True)
    assert len(measured) == 2


def test_it_belongs_to_model_cores_processor_and_runtime(
    tiny_model_dir: Path, tmp_path: Path, measured: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calibrated(tiny_model_dir)
    twin = Path(shutil.copytree(tiny_model_dir, tmp_path / "twin"))
    assert stored_calibration(twin) == KEPT  # the same model in another place
    assert stored_calibration(tiny_model_dir, threads=77) is None
    (twin / "manifest.json").write_text((twin / "manifest.json").read_text() + "\n")
    assert stored_calibration(twin) is None
    with monkeypatch.context() as patch:
        patch.setattr(calibration_cache, "processor", lambda: "another")
        assert stored_calibration(tiny_model_dir) is None
    with monkeypatch.context() as patch:
        patch.setattr(calibration_cache.onnxruntime, "__version__", "99.0")
        assert stored_calibration(tiny_model_dir) is None
    assert stored_calibration(tiny_model_dir) == KEPT


DOCUMENT: dict[str, Any] = {
    "options": {"precision": "int8", "batch_size": 64, "parallel_batches": 2},
    "speedup": 1.5,
}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\x00",
        b"[]",
        b"null",
        b"[" * 100_000,
        json.dumps(DOCUMENT).encode()[:-9],
        json.dumps(DOCUMENT | {"options": 3}).encode(),
        json.dumps(DOCUMENT | {"options": {"precision": "int3"}}).encode(),
        json.dumps(DOCUMENT | {"options": DOCUMENT["options"] | {"batch_size": -1}}).encode(),
        json.dumps(DOCUMENT | {"options": DOCUMENT["options"] | {"batch_size": 10**9}}).encode(),
        json.dumps(
            DOCUMENT | {"options": DOCUMENT["options"] | {"parallel_batches": True}}
        ).encode(),
        json.dumps(DOCUMENT | {"options": DOCUMENT["options"] | {"more": 1}}).encode(),
        json.dumps(DOCUMENT | {"speedup": "fast"}).encode(),
        json.dumps(DOCUMENT | {"speedup": float("nan")}).encode(),
    ],
    ids=range(15),
)
def test_a_damaged_file_is_made_again(
    tiny_model_dir: Path, measured: list[Path], content: bytes
) -> None:
    path = calibration_path(tiny_model_dir)
    path.parent.mkdir(parents=True)
    path.write_bytes(json.dumps(DOCUMENT).encode())
    assert stored_calibration(tiny_model_dir) is not None  # else damage would say nothing
    path.write_bytes(content)
    assert stored_calibration(tiny_model_dir) is None
    assert calibrated(tiny_model_dir) == KEPT == stored_calibration(tiny_model_dir)
    assert len(measured) == 1


def test_a_folder_that_cannot_be_written_costs_only_time(
    tiny_model_dir: Path, cache: Path, measured: list[Path]
) -> None:
    cache.write_text("no folder")  # root may write into read-only ones
    assert calibrated(tiny_model_dir) == KEPT
    assert stored_calibration(tiny_model_dir) is None


def test_a_directory_in_the_files_place(tiny_model_dir: Path, measured: list[Path]) -> None:
    calibration_path(tiny_model_dir).mkdir(parents=True)
    assert calibrated(tiny_model_dir) == KEPT
    assert not list(calibration_path(tiny_model_dir).parent.glob(".*"))  # nothing half-written


def _calibrate(folder: str) -> Calibration:
    return calibrated(Path(folder), 1)


def test_two_processes_at_once(tiny_model_dir: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map(_calibrate, [str(tiny_model_dir)] * 4, chunksize=1)
    assert stored_calibration(tiny_model_dir, 1) in found
    folder = calibration_path(tiny_model_dir, 1).parent
    assert len(list(folder.iterdir())) == 1


def test_measuring_changes_no_samples(tiny_model_dir: Path) -> None:
    """What is chosen besides the precision decides how fast, never what."""
    auto = load_sampler(ModelChoice(str(tiny_model_dir), threads=2, precision="auto"))
    assert isinstance(auto, OnnxSampler)
    assert auto.options == calibrated(tiny_model_dir, 2).options
    plain = load_sampler(ModelChoice(str(tiny_model_dir), auto.options.precision, threads=1))
    params = SamplingParams(num_samples=50, seed=8, temperature=0.8)
    drawn = [
        {s.index: s.text for some in one.sample(PROBLEM, params, threading.Event()) for s in some}
        for one in (auto, plain)
    ]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 50


def test_what_is_measured_is_sensible(tiny_model_dir: Path) -> None:
    found = calibrate(tiny_model_dir, 2)
    assert found.options.batch_size in (32, 64, 128, 256) and found.options.parallel_batches == 2
    as_before = found.options == ComputeOptions(parallel_batches=2)
    assert found.speedup == 1 if as_before else found.speedup > 1.1  # else it is not worthwhile
