"""The training loop.

Everything a step does follows from the recipe and the step's number: which batch, which tokens are
masked. A checkpoint therefore holds the weights, the optimisers' state, the step and the seconds
spent, and a resumed run goes on exactly as if it had not stopped (with a limit in `minutes`, up to
the learning rate, which follows the clock).
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import MASK, PAD
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.training.data import (
    Batch,
    Tokens,
    load_tokens,
    make_batch,
    plan_batches,
)
from shortlist_engine.training.distributed import Group
from shortlist_engine.training.optimizer import make_optimizers, set_rate
from shortlist_engine.training.recipe import ModelRecipe, Recipe, TrainRecipe

FIRST_TEXT_TOKEN = 4 + 256  # after the control pieces and the bytes
CHECKPOINT = "checkpoint.pt"
LOG = "log.jsonl"


def train(
    group: Group,
    recipe: Recipe,
    config: ModelConfig,
    shards: Sequence[Path],
    valid_shard: Path | None,
    out: Path,
    resume: bool = False,
) -> None:
    """Trains until the recipe's steps or minutes are spent; one call per process of `group`.

    Writes `checkpoint.pt` and `log.jsonl` in `out`. Raises ModelError when `out` holds a run and
    `resume` is false, when there is nothing to resume, or when the loss is no longer a number.
    """
    settings = recipe.train
    torch.set_num_threads(settings.threads or max(1, (os.cpu_count() or 1) // group.size))
    torch.manual_seed(settings.seed)
    model = EncoderDecoder(config)
    optimizers = make_optimizers(model, settings)
    step, spent = 0, 0.0
    checkpoint = out / CHECKPOINT
    if resume:
        step, spent = load_checkpoint(checkpoint, recipe, model, optimizers)
        if group.rank == 0:
            _drop_log_after(out / LOG, step)
    elif checkpoint.exists():
        raise ModelError(f"{checkpoint} exists: pass --resume to go on, or use another --out")
    valid = load_tokens([valid_shard]) if valid_shard and group.rank == 0 else None
    batches = _batches(load_tokens(shards), settings, group, step)
    log = _Log(out / LOG, group)
    started = time.monotonic() - spent
    while True:
        spent = time.monotonic() - started
        progress = max(step / settings.steps, spent / (60 * settings.minutes))
        progress = group.from_first(progress)
        if progress >= 1:
            break
        rate = learning_rate(settings, step, progress)
        set_rate(optimizers, rate)
        for part in range(settings.accumulate):
            batch = next(batches)
            seed = (settings.seed, step, part, group.rank)
            loss, mlm = losses(model, batch, settings, seed)
            ((loss + settings.mlm_weight * mlm) / settings.accumulate).backward()
            log.add(loss, mlm, batch)
        group.average_gradients(model)
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
        if not torch.isfinite(norm):
            raise ModelError(
                f"step {step}: the loss is not a number: lower the learning rate, then --resume"
            )
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        step += 1
        if step % settings.log_every == 0:
            line = {"lr": round(rate, 5), "grad": round(norm.item(), 3)}
            if valid and step % settings.valid_every == 0:
                line["valid"] = round(validate(model, valid, settings), 4)
            log.write(step, time.monotonic() - started, line)
        if step % settings.checkpoint_every == 0 and group.rank == 0:
            spent = time.monotonic() - started
            save_checkpoint(checkpoint, recipe, model, optimizers, step, spent)
    if group.rank == 0:
        save_checkpoint(checkpoint, recipe, model, optimizers, step, spent)


def learning_rate(settings: TrainRecipe, step: int, progress: float) -> float:
    """The factor on the full rate: warm-up, constant, linear down."""
    warm = min(1.0, (step + 1) / max(1, settings.warmup_steps))
    left = min(1.0, (1 - progress) / max(settings.decay, 1e-9))
    return warm * (settings.final_lr + (1 - settings.final_lr) * left)


def losses(
    model: EncoderDecoder, batch: Batch, settings: TrainRecipe, seed: tuple[int, ...] | None
) -> tuple[Tensor, Tensor]:
    """Mean next-token loss of the decoder and mean masked-token loss of the encoder (zero when
    `seed` is None: nothing is masked then)."""
    source, target = torch.from_numpy(batch.source), torch.from_numpy(batch.target)
    labels = torch.from_numpy(batch.labels).flatten()
    mask = source != PAD
    masked_at = torch.zeros_like(mask)
    visible = source
    if seed is not None and settings.mlm_rows:
        visible, masked_at = mask_tokens(source, model.config.vocab_size, settings, seed)
    context: Any = torch.autocast("cpu", torch.bfloat16) if settings.bf16 else nullcontext()
    with context:
        encoded = model.encode(visible, mask)
        hidden = model.decode(target, encoded, mask).flatten(0, 1)
        scored = labels >= 0
        loss = F.cross_entropy(model.logits(hidden[scored]).float(), labels[scored])
        mlm = torch.zeros(())
        if masked_at.any():
            mlm = F.cross_entropy(model.logits(encoded[masked_at]).float(), source[masked_at])
    return loss, mlm


def mask_tokens(
    source: Tensor, vocab_size: int, settings: TrainRecipe, seed: tuple[int, ...]
) -> tuple[Tensor, Tensor]:
    """BERT's corruption (80 % mask, 10 % random, 10 % kept) on some rows only: a masked constant
    cannot be copied, so most rows stay whole for the decoder."""
    rng = np.random.default_rng(seed)
    rows = rng.random((source.shape[0], 1)) < settings.mlm_rows
    chosen = rows & (rng.random(source.shape) < settings.mlm_rate) & (source.numpy() != PAD)
    kind = rng.random(source.shape)
    corrupted = np.where(chosen & (kind < 0.8), MASK, source.numpy())
    noise = rng.integers(FIRST_TEXT_TOKEN, vocab_size, source.shape)
    corrupted = np.where(chosen & (kind >= 0.9), noise, corrupted)
    return torch.from_numpy(corrupted), torch.from_numpy(chosen)


@torch.no_grad()
def validate(model: EncoderDecoder, valid: Tokens, settings: TrainRecipe) -> float:
    """Next-token loss per token on held-out sequences, at most 16 batches."""
    total, count = 0.0, 0
    for indices in plan_batches(valid, settings.batch_tokens, seed=0)[:16]:
        batch = make_batch(valid, indices)
        loss, _ = losses(model, batch, settings, None)
        tokens = int((batch.labels >= 0).sum())
        total, count = total + loss.item() * tokens, count + tokens
    return total / max(1, count)


def save_checkpoint(
    path: Path,
    recipe: Recipe,
    model: EncoderDecoder,
    optimizers: list[torch.optim.Optimizer],
    step: int,
    spent: float,
) -> None:
    """Atomic: the old checkpoint stays until the new one is whole on disk."""
    state = {
        "recipe": asdict(recipe),
        "config": asdict(model.config),
        "model": model.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "step": step,
        "spent": spent,
    }
    partial = path.with_suffix(".tmp")
    with partial.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Raises ModelError when the file is missing or damaged."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise ModelError(f"{path} not found: train first, without --resume") from error
    except Exception as error:  # torch raises many kinds for a damaged file
        raise ModelError(f"{path} is damaged ({error}): delete it and train again") from error
    return dict(state)


def load_checkpoint(
    path: Path, recipe: Recipe, model: EncoderDecoder, optimizers: list[torch.optim.Optimizer]
) -> tuple[int, float]:
    """Loads in place; returns the step and the seconds spent."""
    state = read_checkpoint(path)
    # An older checkpoint lacks the fields that came later: it was made with what is their default.
    if asdict(ModelRecipe()) | state["recipe"]["model"] != asdict(recipe.model):
        raise ModelError(f"{path} has another [model] than the recipe: use another --out")
    model.load_state_dict(state["model"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    return int(state["step"]), float(state["spent"])


def _batches(data: Tokens, settings: TrainRecipe, group: Group, step: int) -> Iterator[Batch]:
    """This rank's batches from `step` on, pass after pass."""
    position, epoch = step * settings.accumulate * group.size + group.rank, 0
    while True:
        plan = plan_batches(data, settings.batch_tokens, settings.seed + epoch)
        while position < len(plan):
            yield make_batch(data, plan[position])
            position += group.size
        position, epoch = position - len(plan), epoch + 1


