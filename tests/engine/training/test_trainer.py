# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, MASK, PAD
from shortlist_engine.training.data import pack, save_tokens
from shortlist_engine.training.distributed import Group, launch
from shortlist_engine.training.optimizer import orthogonalise
from shortlist_engine.training.recipe import ModelRecipe, Recipe, TrainRecipe
from shortlist_engine.training.trainer import (
    CHECKPOINT,
    LOG,
    learning_rate,
    losses,
    mask_tokens,
    read_checkpoint,
    train,
)

SHAPE = ModelRecipe(
    vocab_size=300, d_model=32, head_size=16, query_heads=2, encoder_layers=1, decoder_layers=1,
    encoder_tokens=32, decoder_tokens=32,
)  # fmt: skip
RECIPE = Recipe(
    "test",
    SHAPE,
    train=TrainRecipe(
        steps=12, minutes=1e9, batch_tokens=256, warmup_steps=2, log_every=1, valid_every=4,
        checkpoint_every=2, threads=1, bf16=False,
    ),
)  # fmt: skip
CONFIG = ModelConfig(
    vocab_size=300, d_model=32, head_size=16, query_heads=2, encoder_layers=1, decoder_layers=1,
    encoder_tokens=32, decoder_tokens=32,
)  # fmt: skip


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    """Sequences whose target repeats the source: something to learn."""
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(80):
        source = rng.integers(270, 300, rng.integers(6, 14)).tolist()
        rows.append((source, [260, *source, EOS], 1))
    path = tmp_path / "shard.npz"
    save_tokens(path, pack(rows))
    return path


def log_of(folder: Path) -> list[dict[str, float]]:
    """The log without what the clock decides."""
    lines = [json.loads(line) for line in (folder / LOG).read_text().splitlines()]
    return [
        {k: v for k, v in line.items() if k not in ("minutes", "tokens_per_s")} for line in lines
    ]


def run(shard: Path, out: Path, recipe: Recipe = RECIPE, resume: bool = False) -> None:
    out.mkdir(exist_ok=True)
    train(Group(), recipe, CONFIG, [shard], shard, out, resume)


def test_the_loss_falls_and_is_logged(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out, replace(RECIPE, train=replace(RECIPE.train, steps=60, valid_every=20)))
    lines = [json.loads(line) for line in (out / LOG).read_text().splitlines()]
    assert [line["step"] for line in lines] == list(range(1, 61))
    assert [line["step"] for line in lines if "valid" in line] == [20, 40, 60]
    assert lines[-1]["loss"] < lines[0]["loss"] - 0.5
    assert all(line["tokens_per_s"] > 0 for line in lines)


def test_killed_and_resumed_equals_uninterrupted(shard: Path, tmp_path: Path) -> None:
    """kill -9 in the middle loses at most one interval, and the losses go on as they were."""
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    run(shard, straight)
    broken.mkdir()
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_trainer import CONFIG, RECIPE, train
from shortlist_engine.training import trainer
from shortlist_engine.training.distributed import Group
import time
step = trainer.losses
def slow(*args):
    time.sleep(0.2)
    return step(*args)
