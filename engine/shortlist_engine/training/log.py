"""What a run says of itself: a line every few steps, and the curves of these lines."""

from __future__ import annotations

import json
import time
from pathlib import Path

import torch
from torch import Tensor

from shortlist_engine.files import write_whole
from shortlist_engine.training.distributed import ProcessGroup

LOG = "log.jsonl"
PLOT = "loss.png"


class TrainingLog:
    """Sums losses and tokens over the steps and ranks since the last line of the log."""

    def __init__(self, path: Path, group: ProcessGroup) -> None:
        self.path, self.group = path, group
        self._clear()

    def _clear(self) -> None:
        self.losses: dict[str, list[Tensor]] = {}
        self.tokens = 0
        self.since = time.monotonic()

    def add(self, losses: dict[str, Tensor], tokens: int) -> None:
        """Adds the losses of a micro-batch, and the tokens that it counted."""
        for name, loss in losses.items():
            self.losses.setdefault(name, []).append(loss.detach())
        self.tokens += tokens

    def write(self, step: int, spent: float, more: dict[str, float]) -> None:
        """Writes a line from rank 0 with the mean of every loss; every rank must call this."""
        sums = [torch.stack(values).double().sum().item() for values in self.losses.values()]
        batches = len(next(iter(self.losses.values())))
        *sums, total, tokens = self.group.total((*sums, batches, self.tokens))
        means = {name: round(s / total, 4) for name, s in zip(self.losses, sums, strict=True)}
        line = {
            "step": step,
            "minutes": round(spent / 60, 3),
            **means,
            "tokens": int(tokens),
            "tokens_per_s": round(tokens / (time.monotonic() - self.since)),
        }
        if self.group.rank == 0:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line | more) + "\n")
        self._clear()


def drop_log_after(path: Path, step: int) -> None:
    """Drops the lines of steps that were lost with the old process and are about to be written
    again; with step 0 all were, and an old log goes."""
    if not step:
        path.unlink(missing_ok=True)
    elif path.exists():
        lines = path.read_text("utf-8").splitlines()
        kept = [line for line in lines if line.endswith("}") and json.loads(line)["step"] <= step]
        write_whole(path, "".join(line + "\n" for line in kept).encode())


def copy_log(there: Path, out: Path) -> None:
    """Goes on with the log of another folder, if it has one."""
    if (there / LOG).exists():
        out.mkdir(parents=True, exist_ok=True)
        write_whole(out / LOG, (there / LOG).read_bytes())


def plot(out: Path) -> None:
    """Draws losses and throughput of the log as `PLOT`, when there is a log and matplotlib."""
    if not (out / LOG).exists():
        return
    try:
        import matplotlib
    except ModuleNotFoundError:
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot

    lines = [json.loads(line) for line in (out / LOG).read_text("utf-8").splitlines()]
    figure, (axis, speed) = pyplot.subplots(2, 1, figsize=(7, 5), sharex=True, height_ratios=(3, 1))
    for name, label in (
        ("loss", "training"),
        ("mlm", "training, masked tokens"),
        ("value", "training, verdicts"),
        ("valid", "unseen"),
        ("valid-real", "unseen real problems"),
        ("valid-given", "problems of --valid"),
    ):
        points = [(x["step"], x[name]) for x in lines if name in x]
        if points:
            axis.plot(*zip(*points, strict=True), label=label)
    axis.set_ylabel("loss, nats per token")
    axis.set_yscale("log")
    axis.legend()
    speed.plot([x["step"] for x in lines], [x["tokens_per_s"] for x in lines])
    speed.set_ylim(bottom=0)
    speed.set_ylabel("tokens/s")
    speed.set_xlabel("step")
    figure.tight_layout()
    figure.savefig(out / PLOT, dpi=120)
    pyplot.close(figure)
