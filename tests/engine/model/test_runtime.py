"""ONNX Runtime says nothing to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENGINE = Path(__file__).parents[3] / "engine" / "shortlist_engine"
LOAD = """
from pathlib import Path
from shortlist_engine.sampling.onnx import OnnxSampler
OnnxSampler(Path({folder!r}), 1)
"""


def test_loading_a_model_leaves_no_trace_of_telemetry(tiny_model_dir: Path, tmp_path: Path) -> None:
    """Left on, it keeps an identifier of the machine and a database of events in these places."""
    places = {name: str(tmp_path / name) for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR")}
    for place in places.values():
        Path(place).mkdir()
    # What makes it silent by itself must not make this test pass.
    silent = ("ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "CI", "TF_BUILD", "GITHUB_ACTIONS")
    clean = {name: value for name, value in os.environ.items() if name not in silent}
    subprocess.run(
        [sys.executable, "-c", LOAD.format(folder=str(tiny_model_dir))],
        env=clean | places,
        check=True,
        timeout=120,
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_it_is_imported_in_one_place() -> None:
    """Imported elsewhere first, it would be too late."""
    importing = [
        file.relative_to(ENGINE)
        for file in ENGINE.rglob("*.py")
        if "import onnxruntime\n" in file.read_text("utf-8")
        and "model.runtime import" not in file.read_text("utf-8")
    ]
    assert importing == [Path("model/runtime.py")]
