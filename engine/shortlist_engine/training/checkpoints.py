"""Checkpoints: everything that a run needs to go on, and the weights that another starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from shortlist_engine.files import digest, whole_file
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError, ModelNameError
from shortlist_engine.model.store import CONFIG, DECODER, TOKENIZER, WEIGHTS, find_model
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.training.learner import Learner
from shortlist_engine.training.recipe import ModelRecipe, Recipe, TrainRecipe
from shortlist_engine.training.sections import tasks_of

CHECKPOINT = "checkpoint.pt"
# With the number of processes, what decides which batches a step sees.
ORDER = ("seed", "batch_tokens", "accumulate", "window_shards")


class Progress(NamedTuple):
    """Says how far a run is: its step, the seconds that it has taken by the clock and of
    processors, the step at which its present data began, and that at which its optimisers did."""

    step: int = 0
    spent: float = 0.0
    cpu: float = 0.0
    began: int = 0
    warmed_from: int = 0


def save_checkpoint(
    path: Path,
    recipe: Recipe,
    learner: Learner,
    optimizers: list[torch.optim.Optimizer],
    step: int,
    spent: float,
    cpu: float,
    given: Mapping[str, Any],
) -> None:
    """Writes a checkpoint; the old one stays until the new one is whole on disk. `given` is what a
    run must find again beside the recipe, by `surroundings`."""
    state = {
        "recipe": asdict(recipe),
        "config": asdict(learner.model.config),
        "model": learner.model.state_dict(),
        "value": learner.value.state_dict() if learner.value else None,
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "step": step,
        "spent": spent,
        "cpu": cpu,
        **given,
    }
    with whole_file(path) as file:
        torch.save(state, file)


def surroundings(out: Path, processes: int) -> dict[str, Any]:
    """Returns the number of processes that share the batches, and the digest of the tokenizer in
    `out` (None: there is none), which the weights serve with."""
    path = out / TOKENIZER
    return {
        "processes": processes,
        "tokenizer": digest(path.read_bytes()) if path.exists() else None,
    }


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Returns what `save_checkpoint` wrote. Raises ModelError when the file is missing or
    damaged."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise ModelError(f"{path} not found: train first, without --resume") from error
    except Exception as error:  # torch raises many kinds for a damaged file
        raise ModelError(f"{path} is damaged ({error}): delete it and train again") from error
    return dict(state)


def check_tokenizer(state: Mapping[str, Any], path: Path) -> None:
    """Raises ModelError when the tokenizer beside the checkpoint `path` is not the one that its
    weights were trained with. An older checkpoint does not say."""
    tokenizer, wanted = path.parent / TOKENIZER, state.get("tokenizer")
    if wanted and not (tokenizer.exists() and digest(tokenizer.read_bytes()) == wanted):
        raise ModelError(
            f"{tokenizer} is not the tokenizer that {path} was trained with: bring that one back, "
            "or train again in another --out"
        )


def load_checkpoint(
    path: Path,
    recipe: Recipe,
    learner: Learner,
    optimizers: list[torch.optim.Optimizer],
    given: Mapping[str, Any],
    data: str,
) -> Progress:
    """Loads in place. Rates, momentum and decay are the recipe's, whatever they were. `data` names
    the folder of the shards: another than before is begun at its beginning, and may be read in
    batches of another size. Raises ModelError when the checkpoint does not go with the recipe or
    with what is `given`."""
    state = read_checkpoint(path)
    check_tokenizer(state, path)
    # An older checkpoint lacks the fields that came later: it was made with what is their default.
    if asdict(ModelRecipe()) | state["recipe"]["model"] != asdict(recipe.model):
        raise ModelError(f"{path} has another [model] than the recipe: use another --out")
    processes = {"processes": state.get("processes", given["processes"])}
    before = asdict(TrainRecipe()) | state["recipe"]["train"] | processes
    now = asdict(recipe.train) | {"processes": given["processes"]}
    same_data = state.get("data", data) == data
    for name in (*ORDER, "processes"):
        if same_data and before[name] != now[name]:
            raise ModelError(
                f"{path} was begun with {name} = {before[name]}, which decides the batches, and "
                f"now it is {now[name]}: give it as it was, another [data] folder, or another --out"
            )
    learner.model.load_state_dict(state["model"])
    saved_value: dict[str, Any] = state.get("value") or {}
    if bool(saved_value) != bool(learner.value):
        raise ModelError(
            f"{path} was begun {'with' if saved_value else 'without'} a value head: give "
            "[objective] value_weight as it was, or use another --out"
        )
    if learner.value:
        try:
            learner.value.load_state_dict(saved_value)
        except RuntimeError as error:
            raise ModelError(
                f"{path} has another value head: give [objective] value_layers as it was"
            ) from error
    if len(state["optimizers"]) != len(optimizers):
        was = "0" if len(optimizers) > 1 else "above 0"
        raise ModelError(
            f"{path} was begun with muon_lr {was}, which decides the optimiser: give it so, or use "
            "another --out"
        )
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        fresh = [{k: v for k, v in g.items() if k != "params"} for g in optimizer.param_groups]
        optimizer.load_state_dict(saved)
        for group, values in zip(optimizer.param_groups, fresh, strict=True):
            group.update(values)
    step = int(state["step"])
    began = int(state.get("began", 0)) if same_data else step
    warmed_from = int(state.get("warmed_from", 0))
    return Progress(step, float(state["spent"]), float(state.get("cpu", 0.0)), began, warmed_from)


class TrainedModel(NamedTuple):
    """Holds the weights of a run with their tokenizer, and the checkpoint that they are of."""

    model: EncoderDecoder
    tokenizer: bytes
    state: Mapping[str, Any]


def trained_model(out: Path) -> TrainedModel:
    """Returns the model of the run in `out`. Raises ModelError when there is no whole checkpoint,
    or another tokenizer than it was trained with."""
    path = out / CHECKPOINT
    state = read_checkpoint(path)
    check_tokenizer(state, path)
    config = ModelConfig.from_dict(_with_tasks(state), str(path))
    model = EncoderDecoder(config)
    model.load_state_dict(state["model"])
    return TrainedModel(model, (out / TOKENIZER).read_bytes(), state)


def _with_tasks(state: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration in a checkpoint; older ones do not say which tasks were trained, but the
    recipe does."""
    config = dict(state["config"])
    if "tasks" not in config:
        config["tasks"] = tasks_of(state["recipe"]["data"])
    return config


