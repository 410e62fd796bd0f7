"""`shortlist train` from the first command to a measured model, at the smallest size."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")

from tests.engine.training.recipes import MODEL, STEPS

from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler
from shortlist_engine.training.arguments import add_arguments
from shortlist_engine.training.commands import main

RECIPE = f"""{MODEL}decoder_tokens = 160

[data]
sequences = 60
shard_sequences = 60
tokenizer_sequences = 200
families = ["chosen_total", "steady_runs", "lifeboats"]

[train]
steps = 4
{STEPS}"""

Train = Callable[..., int]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("train")
    (folder / "small.toml").write_text(RECIPE)
    return folder


@pytest.fixture(scope="module")
def train(workspace: Path) -> Train:
    def call(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        recipe, out = str(workspace / "small.toml"), str(workspace / "run")
        return main(parser.parse_args([*arguments, "--recipe", recipe, "--out", out]))

    return call


@pytest.fixture(scope="module")
def trained(train: Train, workspace: Path) -> Path:
    assert train("run") == 0
    assert train("export") == 0
    return workspace / "run"


def test_run_leaves_a_log_with_validation(trained: Path) -> None:
    lines = [json.loads(line) for line in (trained / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [2, 4]
    assert all(line["valid"] > 0 for line in lines)


def test_the_exported_model_samples(trained: Path) -> None:
    sampler = load_sampler(ModelChoice(str(trained / "model"), threads=1))
    problem = Problem("Sum", "Print the sum.", (Example("1 2\n", "3\n"),))
    params = SamplingParams(num_samples=3, max_tokens=8)
    batches = list(sampler.sample(problem, params, threading.Event()))
    assert sum(map(len, batches)) == 3
    config = json.loads((trained / "model" / "config.json").read_text())
    assert config["families"] == ["chosen_total", "lifeboats", "steady_runs"]
    assert 1 <= len(config["tags"]) <= 50


def test_exporting_for_shipping_leaves_the_training_weights_out(
    trained: Path, train: Train, tmp_path: Path
) -> None:
    assert train("export", "--runtime-only", "--temperature", "0.5", "--model", str(tmp_path)) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"config.json", "tokenizer.model", "encoder.onnx", "manifest.json"} <= names
    assert "model.safetensors" not in names
    assert json.loads((tmp_path / "config.json").read_text())["temperature"] == 0.5
    load_sampler(ModelChoice(str(tmp_path), threads=1)).close()


def test_a_second_run_needs_resume(
    trained: Path, train: Train, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (trained / "checkpoint.pt").read_bytes()
    assert train("run") == 1
    assert "--resume" in capsys.readouterr().err
    assert (trained / "checkpoint.pt").read_bytes() == before
    assert train("run", "--resume") == 0  # nothing left to do


def test_errors_name_the_fix(
    workspace: Path, trained: Path, train: Train, capsys: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert main(parser.parse_args(["run", "--recipe", "absent"])) == 1
    message = capsys.readouterr().err
    assert "use one of" in message and "default" in message
    empty = str(tmp_path / "empty")
    recipe = str(workspace / "small.toml")
    assert main(parser.parse_args(["export", "--recipe", recipe, "--out", empty])) == 1
    assert "train first" in capsys.readouterr().err
