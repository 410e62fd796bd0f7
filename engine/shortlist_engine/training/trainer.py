"""The training loop, of pretraining and of fine-tuning.

Everything a step does follows from the recipe and the step's number: which batch, which tokens are
masked. A checkpoint therefore holds the weights, the optimisers' state, the step and the seconds
spent, and a resumed run goes on exactly as if it had not stopped (with a limit in `minutes`, up to
the learning rate, which follows the clock).
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from shortlist_engine.machine import cores
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import PAD
from shortlist_engine.training import objectives
from shortlist_engine.training.batches import TrainingBatch, make_batch, plan_batches, stream
from shortlist_engine.training.checkpoints import (
    CHECKPOINT,
    Progress,
    load_checkpoint,
    load_weights,
    save_checkpoint,
    surroundings,
)
from shortlist_engine.training.distributed import ProcessGroup
from shortlist_engine.training.learner import Learner
from shortlist_engine.training.log import LOG, TrainingLog, copy_log, drop_log_after
from shortlist_engine.training.optimizer import make_optimizers, set_rate
from shortlist_engine.training.packing import progress_of
from shortlist_engine.training.precision import computes_in_bfloat16
from shortlist_engine.training.recipe import Recipe, TrainRecipe
from shortlist_engine.training.tokens import Tokens, load_tokens


def train(
    group: ProcessGroup,
    recipe: Recipe,
    config: ModelConfig,
    shards: Sequence[Path],
    valid_shards: Mapping[str, Path],
    out: Path,
    resume: bool = False,
    start: Path | None = None,
) -> None:
    """Trains until the steps or minutes of `recipe.train` are spent; one call per process of
    `group`. `start` is a file of weights to begin with (`checkpoints.find_start`). The log shows
    the loss on each of `valid_shards` by its name.

    Writes `checkpoint.pt` and `log.jsonl` in `out`. With `resume` it goes on from the checkpoint
    there, and begins when there is none yet. Raises ModelError when `out` holds a checkpoint and
    `resume` is false, or one that does not go with the recipe, or when the loss is no longer a
    number.
    """
    settings = recipe.train
    torch.set_num_threads(settings.threads or max(1, cores() // group.size))
    torch.manual_seed(settings.seed)
    learner = Learner(config, recipe.objective).to(group.device(settings.device))
    optimizers = make_optimizers(learner, settings, group)
    progress = Progress()
    data = shards[0].parent.name
    checkpoint, given = out / CHECKPOINT, surroundings(out, group.size)
    if checkpoint.exists():
        if not resume:
            raise ModelError(f"{checkpoint} exists: pass --resume to go on, or use another --out")
        progress = load_checkpoint(checkpoint, recipe, learner, optimizers, given, data)
    elif start:
        load_weights(start, learner.model)
        progress = progress_of(start.parent) or progress
        if group.rank == 0 and progress.step and not (out / LOG).exists():
            copy_log(start.parent, out)
    step, began = progress.step, progress.began
    first = step
    if group.rank == 0:
        drop_log_after(out / LOG, step)
    if settings.compile:
        for side in ("encode", "decode"):
            compiled = torch.compile(getattr(learner.model, side), dynamic=True)
            setattr(learner.model, side, compiled)
    valid = {}
    if group.rank == 0:
        loaded = {name: load_tokens([path]) for name, path in valid_shards.items()}
        valid = {name: tokens for name, tokens in loaded.items() if len(tokens)}
    given |= {"data": data, "began": began, "warmed_from": progress.warmed_from}
    batches = stream(shards, settings, group.rank, group.size, step - began)
    log = TrainingLog(out / LOG, group)
    clocks = Clocks(progress.spent, progress.cpu, group.size)
    while True:
        limits = [step / settings.steps, clocks.wall() / (60 * settings.minutes)]
        if settings.cpu_minutes:
            limits.append(clocks.cpu() / (60 * settings.cpu_minutes))
        done = group.from_first(max(limits))
        if done >= 1:
            break
        rate = learning_rate(settings, step - progress.warmed_from, done)
        set_rate(optimizers, rate)
        for part in range(settings.accumulate):
            batch = next(batches)
            # Processes share a step as its parts do: what is hidden follows the batch.
            seed = (settings.seed, step, part * group.size + group.rank)
            found = losses(learner, batch, recipe, seed, step)
            (found.total / settings.accumulate).backward()
            log.add(found.named(recipe), batch.tokens)
        group.average_gradients(learner)
        norm = torch.nn.utils.clip_grad_norm_(learner.parameters(), settings.clip)
        if not torch.isfinite(norm):
            raise ModelError(
                f"step {step}: the loss is not a number: lower the learning rate, then --resume"
            )
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        step += 1
        validated = bool(valid_shards) and step % settings.valid_every == 0
        if step % settings.log_every == 0 or validated:
            line = {
                "cpu_minutes": round(clocks.cpu() / 60, 3),
                "lr": float(f"{rate:.5g}"),
                "grad": round(norm.item(), 3),
            }
            if recipe.objective.gold:
                line["gold"] = int(step > recipe.objective.gold_after)
            if validated:
                for name, tokens in valid.items():
                    line[name] = round(validate(learner, tokens, recipe), 4)
            log.write(step, clocks.wall(), line)
        if step % settings.checkpoint_every == 0 and group.rank == 0:
            save_checkpoint(
                checkpoint, recipe, learner, optimizers, step, clocks.wall(), clocks.cpu(), given
            )
    if group.rank == 0:
        save_checkpoint(
            checkpoint, recipe, learner, optimizers, step, clocks.wall(), clocks.cpu(), given
        )
        if step == first:
            print(f"warning: nothing was trained: {_reached(settings, progress)}", file=sys.stderr)
        if recipe.objective.gold and step <= recipe.objective.gold_after:
            print(
                f"warning: GOLD never began: the run ended after {step} steps, and [objective] "
                f"gold_after is {recipe.objective.gold_after}",
                file=sys.stderr,
            )


def _reached(settings: TrainRecipe, progress: Progress) -> str:
    """The limits that a run had reached before its first step, and what to do."""
    had = {
        "steps": (progress.step, settings.steps),
        "minutes": (progress.spent / 60, settings.minutes),
        "cpu_minutes": (progress.cpu / 60, settings.cpu_minutes or math.inf),
    }
    reached = [
        f"the run has had {value:.10g} {name} and [train] {name} is {limit:.10g}"
        for name, (value, limit) in had.items()
        if value >= limit
    ]
    return f"{' and '.join(reached) or 'its time is spent'}: raise the limit to go on"


class Clocks:
    """Counts the seconds of a run, with those that it had `spent` before it was resumed: by the
    clock, and of processors, which on a shared machine is what a run was really given."""

    def __init__(self, spent: float, cpu: float, processes: int) -> None:
        self._wall, self._cpu = time.monotonic() - spent, time.process_time() - cpu / processes
        self._processes = processes

    def wall(self) -> float:
        """Returns seconds by the clock."""
        return time.monotonic() - self._wall

    def cpu(self) -> float:
        """Returns processor seconds: this process's for each of the run's processes."""
        return (time.process_time() - self._cpu) * self._processes


def learning_rate(settings: TrainRecipe, step: int, progress: float) -> float:
    """Returns the factor on the full rate: warm-up, constant, then down in a line or half a
    cosine. `step` counts from when the optimisers began."""
    warm = min(1.0, (step + 1) / max(1, settings.warmup_steps))
    left = min(1.0, (1 - progress) / max(settings.decay, 1e-9))
    if settings.schedule == "cosine":
        left = (1 - math.cos(math.pi * left)) / 2
    return warm * (settings.final_lr + (1 - settings.final_lr) * left)


class Losses(NamedTuple):
    """`total` is what is minimised; `loss` the mean next-token loss, whatever GOLD weights, `mlm`
    the mean masked-token loss and `value` the mean loss of the verdicts, zero where there is
    none."""

    total: Tensor
    loss: Tensor
    mlm: Tensor
    value: Tensor

    def named(self, recipe: Recipe) -> dict[str, Tensor]:
        """Returns the losses that the log shows, by name."""
        shown = {"loss": self.loss, "mlm": self.mlm}
        return shown | ({"value": self.value} if recipe.objective.value_weight else {})


def losses(
    learner: Learner,
    batch: TrainingBatch,
    recipe: Recipe,
    seed: tuple[int, ...] | None,
    step: int = 0,
) -> Losses:
    """Returns all losses of a batch, as `objectives` defines them. Without a seed nothing is
    hidden, and only the next-token loss is computed."""
    settings, objective, model = recipe.train, recipe.objective, learner.model
    device = model.embedding.weight.device
    source, target = torch.from_numpy(batch.source), torch.from_numpy(batch.target)
    header, verdict = torch.from_numpy(batch.header), torch.from_numpy(batch.verdict)
    labels = torch.from_numpy(batch.labels).flatten().to(device)
    mask, real = (source != PAD).to(device), (target != PAD).to(device)
    visible, masked_at = source, torch.zeros_like(source, dtype=torch.bool)
    if seed is not None and settings.mlm_rows:
        visible, masked_at = objectives.mask_tokens(source, model.config.vocab_size, settings, seed)
    if seed is not None and learner.value:
        target = objectives.hide_verdicts(target, verdict, header, objective.value_hidden, seed)
    context: Any = nullcontext()
    if settings.bf16 and computes_in_bfloat16(device):
        context = torch.autocast(device.type, torch.bfloat16)
    mlm = value = torch.zeros((), device=device)
    with context:
        encoded = model.encode(visible.to(device), mask)
        hidden = model.decode(target.to(device), encoded, mask)
        scored = labels >= 0
        tokens = objectives.token_losses(
            model.logits(hidden.flatten(0, 1)[scored]), labels[scored], objective.tempering
        )
        if masked_at.any():
            wanted, masked_at = source[masked_at].to(device), masked_at.to(device)
            logits = model.logits(encoded[masked_at])
            mlm = objectives.token_losses(logits, wanted, objective.tempering).mean()
        if seed is not None and learner.value:
            value = objectives.value_loss(learner.value(hidden, real), verdict.to(device))
    total = objectives.decoder_objective(tokens, objective, step)
    total = total + settings.mlm_weight * mlm + objective.value_weight * value
    return Losses(total, tokens.mean(), mlm, value)


@torch.no_grad()
def validate(learner: Learner, valid: Tokens, recipe: Recipe) -> float:
    """Returns the next-token loss per token on held-out sequences, at most 16 batches."""
    total, count = 0.0, 0
    for indices in plan_batches(valid, recipe.train.batch_tokens, seed=0)[:16]:
        batch = make_batch(valid, indices)
        tokens = int((batch.labels >= 0).sum())
        loss = losses(learner, batch, recipe, None).loss
        total, count = total + loss.item() * tokens, count + tokens
    return total / max(1, count)