trainer.losses = slow
train(Group(), RECIPE, CONFIG, [Path({str(shard)!r})], None, Path({str(broken)!r}))
"""
    process = subprocess.Popen([sys.executable, "-c", script])
    try:
        deadline = time.monotonic() + 200
        while not (broken / LOG).exists() or len((broken / LOG).read_text().splitlines()) < 5:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 2 <= read_checkpoint(broken / CHECKPOINT)["step"] < 12
    run(shard, broken, resume=True)
    without_valid = [{k: v for k, v in x.items() if k != "valid"} for x in log_of(straight)]
    assert [{k: v for k, v in x.items() if k != "valid"} for x in log_of(broken)] == without_valid
    first, second = (read_checkpoint(folder / CHECKPOINT) for folder in (straight, broken))
    assert all(torch.equal(first["model"][name], second["model"][name]) for name in first["model"])


def test_two_processes_equal_two_accumulated_batches(shard: Path, tmp_path: Path) -> None:
    settings = replace(RECIPE.train, steps=4, mlm_rows=0.0, valid_every=100)
    one, two = tmp_path / "one", tmp_path / "two"
    run(shard, one, replace(RECIPE, train=replace(settings, accumulate=2)))
    two.mkdir()
    recipe = replace(RECIPE, train=replace(settings, processes=2))
    launch(train, 2, recipe, CONFIG, [shard], None, two)
    for expected, line in zip(log_of(one), log_of(two), strict=True):
        assert line["loss"] == pytest.approx(expected["loss"], abs=2e-3)
        assert line["tokens"] == expected["tokens"]


def test_an_old_run_is_not_overwritten(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out)
    before = (out / CHECKPOINT).read_bytes()
    with pytest.raises(ModelError, match="--resume"):
        run(shard, out)
    assert (out / CHECKPOINT).read_bytes() == before
    with pytest.raises(ModelError, match="not found"):
        run(shard, tmp_path / "new", resume=True)


def test_a_damaged_checkpoint_is_named(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out)
    data = (out / CHECKPOINT).read_bytes()
    (out / CHECKPOINT).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match=r"checkpoint\.pt is damaged"):
        run(shard, out, resume=True)


def test_another_model_cannot_be_resumed(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out)
    with pytest.raises(ModelError, match="another"):
        run(shard, out, replace(RECIPE, model=replace(SHAPE, d_model=64)), resume=True)


def test_a_checkpoint_from_before_a_field_of_the_model_is_resumed(
    shard: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    run(shard, out)
    state = torch.load(out / CHECKPOINT, weights_only=True)
    for later in ("kv_heads", "positions", "norm"):
        del state["recipe"]["model"][later]
    torch.save(state, out / CHECKPOINT)
    run(shard, out, resume=True)  # nothing left to do
    with pytest.raises(ModelError, match="another"):
        run(shard, out, replace(RECIPE, model=replace(SHAPE, norm="rms")), resume=True)


def test_a_full_disk_keeps_the_old_checkpoint(
    shard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    run(shard, out)
    before = (out / CHECKPOINT).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    more = replace(RECIPE, train=replace(RECIPE.train, steps=20))
    with pytest.raises(OSError, match="No space"):
        run(shard, out, more, resume=True)
    assert (out / CHECKPOINT).read_bytes() == before


def test_masking_hides_the_stated_share_of_some_rows() -> None:
    settings = TrainRecipe(mlm_rows=0.5, mlm_rate=0.2)
    source = torch.full((400, 100), 299)
    source[:, 80:] = PAD
    visible, chosen = mask_tokens(source, 300, settings, (1, 2, 0, 0))
    rows = chosen.any(dim=1).float().mean().item()
    assert 0.4 < rows < 0.6
    assert 0.18 < chosen[chosen.any(dim=1)][:, :80].float().mean().item() < 0.22
    assert not chosen[:, 80:].any() and torch.equal(visible[~chosen], source[~chosen])
    assert 0.75 < (visible[chosen] == MASK).float().mean().item() < 0.85
    again, _ = mask_tokens(source, 300, settings, (1, 2, 0, 0))
    assert torch.equal(visible, again)


def test_losses_ignore_padding_and_headers() -> None:
    from shortlist_engine.model.transformer import EncoderDecoder
    from shortlist_engine.training.data import Batch

    torch.manual_seed(0)
    model = EncoderDecoder(CONFIG)
    source = np.full((1, 16), 280)
    target = np.array([[260, 270, 271, 272]])
    labels = np.array([[-100, 271, 272, EOS]])
    loss, mlm = losses(model, Batch(source, target, labels), RECIPE.train, None)
    padded = Batch(
        np.pad(source, ((0, 0), (0, 16))),
        np.pad(target, ((0, 0), (0, 12))),
        np.pad(labels, ((0, 0), (0, 12)), constant_values=-100),
    )
    wide, _ = losses(model, padded, RECIPE.train, None)
    assert loss.item() == pytest.approx(wide.item(), abs=1e-5)
    assert mlm.item() == 0


def test_the_learning_rate_warms_up_and_decays() -> None:
    settings = TrainRecipe(steps=100, warmup_steps=10, decay=0.5, final_lr=0.1)
    rates = [learning_rate(settings, step, step / 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.1) and rates[9] == rates[50] == 1.0
    assert rates[75] == pytest.approx(0.55) and rates[100] == pytest.approx(0.1)


@pytest.mark.parametrize("shape", [(32, 96), (96, 32), (48, 48)])
def test_orthogonalising_gives_singular_values_near_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)))
    assert values.min() > 0.4 and values.max() < 1.4
