"""Data prepared on one machine and trained on at another, runs that are packed and go on, and data
that change on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")

import torch
from tests.engine.training.recipes import MODEL
from tests.engine.training.small import CONFIG, RECIPE, log_of, run

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import TOKENIZER, WEIGHTS
from shortlist_engine.training.checkpoints import CHECKPOINT, read_checkpoint
from shortlist_engine.training.distributed import ProcessGroup
from shortlist_engine.training.log import LOG
from shortlist_engine.training.packing import PROGRESS, pack, progress_of
from shortlist_engine.training.prepared import PREPARED, read_prepared, write_prepared
from shortlist_engine.training.tokens import load_tokens
from shortlist_engine.training.trainer import Clocks, train

TWENTY = f"""{MODEL}decoder_tokens = 160

[data]
sequences = 60
shard_sequences = 60
tokenizer_sequences = 200
real_share = 0.5
real_held_out = 0.5
rewrite_share = 1.0
context_share = 0.5
families = ["chosen_total", "steady_runs", "lifeboats"]

[train]
steps = 20
minutes = 1e9
batch_tokens = 512
log_every = 10
valid_every = 10
checkpoint_every = 10
threads = 1
"""
ALLOWED = ("torch", "numpy", "sentencepiece")
BLOCKED = f"""
import builtins, sys
imported = builtins.__import__
def only_allowed(name, globals=None, locals=None, fromlist=(), level=0):
    who, top = (globals or {{}}).get("__name__") or "", name.split(".")[0]
    allowed = {ALLOWED} + ("shortlist_engine", *sys.stdlib_module_names)
    if not level and top not in allowed and who.split(".")[0] in ("shortlist_engine", "__main__"):
        raise ModuleNotFoundError(f"{{who}} imports {{name}}", name=top)
    return imported(name, globals, locals, fromlist, level)
