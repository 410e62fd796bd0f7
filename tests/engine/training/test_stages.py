"""Pretraining, then fine-tuning with every objective and task, then an exported model that samples;
at the smallest size."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import argparse
import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")
pytest.importorskip("safetensors", reason="needs the extra `train`")

from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tests.engine.training.recipes import MODEL, STEPS

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.shapes import parameter_shapes
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.problem import Example, Problem
from shortlist_engine.sampling import ModelChoice, SamplingParams, load_sampler
from shortlist_engine.training import trainer
from shortlist_engine.training.arguments import add_arguments
from shortlist_engine.training.checkpoints import find_start, load_weights, read_checkpoint
from shortlist_engine.training.commands import main
from shortlist_engine.training.shards import ORIGIN, VALID
from shortlist_engine.training.tokens import load_tokens

RECIPE = f"""{MODEL}decoder_tokens = 384

[code]
sequences = 60
shard_sequences = 30
tokenizer_sequences = 60
held_out = 0.2

[pretrain]
steps = 4
schedule = "cosine"
window_shards = 1
{STEPS}
[data]
sequences = 120
shard_sequences = 120
tokenizer_sequences = 200
families = ["chosen_total", "steady_runs", "lifeboats"]
continue_share = 0.1
translate_share = 0.1
explain_share = 0.1
incorrect_share = 0.5

