"""Several processes: errors that arrive in words, and torchrun."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")

from tests.engine.training.small import CONFIG, RECIPE

from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.checkpoints import CHECKPOINT, read_checkpoint
from shortlist_engine.training.distributed import launch
from shortlist_engine.training.log import LOG
from shortlist_engine.training.recipe import RECIPES
from shortlist_engine.training.trainer import train

TWO = replace(RECIPE, train=replace(RECIPE.train, processes=2))


def test_an_error_of_a_process_arrives_in_words(shard: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(shard.read_bytes()[:500])
    with pytest.raises(ModelError, match=r"damaged\.npz is damaged"):
        launch(train, 2, TWO, CONFIG, [damaged], {}, tmp_path)


def test_an_error_of_one_process_is_not_hidden_by_the_other_that_loses_it(
    shard: Path,
    tmp_path: Path,
) -> None:
    """Only rank 0 writes; here it cannot, and rank 1 is left waiting for its gradients."""
    with pytest.raises(ModelError, match=r"No such file or directory.*log\.jsonl"):
        launch(train, 2, TWO, CONFIG, [shard], {}, tmp_path / "absent")


def test_other_exceptions_keep_their_traceback() -> None:
    with pytest.raises(torch.multiprocessing.ProcessRaisedException, match="TypeError"):
        launch(len, 2)  # type: ignore[arg-type]


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """Even of a background job of a shell, which ignores what Ctrl-C sends."""
    script = tmp_path / "sleeping.py"
    script.write_text(
        "import os, signal, sys, time\n"
        "from shortlist_engine.training.distributed import launch\n"
        "def sleep(group):\n"
        "    open(f'{sys.argv[1]}/{os.getpid()}', 'x').close()\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "    launch(sleep, 2)\n"
    )
    begun = tmp_path / "begun"
    begun.mkdir()
    starter = subprocess.Popen([sys.executable, script, begun])
    try:
        wait_until(lambda: len(list(begun.iterdir())) == 2)
    finally:
        starter.kill()
        starter.wait()
    for each in begun.iterdir():
        wait_until(lambda each=each: not Path("/proc", each.name).exists())


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_torchrun_prepares_once_and_trains_in_all(tmp_path: Path) -> None:
    text = (RECIPES / "tiny.toml").read_text()
    for name in ("sequences = 2000", "shard_sequences = 1000", "tokenizer_sequences = 1000"):
        text = text.replace(name, f"{name.split()[0]} = 200", 1)
    text = text.replace("steps = 50\n", "steps = 4\n").replace("log_every = 10", "log_every = 2")
    text = text.replace("batch_tokens = 8192", "batch_tokens = 1024\nthreads = 1\nbf16 = false")
    text = text.replace("valid_every = 25", "valid_every = 4")
    text = text.replace("[data]", '[data]\nfamilies = ["chosen_total", "steady_runs", "lifeboats"]')
    (tmp_path / "short.toml").write_text(text)
    out = tmp_path / "run"
    options = ["--recipe", str(tmp_path / "short.toml"), "--out", str(out)]
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = [sys.executable, *torchrun, "-m", "shortlist_engine.training", "run", *options]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    for once in ("1200 pieces", "3 families", "progress in", "trained; checkpoint in"):
        assert done.stdout.count(once) == 1, done.stdout
    assert [json.loads(line)["step"] for line in (out / LOG).read_text().splitlines()] == [2, 4]
    state = read_checkpoint(out / CHECKPOINT)
    assert state["step"] == 4 and state["processes"] == 2

    again = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert again.returncode != 0
    assert again.stderr.count("checkpoint.pt exists: pass --resume") == 1
