"""What the README promises of the shipped weights: both problems of `make demo` are solved."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shortlist_engine.bank import families
from shortlist_engine.bank.split import held_out

ROOT = Path(__file__).parents[2]
FAMILY, SEED = "filter_reduce", 8


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


def test_the_bank_problem_of_the_demo_was_held_out_from_training() -> None:
    assert held_out(FAMILY, families()[FAMILY].instance(SEED).key)
    assert f"bank show {FAMILY} --seed {SEED} " in (ROOT / "Makefile").read_text()


def test_a_held_out_bank_problem_is_solved(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "shortlist_engine.cli", "bank", "show", FAMILY]
    shown = subprocess.run(
        [*command, "--seed", str(SEED)], capture_output=True, text=True, check=True
    )
    file = tmp_path / "bank_problem.py"
    file.write_text(shown.stdout)
    assert solve(file)["solutions"]


def test_a_real_problem_is_solved() -> None:
    assert solve(ROOT / "examples" / "range.py")["solutions"]


@pytest.mark.parametrize("name", ["encoder.onnx", "decoder.onnx", "MODEL_CARD.md"])
def test_the_weights_ship_with_their_card(name: str) -> None:
    folder = ROOT / "engine/shortlist_engine/model/weights/default"
    assert (folder / name).stat().st_size > 1000
    assert sum(file.stat().st_size for file in folder.iterdir()) < 60 * 2**20
