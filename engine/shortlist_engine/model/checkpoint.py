"""Weights as safetensors with their config and tokenizer: the form to keep, share and train on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.store import CONFIG, TOKENIZER, WEIGHTS
from shortlist_engine.model.tokenizer import Tokenizer
from shortlist_engine.model.transformer import EncoderDecoder


def save_model(model: EncoderDecoder, tokenizer: bytes, folder: Path) -> None:
    """Writes model.safetensors, config.json and tokenizer.model."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.contiguous() for name, value in model.state_dict().items()}
    save_file(state, str(folder / WEIGHTS))
    (folder / CONFIG).write_text(model.config.to_json(), "utf-8")
    (folder / TOKENIZER).write_bytes(tokenizer)


def load_model(folder: Path) -> tuple[EncoderDecoder, Tokenizer]:
    """Raises ModelError naming the file when one is missing, damaged or does not fit."""
    from safetensors.torch import load_file

    config = ModelConfig.load(folder / CONFIG)
    tokenizer = Tokenizer.load(folder / TOKENIZER)
    path = folder / WEIGHTS
    try:
        state = load_file(str(path))
    except Exception as error:  # the format's own exception types vary
        raise ModelError(f"{path} cannot be read ({error}): export the model again") from error
    model = EncoderDecoder(config)
    try:
        model.load_state_dict(state)
    except RuntimeError as error:
        raise ModelError(f"{path} does not fit its config: export the model again") from error
    return model.eval(), tokenizer


def weights_of(model: EncoderDecoder) -> dict[str, NDArray[np.float32]]:
    return {name: value.float().numpy() for name, value in model.state_dict().items()}


def model_from_weights(
    config: ModelConfig, weights: dict[str, NDArray[np.float32]]
) -> EncoderDecoder:
    """The torch model with these parameters."""
    model = EncoderDecoder(config)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    return model.eval()