[train]
start_from = "pretrain"
steps = 6
{STEPS}
[objective]
tempering = 0.2
value_weight = 0.5
gold = true
gold_after = 3
"""

Train = Callable[..., int]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stages")
    (folder / "all.toml").write_text(RECIPE)
    (folder / "code").mkdir()
    for number in range(12):
        lines = [f"total_{number} += values[{line}] * {number}" for line in range(20 * number + 3)]
        (folder / "code" / f"part_{number}.py").write_text("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def train(workspace: Path) -> Train:
    def call(*arguments: str, out: str = "run", recipe: str = "all.toml") -> int:
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        places = ["--recipe", str(workspace / recipe), "--out", str(workspace / out)]
        return main(parser.parse_args([*arguments, *places]))

    return call


@pytest.fixture(scope="module")
def run(train: Train, workspace: Path) -> Path:
    assert train("pretrain", "--code", str(workspace / "code")) == 0
    assert train("run") == 0
    assert train("export") == 0
    return workspace / "run"


def log_of(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def test_both_stages_leave_a_log_and_a_checkpoint(run: Path) -> None:
    pretraining, tuning = log_of(run / "pretrain"), log_of(run)
    assert [line["step"] for line in pretraining] == [2, 4]
    assert [line["step"] for line in tuning] == [2, 4, 6]
    assert all(line["valid"] > 0 for line in pretraining + tuning)
    # The few rows of two steps may all be unmasked ones.
    assert any(line["mlm"] > 0 for line in pretraining) and any(line["mlm"] > 0 for line in tuning)
    assert all("value" not in line for line in pretraining)
    assert any(line["value"] > 0 for line in tuning)  # a batch may have no verdict to tell
    assert (run / "tokenizer.model").read_bytes() == (
        run / "pretrain" / "tokenizer.model"
    ).read_bytes()


def test_fine_tuning_starts_from_the_pretrained_weights(run: Path) -> None:
    before = read_checkpoint(run / "pretrain" / "checkpoint.pt")["model"]
    after = read_checkpoint(run / "checkpoint.pt")["model"]
    moved = [(before[name] - after[name]).norm() / before[name].norm() for name in before]
    assert 0 < max(moved) < 1.3  # unrelated weights are the root of two apart


def test_shards_hold_verdicts_of_programs_to_solve_only(run: Path) -> None:
    verdict = load_tokens([run / "data" / "train-0000.npz"]).verdict
    counts = {value: int((verdict == value).sum()) for value in (-1, 0, 1)}
    assert all(counts.values()) and sum(counts.values()) == 120
    assert (load_tokens([run / "pretrain" / "data" / VALID]).verdict == -1).all()


def test_the_value_head_stays_behind_and_the_temperature_goes_along(run: Path) -> None:
    config = ModelConfig.load(run / "model" / "config.json")
    assert config.temperature == 0.8 and config.tempering == 0.2
    assert read_checkpoint(run / "checkpoint.pt")["value"]
    with safe_open(str(run / "model" / "model.safetensors"), framework="numpy") as file:
        assert set(file.keys()) == set(parameter_shapes(config))


def test_the_exported_model_samples(run: Path) -> None:
    sampler = load_sampler(ModelChoice(str(run / "model"), threads=1))
    problem = Problem("Sum", "Print the sum.", (Example("1 2\n", "3\n"),))
    params = SamplingParams(num_samples=3, max_tokens=8)
    samples = [s for batch in sampler.sample(problem, params, threading.Event()) for s in batch]
    assert len(samples) == 3 and all(sample.metadata.correct for sample in samples)


@pytest.mark.parametrize("stage", ["pretrain", "run"])
def test_a_stage_that_was_stopped_ends_as_if_it_had_not_been(
    run: Path, train: Train, workspace: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objectives, windows of shards and a start from other weights leave resuming exact."""
    folder = Path(shutil.copytree(run, workspace / f"again-{stage}"))
    place = folder / "pretrain" if stage == "pretrain" else folder
    (place / "checkpoint.pt").unlink()
    (place / "log.jsonl").unlink()
    save = trainer.save_checkpoint

    def save_and_stop(*arguments: Any) -> None:
        save(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(trainer, "save_checkpoint", save_and_stop)
        assert train(stage, out=folder.name) == 130
    assert read_checkpoint(place / "checkpoint.pt")["step"] == 2
    assert train(stage, "--resume", out=folder.name) == 0
    original = run / "pretrain" if stage == "pretrain" else run
    whole, resumed = (read_checkpoint(x / "checkpoint.pt") for x in (original, place))
    assert resumed["step"] == whole["step"]
    for part in ("model", "value"):
        for name, value in (whole[part] or {}).items():
            assert torch.equal(value, resumed[part][name])
    for before, after in zip(log_of(original), log_of(place), strict=True):
        assert before["loss"] == after["loss"] and before["valid"] == after["valid"]


def test_weights_come_from_a_run_a_model_or_nowhere(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graphs = Path(shutil.copytree(run / "model", workspace / "graphs"))
    (graphs / "model.safetensors").unlink()
    starts = [run / "model" / "model.safetensors", graphs, run]
    for number, start in enumerate(starts):
        out = f"from-{number}"
        assert train("run", "--from", str(start), out=out, recipe="short_all.toml") == 0
        assert (workspace / out / "tokenizer.model").read_bytes() == (
            run / "tokenizer.model"
        ).read_bytes()
    assert train("run", "--from", "random", out="from-random", recipe="short_all.toml") == 0
    prepared = ("prepare", "--from", str(run))
    assert train(*prepared, out="for-run", recipe="short_all.toml") == 0
    tokenizer = workspace / "for-run" / "prepared" / "data" / "tokenizer.model"
    assert tokenizer.read_bytes() == (run / "tokenizer.model").read_bytes()
    assert "no checkpoint yet" not in capsys.readouterr().out

    assert train("run", out="nothing") == 1
    assert "`shortlist train pretrain`" in capsys.readouterr().err
    assert train("run", "--from", str(workspace / "code"), out="nothing") == 1
    assert "holds neither checkpoint.pt" in capsys.readouterr().err
    assert train("run", "--from", str(workspace / "all.toml"), out="nothing") == 1
    assert "give a checkpoint.pt" in capsys.readouterr().err
    wide = RECIPE.replace("decoder_layers = 1", "decoder_layers = 2")
    (workspace / "wide.toml").write_text(wide)
    assert train("run", "--from", str(run), out="wide", recipe="wide.toml") == 1
    assert "decoder_layers = 1 and the recipe 2" in capsys.readouterr().err
    # `from-random` has a tokenizer of its own.
    again = ("--from", str(run), "--resume")
    (workspace / "from-random" / "checkpoint.pt").unlink()
    assert train("run", *again[:2], out="from-random", recipe="short_all.toml") == 1
    assert "is not the tokenizer of" in capsys.readouterr().err


@pytest.fixture(scope="module", autouse=True)
def short_recipe(workspace: Path) -> None:
    """One step, so that the starts can be tried in little time."""
    short = RECIPE.replace("steps = 6", "steps = 1").replace("sequences = 120", "sequences = 20")
    (workspace / "short_all.toml").write_text(short)


def test_the_weights_file_that_is_named_is_loaded(run: Path, workspace: Path) -> None:
    folder = Path(shutil.copytree(run / "model", workspace / "named"))
    weights = load_file(folder / "model.safetensors")
    save_file({name: value + 1 for name, value in weights.items()}, folder / "step1000.safetensors")
    model = EncoderDecoder(ModelConfig.load(folder / "config.json"))
    for name, more in (("step1000", 1), ("model", 0)):
        load_weights(find_start(str(folder / f"{name}.safetensors"), run), model)
        for key, value in model.state_dict().items():
            assert torch.equal(value, weights[key] + more)
    (folder / "step1000.safetensors").write_bytes(b"cut")
    with pytest.raises(ModelError, match=r"step1000\.safetensors is damaged"):
        load_weights(folder / "step1000.safetensors", model)


def test_a_model_may_be_longer_than_the_weights_it_starts_from(run: Path) -> None:
    start = run / "model" / "model.safetensors"
    weights, config = load_file(start), ModelConfig.load(run / "model" / "config.json")
    longer = replace(config, encoder_tokens=config.encoder_tokens + 5)
    model = EncoderDecoder(longer)
    load_weights(start, model)
    name, table = "encoder_positions.weight", model.encoder_positions.weight
    assert torch.equal(table[:-5], weights[name])
    assert all(torch.equal(row, weights[name][-1]) for row in table[-5:])
    shorter = EncoderDecoder(replace(config, decoder_tokens=config.decoder_tokens - 1))
    with pytest.raises(ModelError, match="decoder_tokens = "):
        load_weights(start, shorter)


def test_resume_before_the_first_checkpoint_begins_from_the_same_weights(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(run, workspace / "early"))
    (folder / "checkpoint.pt").unlink()
    (folder / "log.jsonl").write_text('{"step": 2, "loss": 1.0}\n')
    assert train("run", "--resume", out="early") == 0
    assert "no checkpoint yet: starting from the beginning" in capsys.readouterr().out
    assert [line["loss"] for line in log_of(folder)] == [line["loss"] for line in log_of(run)]
    whole, again = (read_checkpoint(x / "checkpoint.pt")["model"] for x in (run, folder))
    assert all(torch.equal(value, again[name]) for name, value in whole.items())


def test_what_was_made_with_a_tokenizer_is_not_left_without_it(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(run, workspace / "tied"))
    for gone in ("checkpoint.pt", "data", "pretrain/checkpoint.pt", "pretrain/data"):
        assert train("tokenizer", out="tied") == 1
        assert f"{folder / gone} was made with the tokenizer" in capsys.readouterr().err
        if (folder / gone).is_dir():
            shutil.rmtree(folder / gone)
        else:
            (folder / gone).unlink()
    (folder / "data-2").mkdir()
    (folder / "data-2" / ORIGIN).write_text("{}")
    assert train("tokenizer", out="tied") == 1
    assert f"{folder / 'data-2'} was made with the tokenizer" in capsys.readouterr().err
    shutil.rmtree(folder / "data-2")
    before = (folder / "tokenizer.model").read_bytes()
    assert before == (run / "tokenizer.model").read_bytes()
    # Without --code another one.
    assert train("tokenizer", out="tied") == 0
    assert (folder / "tokenizer.model").read_bytes() != before

    shutil.copy(run / "checkpoint.pt", folder)
    assert train("export", out="tied") == 1
    assert "is not the tokenizer that" in capsys.readouterr().err
    (folder / "tokenizer.model").unlink()
    assert train("run", "--resume", out="tied") == 1
    assert "keep or bring back" in capsys.readouterr().err


def test_problems_are_not_added_or_taken_away_after_the_shards(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "more.jsonl"
    path.write_text(
        '{"name": "A", "statement": "Print 1.", "examples": [], "solutions": '
        '[{"language": "python3", "code": "print(1)"}]}\n'
    )
    for given in (("--data", str(path)), ("--data", str(path), "--exclude", str(path))):
        status = train("run", "--resume", *given)
        if "--exclude" in given:
            assert status == 0  # nothing is left of them
        else:
            assert status == 1
            assert "give --data and --exclude as they were" in capsys.readouterr().err


def test_shards_are_not_completed_with_other_files(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(run, workspace / "other-files")) / "pretrain"
    code = Path(shutil.copytree(workspace / "code", workspace / "other-code"))
    (folder / "checkpoint.pt").unlink()
    shard = folder / "data" / "train-0001.npz"
    before = shard.read_bytes()
    shard.unlink()
    (code / "part_3.py").write_text("changed = True\n" * 9)
    assert train("pretrain", "--code", str(code), out="other-files") == 1
    assert "made from other files of code" in capsys.readouterr().err
    assert train("pretrain", "--code", str(workspace / "code"), out="other-files") == 0
    assert shard.read_bytes() == before


def test_errors_name_the_fix(
    run: Path, train: Train, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("pretrain") == 1
    assert "--resume" in capsys.readouterr().err
    assert train("pretrain", "--code", str(workspace / "absent"), out="other") == 1
    assert "absent is not a folder" in capsys.readouterr().err
    (workspace / "bare.toml").write_text(
        RECIPE.replace("[pretrain]", "[train]", 1).split("[data]")[0]
    )
    assert train("pretrain", recipe="bare.toml", out="bare") == 1
    assert "has no [pretrain]" in capsys.readouterr().err
    changed = RECIPE.replace("value_weight = 0.5", "")
    (workspace / "changed.toml").write_text(changed)
    assert train("run", "--resume", recipe="changed.toml") == 1
    assert "[objective] value_weight as it was" in capsys.readouterr().err
