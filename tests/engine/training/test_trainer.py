# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from tests.engine.training.small import CONFIG, RECIPE, SHAPE, log_of, run

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, MASK, PAD
from shortlist_engine.training.batches import TrainingBatch, stream
from shortlist_engine.training.checkpoints import CHECKPOINT, read_checkpoint
from shortlist_engine.training.distributed import launch
from shortlist_engine.training.learner import Learner
from shortlist_engine.training.log import LOG
from shortlist_engine.training.objectives import mask_tokens, value_loss
from shortlist_engine.training.optimizer import orthogonalise
from shortlist_engine.training.recipe import (
    DataRecipe,
    ObjectiveRecipe,
    TrainRecipe,
)
from shortlist_engine.training.tokens import TokenExample, pack, save_tokens
from shortlist_engine.training.trainer import learning_rate, losses, train

EVERYTHING = ObjectiveRecipe(
    tempering=0.2, value_weight=0.5, value_hidden=0.0, gold=True, gold_after=2
)


def test_the_loss_falls_and_is_logged(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out, replace(RECIPE, train=replace(RECIPE.train, steps=60, valid_every=20)))
    lines = [json.loads(line) for line in (out / LOG).read_text().splitlines()]
    assert [line["step"] for line in lines] == list(range(1, 61))
    assert [line["step"] for line in lines if "valid" in line] == [20, 40, 60]
    assert lines[-1]["loss"] < lines[0]["loss"] - 0.5
    assert all(line["tokens_per_s"] > 0 for line in lines)


def test_validation_does_not_wait_for_the_next_line_of_the_log(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out, replace(RECIPE, train=replace(RECIPE.train, log_every=5, valid_every=4)))
    lines = log_of(out)
    assert [line["step"] for line in lines] == [4, 5, 8, 10, 12]
    assert [line["step"] for line in lines if "valid" in line] == [4, 8, 12]