# Starting from other weights


def find_start(name: str, out: Path) -> Path:
    """Returns the file that `name` stands for: a checkpoint.pt, a model.safetensors, or the decoder
    graph of a model. `name` is one of the former, a folder with one, or an installed model; a
    relative path is looked for in `out` first. Raises ModelError when there is none."""
    path = next((path for path in (out / name, Path(name)) if path.exists()), None)
    if path is None:
        try:
            path = find_model(name)
        except ModelNameError as error:
            raise ModelError(
                f"there are no weights {name!r} to start from: run `shortlist train pretrain` "
                "first, or give --from the folder of a run or of a model, or --from random"
            ) from error
    if path.is_file():
        if path.suffix in (".pt", ".safetensors"):
            return path
        raise ModelError(f"--from {path}: give a checkpoint.pt, a model.safetensors or a folder")
    for file in (CHECKPOINT, WEIGHTS, DECODER):
        if (path / file).exists():
            return path / file
    raise ModelError(f"{path} holds neither {CHECKPOINT} nor {WEIGHTS}: give another --from")


def start_tokenizer(start: Path) -> bytes:
    """Returns the tokenizer beside weights. Raises ModelError when there is none."""
    try:
        return (start.parent / TOKENIZER).read_bytes()
    except OSError as error:
        raise ModelError(
            f"{start.parent / TOKENIZER} is missing: weights serve with their tokenizer only"
        ) from error


def load_weights(start: Path, model: EncoderDecoder) -> None:
    """Loads the weights of a file of `find_start` in place. The model may read or write longer
    texts than the weights: learned positions that they do not have begin as their last one. Raises
    ModelError when the file is damaged or of another shape."""
    if start.name == DECODER:
        from shortlist_engine.model.export import import_model

        found = import_model(start.parent)
        config, weights = found.config, found.state_dict()
    elif start.suffix == ".safetensors":
        from safetensors.torch import load_file

        from shortlist_engine.model.checkpoint import check_tensors

        config = ModelConfig.load(start.parent / CONFIG)
        check_tensors(start, config)
        weights = load_file(str(start))
    else:
        state = read_checkpoint(start)
        check_tokenizer(state, start)
        config, weights = ModelConfig.from_dict(state["config"], str(start)), state["model"]
    theirs, ours = config.architecture(), model.config.architecture()
    longer = []
    if model.config.encoder_tokens > config.encoder_tokens:
        longer.append("encoder")
    if model.config.decoder_tokens > config.decoder_tokens:
        longer.append("decoder")
    for name, value in ours.items():
        if theirs[name] != value and name.removesuffix("_tokens") not in longer:
            raise ModelError(
                f"{start} has {name} = {theirs[name]} and the recipe {value}: give [model] as the "
                "weights have it, or other weights"
            )
    for side in longer:
        _lengthen(weights, f"{side}_positions.weight", model.state_dict())
    model.load_state_dict(weights)


def _lengthen(weights: dict[str, Tensor], name: str, model: Mapping[str, Tensor]) -> None:
    table = weights.get(name)
    if table is not None and name in model:
        more = len(model[name]) - len(table)
        weights[name] = torch.cat([table, table[-1:].expand(more, -1)])
