"""What a resumed run takes from its checkpoint, what from the recipe, and what it refuses."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from tests.engine.training.small import CONFIG, RECIPE, log_of, run

from shortlist_engine import files
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER
from shortlist_engine.training.checkpoints import (
    CHECKPOINT,
    load_checkpoint,
    read_checkpoint,
    surroundings,
)
from shortlist_engine.training.distributed import ProcessGroup
from shortlist_engine.training.learner import Learner
from shortlist_engine.training.log import LOG
from shortlist_engine.training.optimizer import make_optimizers
from shortlist_engine.training.recipe import Recipe
from shortlist_engine.training.trainer import train


def changed(**settings: Any) -> Recipe:
    return replace(RECIPE, train=replace(RECIPE.train, **settings))


def test_rates_momentum_and_decay_are_the_recipes_and_the_state_is_the_checkpoints(
    shard: Path,
    tmp_path: Path,
) -> None:
    out = tmp_path / "run"
    run(shard, out)
    new = changed(lr=1e-5, muon_lr=1e-4, muon_momentum=0.5, beta1=0.3, weight_decay=0.7)
    learner = Learner(CONFIG, new.objective)
    adam, muon = optimizers = make_optimizers(learner, new.train)
    load_checkpoint(out / CHECKPOINT, new, learner, optimizers, surroundings(out, 1), "data")
    assert [group["weight_decay"] for group in adam.param_groups] == [0.7, 0.0]
    for group in adam.param_groups:
        assert group["lr"] == group["peak_lr"] == 1e-5 and group["betas"][0] == 0.3
    (group,) = muon.param_groups
    assert group["lr"] == group["peak_lr"] == 1e-4
    assert group["momentum"] == 0.5 and group["weight_decay"] == 0.7
    states = read_checkpoint(out / CHECKPOINT)["optimizers"]
    for optimizer, saved in zip(optimizers, states, strict=True):
        assert saved["state"]
        for number, values in optimizer.state_dict()["state"].items():
            for name, value in values.items():
                assert torch.equal(value, saved["state"][number][name])


def test_a_lowered_rate_moves_the_weights_less(shard: Path, tmp_path: Path) -> None:
    moved = []
    for name, factor in (("full", 1.0), ("low", 0.001)):
        out = tmp_path / name
        run(shard, out)
        before = read_checkpoint(out / CHECKPOINT)["model"]
        rates = {"lr": RECIPE.train.lr * factor, "muon_lr": RECIPE.train.muon_lr * factor}
        # At the full rate: a run twice as long has hardly begun to slow down.
        run(shard, out, changed(steps=16, decay=0.1, **rates), resume=True)
        after = read_checkpoint(out / CHECKPOINT)["model"]
        moved.append(max((before[key] - after[key]).norm().item() for key in before))
    assert moved[1] < 0.01 * moved[0]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"seed": 7}, "seed = 1, .* now it is 7"),
        ({"batch_tokens": 512}, "batch_tokens = 256, .* now it is 512"),
        ({"accumulate": 3}, "accumulate = 1, .* now it is 3"),
        ({"window_shards": 2}, "window_shards = 0, .* now it is 2"),
        ({"muon_lr": 0.0}, "muon_lr above 0"),
    ],
)
def test_what_decides_batches_or_optimisers_cannot_change(
    shard: Path,
    tmp_path: Path,
    settings: dict[str, Any],
    message: str,
) -> None:
    out = tmp_path / "run"
    run(shard, out)
    with pytest.raises(ModelError, match=message):
        run(shard, out, changed(steps=14, **settings), resume=True)


def test_another_number_of_processes_is_refused_and_muon_cannot_be_added(
    shard: Path,
    tmp_path: Path,
) -> None:
    out = tmp_path / "run"
    run(shard, out, changed(muon_lr=0.0))
    with pytest.raises(ModelError, match="muon_lr 0"):
        run(shard, out, resume=True)
    with pytest.raises(ModelError, match=r"processes = 1, .* now it is 2"):
        train(ProcessGroup(1, 2), changed(muon_lr=0.0), CONFIG, [shard], {}, out, resume=True)
    state = torch.load(out / CHECKPOINT, weights_only=True)
    for later in ("processes", "tokenizer"):
        del state[later]
    torch.save(state, out / CHECKPOINT)
    run(shard, out, changed(muon_lr=0.0, steps=13), resume=True)  # a checkpoint of before
    assert read_checkpoint(out / CHECKPOINT)["step"] == 13


def test_a_checkpoint_is_tied_to_its_tokenizer(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    (out / TOKENIZER).write_bytes(b"one")
    run(shard, out)
    (out / TOKENIZER).write_bytes(b"two")
    with pytest.raises(ModelError, match="is not the tokenizer that"):
        run(shard, out, changed(steps=14), resume=True)
    (out / TOKENIZER).write_bytes(b"one")
    run(shard, out, changed(steps=14), resume=True)


def test_a_run_stopped_before_its_first_checkpoint_begins_again_with_resume(
    shard: Path,
    tmp_path: Path,
) -> None:
    straight, again, fresh = (tmp_path / name for name in ("straight", "again", "fresh"))
    run(shard, straight)
    for out, resume in ((again, True), (fresh, False)):
        out.mkdir()
        # The last line was being written.
        (out / LOG).write_text(json.dumps({"step": 1, "loss": 9.0}) + '\n{"step": 2, "lo')
        run(shard, out, resume=resume)
        assert log_of(out) == log_of(straight)


def test_a_log_is_cut_whole_or_not_at_all(
    shard: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "run"
    run(shard, out)
    before = (out / LOG).read_text() + '{"step": 13}\n'
    (out / LOG).write_text(before)
    there = sorted(out.iterdir())

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        run(shard, out, changed(steps=14), resume=True)
    assert (out / LOG).read_text() == before
    assert sorted(out.iterdir()) == there