def test_the_log_says_when_gold_begins_and_a_warning_when_it_never_did(
    shard: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for gold_after, warned in ((3, False), (11, False), (12, True), (20, True)):
        objective = ObjectiveRecipe(gold=True, gold_after=gold_after)
        out = tmp_path / str(gold_after)
        run(shard, out, replace(RECIPE, objective=objective))
        # A line comes after its step: that of step 4 is of the first with number 3.
        begun = [line["step"] for line in log_of(out) if line["gold"]]
        assert begun == list(range(gold_after + 1, 13))
        message = f"after 12 steps, and [objective] gold_after is {gold_after}"
        assert (message in capsys.readouterr().err) == warned
    run(shard, tmp_path / "plain")
    assert "gold" not in log_of(tmp_path / "plain")[0]


def test_killed_and_resumed_equals_uninterrupted(shard: Path, tmp_path: Path) -> None:
    """kill -9 in the middle loses at most one interval, and the losses go on as they were."""
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    run(shard, straight)
    broken.mkdir()
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from pathlib import Path
from tests.engine.training.small import CONFIG, RECIPE, train
from shortlist_engine.training import trainer
from shortlist_engine.training.distributed import ProcessGroup
import time
step = trainer.losses
def slow(*args):
    time.sleep(0.2)
    return step(*args)
trainer.losses = slow
train(ProcessGroup(), RECIPE, CONFIG, [Path({str(shard)!r})], {{}}, Path({str(broken)!r}))
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


@pytest.mark.parametrize("objective", [ObjectiveRecipe(), EVERYTHING], ids=["plain", "all"])
def test_two_processes_equal_two_accumulated_batches(
    shard: Path, tmp_path: Path, objective: ObjectiveRecipe
) -> None:
    """Optimisers forgive a gradient of another scale, so its norm is compared too."""
    settings = replace(RECIPE.train, steps=4, mlm_rows=0.5, valid_every=100, clip=1e9)
    base = replace(RECIPE, objective=objective, data=DataRecipe(incorrect_share=0.5))
    one, two = tmp_path / "one", tmp_path / "two"
    run(shard, one, replace(base, train=replace(settings, accumulate=2)))
    two.mkdir()
    recipe = replace(base, train=replace(settings, processes=2))
    launch(train, 2, recipe, CONFIG, [shard], {}, two)
    for expected, line in zip(log_of(one), log_of(two), strict=True):
        assert line["tokens"] == expected["tokens"] and line["mlm"] > 0
        assert line == pytest.approx(expected, rel=2e-3)
    first, second = (read_checkpoint(folder / CHECKPOINT)["model"] for folder in (one, two))
    for name, weights in first.items():
        assert torch.allclose(weights, second[name], atol=1e-4), name


def test_an_old_run_is_not_overwritten(shard: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(shard, out)
    before = (out / CHECKPOINT).read_bytes()
    with pytest.raises(ModelError, match="--resume"):
        run(shard, out)
    assert (out / CHECKPOINT).read_bytes() == before


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
    there = sorted(out.iterdir())

    sync = os.fsync

    def full(descriptor: int) -> None:
        if CHECKPOINT in Path(f"/proc/self/fd/{descriptor}").readlink().name:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    more = replace(RECIPE, train=replace(RECIPE.train, steps=20))
    with pytest.raises(OSError, match="No space"):
        run(shard, out, more, resume=True)
    assert (out / CHECKPOINT).read_bytes() == before
    assert sorted(out.iterdir()) == there


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
    torch.manual_seed(0)
    learner = Learner(CONFIG, ObjectiveRecipe())
    source = np.full((1, 16), 280)
    target = np.array([[260, 270, 271, 272]])
    labels = np.array([[-100, 271, 272, EOS]])
    header, verdict = np.array([2]), np.array([1])
    found = losses(learner, TrainingBatch(source, target, labels, header, verdict), RECIPE, None)
    padded = TrainingBatch(
        np.pad(source, ((0, 0), (0, 16))),
        np.pad(target, ((0, 0), (0, 12))),
        np.pad(labels, ((0, 0), (0, 12)), constant_values=-100),
        header,
        verdict,
    )
    wide = losses(learner, padded, RECIPE, None)
    assert found.loss.item() == pytest.approx(wide.loss.item(), abs=1e-5)
    assert found.mlm.item() == found.value.item() == 0
    assert found.total.item() == found.loss.item()


def test_the_learning_rate_warms_up_and_decays() -> None:
    settings = TrainRecipe(steps=100, warmup_steps=10, decay=0.5, final_lr=0.1)
    rates = [learning_rate(settings, step, step / 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.1) and rates[9] == rates[50] == 1.0
    assert rates[75] == pytest.approx(0.55) and rates[100] == pytest.approx(0.1)


def test_a_cosine_ends_where_the_line_does() -> None:
    settings = TrainRecipe(steps=100, warmup_steps=10, decay=0.9, final_lr=0.1, schedule="cosine")
    rates = [learning_rate(settings, step, step / 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.1) and rates[10] == pytest.approx(1.0)
    assert rates[55] == pytest.approx(0.55) and rates[100] == pytest.approx(0.1)
    # A quarter of the way down, (1 + cos(pi / 4)) / 2 of it is left.
    assert learning_rate(settings, 50, 0.325) == pytest.approx(0.1 + 0.9 * 0.853553)


def test_shards_read_a_few_at_a_time_are_all_read_once_a_pass(tmp_path: Path) -> None:
    shards = []
    for number in range(5):
        rows = [
            TokenExample([270 + number], [260, 270 + number, 280 + k, EOS], 1) for k in range(6)
        ]
        shards.append(tmp_path / f"{number}.npz")
        save_tokens(shards[-1], pack(rows))
    settings = replace(RECIPE.train, batch_tokens=32, window_shards=2)

    def seen(batches: Iterator[TrainingBatch], count: int) -> list[tuple[int, ...]]:
        """Per batch its rows' second and third tokens."""
        found = []
        for _ in range(count):
            target = next(batches).target
            found.append(tuple(sorted((int(row[1]), int(row[2])) for row in target)))
        return found

    everything = sorted((270 + number, 280 + k) for number in range(5) for k in range(6))
    sizes = [len(row) for row in seen(stream(shards, settings, 0, 1, 0), 200)]
    one_pass = next(n for n in range(200) if sum(sizes[:n]) == 30)
    first = seen(stream(shards, settings, 0, 1, 0), 3 * one_pass)
    for start in range(0, 3 * one_pass, one_pass):
        rows = [row for batch in first[start : start + one_pass] for row in batch]
        assert sorted(rows) == everything
    assert first[:one_pass] != first[one_pass : 2 * one_pass]
    # Any step can be resumed from, and two processes share the batches.
    assert seen(stream(shards, settings, 0, 1, 7), 10) == first[7:17]
    assert seen(stream(shards, settings, 1, 2, 3), 5) == first[7:17:2]


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_a_gpu_that_is_not_there_is_named(shard: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="device to 'cpu' or 'auto'"):
        run(shard, tmp_path / "run", replace(RECIPE, train=replace(RECIPE.train, device="cuda")))


def test_empty_data_is_named(tmp_path: Path) -> None:
    save_tokens(tmp_path / "empty.npz", pack([]))
    with pytest.raises(ModelError, match="data is empty"):
        next(stream([tmp_path / "empty.npz"], RECIPE.train, 0, 1, 0))


def test_shards_and_checkpoints_from_before_the_objectives_serve(
    shard: Path, tmp_path: Path
) -> None:
    with np.load(shard) as data:
        arrays = {name: data[name] for name in data if name != "verdict"}
    with shard.open("wb") as file:
        np.savez(file, **arrays)
    out = tmp_path / "run"
    run(shard, out)
    state = torch.load(out / CHECKPOINT, weights_only=True)
    del state["value"]
    for section in ("objective", "code", "pretrain"):
        del state["recipe"][section]
    torch.save(state, out / CHECKPOINT)
    run(shard, out, replace(RECIPE, train=replace(RECIPE.train, steps=14)), resume=True)
    assert read_checkpoint(out / CHECKPOINT)["step"] == 14


def test_objectives_change_the_loss_that_is_minimised_one_by_one(shard: Path) -> None:
    from shortlist_engine.training.batches import make_batch
    from shortlist_engine.training.tokens import load_tokens

    batch = make_batch(load_tokens([shard]), np.arange(8))
    batch = replace(batch, verdict=np.array([1, 0, 1, 1, 0, -1, 1, 0]))
    data = DataRecipe(incorrect_share=0.5)
    totals = {}
    for name, objective in (
        ("none", ObjectiveRecipe()),
        ("tempering", ObjectiveRecipe(tempering=0.2)),
        ("gold", ObjectiveRecipe(gold=True)),
        ("value", ObjectiveRecipe(value_weight=0.5, value_hidden=0.0)),
    ):
        torch.manual_seed(0)
        learner = Learner(CONFIG, objective)
        recipe = replace(RECIPE, data=data, objective=objective)
        totals[name] = losses(learner, batch, recipe, (1, 0, 0, 0), step=5)
    plain = totals["none"]
    assert len({round(found.total.item(), 4) for found in totals.values()}) == 4
    assert totals["gold"].loss.item() == pytest.approx(plain.loss.item())
    assert totals["gold"].total < plain.total
    assert totals["value"].loss.item() == pytest.approx(plain.loss.item())
    gained = totals["value"].total.item() - plain.total.item()
    assert gained == pytest.approx(0.5 * totals["value"].value.item(), abs=1e-5)


def test_the_value_head_learns_to_tell_programs_apart_and_ignores_padding() -> None:
    torch.manual_seed(0)
    head = Learner(CONFIG, ObjectiveRecipe(value_weight=1.0)).value
    assert head is not None
    hidden = torch.randn(16, 6, 32)
    verdict = (hidden[:, :4, 0].mean(1) > 0).long()
    mask = torch.tensor([[True] * 4 + [False] * 2] * 16)
    optimizer = torch.optim.Adam(head.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        loss = value_loss(head(hidden, mask), verdict)
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.3
    other = hidden.clone()
    other[:, 4:] = 9.0
    assert torch.allclose(head(hidden, mask), head(other, mask), atol=1e-5)


@pytest.mark.parametrize("shape", [(32, 96), (96, 32), (48, 48)])
def test_orthogonalising_gives_singular_values_near_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)))
    assert values.min() > 0.4 and values.max() < 1.4
