"""What the README promises of the shipped weights: both problems of `make demo` are solved."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def solve(file: Path) -> dict[str, object]:
    command = [
        sys.executable,
        "-m",
        "shortlist_engine.cli",
        "solve",
        str(file),
        "--json",
        "--no-library",
    ]
    finished = subprocess.run(
        [*command, "--samples", "200", "--seconds", "250", "--seed", "1"],
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    return dict(json.loads(finished.stdout))


@pytest.mark.parametrize("name", ["up_the_stairs", "abc_of_abc"])
def test_a_problem_of_the_demo_is_solved(name: str) -> None:
    assert f"shortlist solve examples/{name}.py " in (ROOT / "Makefile").read_text()
    assert solve(ROOT / "examples" / f"{name}.py")["solutions"]


@pytest.mark.parametrize("name", ["encoder.onnx", "decoder.onnx", "MODEL_CARD.md"])
def test_the_weights_ship_with_their_card(name: str) -> None:
    folder = ROOT / "engine/shortlist_engine/model/weights/default"
    assert (folder / name).stat().st_size > 1000
    assert sum(file.stat().st_size for file in folder.iterdir()) < 60 * 2**20
