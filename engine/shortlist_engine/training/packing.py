"""A run as a folder that is small enough to keep: half-precision weights, the tokenizer, the log,
and how far the run is. The optimisers' state stays behind; a run that starts from such a folder
counts on, and warms up again.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch

from shortlist_engine.files import write_whole
from shortlist_engine.model.checkpoint import save_model
from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.checkpoints import CHECKPOINT, Progress, trained_model
from shortlist_engine.training.log import LOG

PROGRESS = "progress.json"


def pack(out: Path, folder: Path) -> Progress:
    """Writes the run in `out` as `folder`; returns how far it is. Raises ModelError when there is
    no whole checkpoint, or a weight is too large for half precision."""
    trained, tokenizer, state = trained_model(out)
    model = trained.half()
    for name, weight in model.state_dict().items():
        if not torch.isfinite(weight).all():
            raise ModelError(f"{out / CHECKPOINT}: the weight {name} does not fit half precision")
    save_model(model, tokenizer, folder)
    if (out / LOG).exists():
        write_whole(folder / LOG, (out / LOG).read_bytes())
    progress = Progress(int(state["step"]), float(state["spent"]), float(state.get("cpu", 0.0)))
    text = json.dumps({"step": progress.step, "spent": progress.spent, "cpu": progress.cpu})
    write_whole(folder / PROGRESS, f"{text}\n".encode())
    return progress


def progress_of(folder: Path) -> Progress | None:
    """Returns how far the run was that `folder` was packed from, None when it was not packed.
    Raises ModelError when the file is damaged."""
    path = folder / PROGRESS
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        step = int(found["step"])
        return Progress(step, float(found["spent"]), float(found["cpu"]), step, step)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged ({error!r}): pack the run again") from error