builtins.__import__ = only_allowed
from shortlist_engine.training.__main__ import add_arguments, argparse, main
parser = argparse.ArgumentParser()
add_arguments(parser)
sys.exit(main(parser.parse_args()))
"""


def rows(count: int) -> list[dict[str, object]]:
    return [
        {
            "name": f"Times {n}",
            "statement": f"Print the number that is read, multiplied by {n}, for the {n}th time.",
            "examples": [{"input": "1\n", "output": f"{n}\n"}, {"input": "2\n", "output": "0\n"}],
            "solutions": [{"language": "python3", "code": f"print(int(input()) * {n})\n"}],
        }
        for n in range(count)
    ]


def test_prepared_data_train_without_any_other_package(tmp_path: Path) -> None:
    (tmp_path / "twenty.toml").write_text(TWENTY)
    (tmp_path / "real.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(30)))
    shared = ["--recipe", "twenty.toml", "--out", "here"]
    made = ["-m", "shortlist_engine.training", "prepare", *shared, "--data", "real.jsonl"]
    given = ["--valid", "real.jsonl"]
    there = ["run", "--recipe", "twenty.toml", "--out", "there", "--prepared", "here/prepared/data"]
    for command in ([*made, *given], ["-c", BLOCKED, *there]):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        result = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stderr
    lines = [json.loads(line) for line in (tmp_path / "there" / LOG).read_text().splitlines()]
    assert [line["step"] for line in lines] == [10, 20]
    assert all({"valid", "valid-real", "valid-given"} <= line.keys() for line in lines)
    held_out = len(load_tokens([tmp_path / "here" / "prepared" / "data" / "valid-real.npz"]))
    assert 5 < held_out < 25
    state = read_checkpoint(tmp_path / "there" / CHECKPOINT)
    assert state["step"] == 20 and state["config"]["context"]


def test_a_folder_that_was_not_prepared_or_for_longer_texts_is_refused(
    shard: Path, tmp_path: Path, tiny_tokenizer_model: bytes
) -> None:
    with pytest.raises(ModelError, match="run `shortlist train prepare`"):
        read_prepared(tmp_path, RECIPE)
    folder = tmp_path / "prepared"
    write_prepared(folder, CONFIG, tiny_tokenizer_model, [shard], {"valid": shard})
    found = read_prepared(folder, RECIPE)
    assert found.tokenizer == tiny_tokenizer_model and [*found.valid] == ["valid"]
    assert (load_tokens(found.shards).source == load_tokens([shard]).source).all()
    short = replace(RECIPE, model=replace(RECIPE.model, decoder_tokens=16))
    with pytest.raises(ModelError, match="decoder_tokens = 32 and the recipe has 16"):
        read_prepared(folder, short)
    (folder / PREPARED).write_text("{}")
    with pytest.raises(ModelError, match="is damaged"):
        read_prepared(folder, RECIPE)


def test_a_packed_run_counts_on_and_warms_up_again(
    shard: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("safetensors")
    first, folder, second = tmp_path / "first", tmp_path / "packed", tmp_path / "second"
    first.mkdir()
    (first / TOKENIZER).write_bytes(b"the tokenizer")
    run(shard, first)
    done = pack(first, folder)
    assert done.step == 12 and progress_of(folder) == done._replace(began=12, warmed_from=12)
    weights = sum(value.numel() for value in read_checkpoint(first / CHECKPOINT)["model"].values())
    assert (folder / WEIGHTS).stat().st_size < 2 * weights + 20_000
    longer = replace(RECIPE, train=replace(RECIPE.train, steps=16, decay=0.0))
    second.mkdir()
    (second / TOKENIZER).write_bytes(b"the tokenizer")
    train(ProcessGroup(), longer, CONFIG, [shard], {}, second, start=folder / WEIGHTS)
    lines = log_of(second)
    assert [line["step"] for line in lines] == list(range(1, 17))
    assert lines[:12] == log_of(first)
    assert [line["lr"] for line in lines[12:]] == [0.5, 1.0, 1.0, 1.0]
    assert lines[12]["loss"] < lines[0]["loss"]
    assert progress_of(first) is None
    third = tmp_path / "third"
    third.mkdir()
    (third / TOKENIZER).write_bytes(b"the tokenizer")
    train(ProcessGroup(), RECIPE, CONFIG, [shard], {}, third, start=folder / WEIGHTS)
    message = "nothing was trained: the run has had 12 steps and [train] steps is 12: raise"
    assert message in capsys.readouterr().err
    (folder / PROGRESS).write_text("[]")
    with pytest.raises(ModelError, match="pack the run again"):
        progress_of(folder)


def test_other_data_are_begun_at_their_beginning_with_the_optimisers_as_they_were(
    shard: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "run", tmp_path / "data-2" / "train-0000.npz"
    run(shard, out)
    other.parent.mkdir()
    other.write_bytes(shard.read_bytes())
    before = read_checkpoint(out / CHECKPOINT)
    changed = replace(RECIPE, train=replace(RECIPE.train, steps=14, batch_tokens=128))
    with pytest.raises(ModelError, match=r"batch_tokens = 256.*another \[data\] folder"):
        run(shard, out, changed, resume=True)
    run(other, out, changed, resume=True)
    after = read_checkpoint(out / CHECKPOINT)
    assert (before["began"], after["began"], after["data"]) == (0, 12, "data-2")
    run(other, out, replace(changed, train=replace(changed.train, steps=15)), resume=True)
    assert read_checkpoint(out / CHECKPOINT)["began"] == 12
    moments = [state["optimizers"][0]["state"][0]["step"] for state in (before, after)]
    assert [float(moment) for moment in moments] == [12, 14]


def test_a_run_may_be_limited_by_the_time_of_its_processors(shard: Path, tmp_path: Path) -> None:
    limited = replace(RECIPE, train=replace(RECIPE.train, steps=10**9, cpu_minutes=0.005))
    run(shard, tmp_path / "run", limited)
    state = read_checkpoint(tmp_path / "run" / CHECKPOINT)
    assert state["step"] > 0 and 0.3 <= state["cpu"] < 30
    clocks = Clocks(10.0, 40.0, 2)
    assert clocks.wall() >= 10 and 40 <= clocks.cpu() < 100


def test_matrices_shared_out_among_processes_get_the_update_of_one(shard: Path) -> None:
    from shortlist_engine.training.optimizer import Muon

    class Half(ProcessGroup):
        """One of two processes; the other's part arrives as `missing`."""

        missing: tuple[torch.Tensor, ...] = ()

        def add_up(self, tensors: object) -> None:
            for tensor, other in zip(tensors, self.missing, strict=True):  # type: ignore[call-overload]
                tensor += other

    def updated(group: ProcessGroup) -> list[torch.Tensor]:
        torch.manual_seed(3)
        weights = [torch.nn.Parameter(torch.randn(6, 4)) for _ in range(3)]
        for weight in weights:
            weight.grad = torch.randn(6, 4)
        Muon(weights, 0.1, 0.9, 0.0, group).step()
        return [weight.detach() for weight in weights]

    whole = updated(ProcessGroup())
    first = Half(0, 2)
    first.missing = (torch.zeros(6, 4),) * 3
    partly = updated(first)
    same = [bool(torch.equal(a, b)) for a, b in zip(whole, partly, strict=True)]
    assert same == [True, False, True]
    assert np.isfinite(np.stack([weight.numpy() for weight in whole])).all()