def _drop_log_after(path: Path, step: int) -> None:
    """Lines of steps that were lost with the old process are about to be written again."""
    if path.exists():
        lines = path.read_text("utf-8").splitlines()
        kept = [line for line in lines if line.endswith("}") and json.loads(line)["step"] <= step]
        path.write_text("".join(line + "\n" for line in kept), "utf-8")


class _Log:
    """Sums over the steps and ranks since the last line of the log."""

    def __init__(self, path: Path, group: Group) -> None:
        self.path, self.group = path, group
        self._clear()

    def _clear(self) -> None:
        self.loss = self.mlm = 0.0
        self.batches = self.tokens = 0
        self.since = time.monotonic()

    def add(self, loss: Tensor, mlm: Tensor, batch: Batch) -> None:
        self.loss += loss.item()
        self.mlm += mlm.item()
        self.batches += 1
        self.tokens += int((batch.source != PAD).sum() + (batch.target != PAD).sum())

    def write(self, step: int, spent: float, more: dict[str, float]) -> None:
        """A line from rank 0; every rank must call this."""
        loss, mlm, batches, tokens = self.group.total(
            (self.loss, self.mlm, self.batches, self.tokens)
        )
        line = {
            "step": step,
            "minutes": round(spent / 60, 3),
            "loss": round(loss / batches, 4),
            "mlm": round(mlm / batches, 4),
            "tokens": int(tokens),
            "tokens_per_s": round(tokens / (time.monotonic() - self.since)),
        }
        if self.group.rank == 0:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line | more) + "\n")
        self._clear()
