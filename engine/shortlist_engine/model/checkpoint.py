"""Weights as safetensors with their config and tokenizer: the form to keep, share and train on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.shapes import parameter_shapes
from shortlist_engine.model.store import CONFIG, TOKENIZER, WEIGHTS
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.model.transformer import EncoderDecoder

_FIX = ": take both from one run, or export the model again"


def save_model(model: EncoderDecoder, tokenizer: bytes, folder: Path) -> None:
    """Writes model.safetensors, config.json and tokenizer.model. Raises ModelError or OSError
    when they cannot be written."""
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.contiguous() for name, value in model.state_dict().items()}
    try:
        save_file(state, str(folder / WEIGHTS))
    except SafetensorError as error:
        raise ModelError(
            f"{folder / WEIGHTS} cannot be written ({error}): free space, or choose another folder"
        ) from error
    (folder / CONFIG).write_text(model.config.to_json(), "utf-8")
    (folder / TOKENIZER).write_bytes(tokenizer)


def load_model(folder: Path) -> tuple[EncoderDecoder, Tokenizer]:
    """Raises ModelError naming the file when one is missing, damaged or does not fit."""
    from safetensors.torch import load_file

    config = ModelConfig.load(folder / CONFIG)
    tokenizer = Tokenizer.load(folder / TOKENIZER)
    if len(tokenizer) != config.vocab_size:
        raise ModelError(
            f"{folder / TOKENIZER} has {len(tokenizer)} pieces and the config says "
            f"{config.vocab_size}: take both from one run"
        )
    path = folder / WEIGHTS
    check_tensors(path, config)
    model = EncoderDecoder(config)
    model.load_state_dict(load_file(str(path)))
    return model.eval(), tokenizer


def check_tensors(path: Path, config: ModelConfig) -> None:
    """Compares the names, shapes and kinds of the tensors in a safetensors file with those that
    `config` asks for, without loading them. Raises ModelError naming the first that differs."""
    from safetensors import safe_open

    try:
        with safe_open(str(path), framework="numpy") as file:
            slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
            found = {name: (tuple(s.get_shape()), s.get_dtype()) for name, s in slices.items()}
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing: export the model again") from error
    except Exception as error:  # the format's own exception types vary
        raise ModelError(
            f"{path} is damaged or cut short ({error}): copy it again, or export the model again"
        ) from error
    wanted = parameter_shapes(config)
    for name, shape in wanted.items():
        if name not in found:
            raise ModelError(f"{path} lacks the weight {name} that its config asks for{_FIX}")
        if found[name][0] != shape:
            raise ModelError(
                f"{path}: the weight {name} is {list(found[name][0])} and the config asks for "
                f"{list(shape)}{_FIX}"
            )
        if found[name][1] not in ("F16", "BF16", "F32", "F64"):
            raise ModelError(f"{path}: the weight {name} is of type {found[name][1]}{_FIX}")
    if extra := sorted(set(found) - set(wanted)):
        raise ModelError(f"{path}: the config knows no weight {extra[0]}{_FIX}")


def weights_of(model: EncoderDecoder) -> dict[str, NDArray[np.float32]]:
    return {name: value.float().numpy() for name, value in model.state_dict().items()}


def model_from_weights(
    config: ModelConfig, weights: dict[str, NDArray[np.float32]]
) -> EncoderDecoder:
    """Returns the torch model with these parameters."""
    model = EncoderDecoder(config)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    return model.eval()
