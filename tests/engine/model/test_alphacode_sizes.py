"""The recipes of the paper's sizes: its table 3, and the parameter counts that follow."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

from dataclasses import asdict

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.shapes import parameter_count
from shortlist_engine.model.transformer import EncoderDecoder
from shortlist_engine.training.recipe import load_recipe

# size: d_model, query heads, KV heads, encoder, decoder, batch, steps (in thousands), parameters
TABLE_3 = {
    "300m": (768, 6, 1, 4, 24, 256, 600, 284e6),
    "1b": (1408, 11, 1, 5, 30, 256, 1000, 1.1e9),
    "3b": (2048, 16, 1, 6, 36, 512, 700, 2.8e9),
    "9b": (3072, 24, 4, 8, 48, 1024, 530, 8.7e9),
    "41b": (6144, 48, 16, 8, 56, 2048, 205, 41.1e9),
}
# Millions in encoder, decoder, one embedding and all: attention 2 d^2 + 2 d 128 K, feed-forward
# 12 d^2, positions 2304 d, embeddings 2 * 8000 d; without the norms' scales.
DERIVED = {
    "300m": (33.8, 235.9, 6.1, 283.8),
    "1b": (140.6, 973.2, 11.3, 1139.6),
    "3b": (355.5, 2453.7, 16.4, 2846.6),
    "9b": (1082, 7550, 24.6, 8688),
    "41b": (4429, 36641, 49.2, 41183),
}


def config_of(size: str) -> ModelConfig:
    return ModelConfig(**asdict(load_recipe(size).model))


@pytest.mark.parametrize("size", TABLE_3)
def test_shape_and_schedule_are_table_3s(size: str) -> None:
    d_model, heads, kv_heads, encoder, decoder, batch, steps, _ = TABLE_3[size]
    recipe = load_recipe(size)
    model, train = recipe.model, recipe.pretrain
    assert (model.d_model, model.query_heads, model.kv_heads) == (d_model, heads, kv_heads)
    assert (model.encoder_layers, model.decoder_layers) == (encoder, decoder)
    assert (model.head_size, model.ffn_multiple, model.vocab_size) == (128, 6, 8000)
    assert (model.encoder_tokens, model.decoder_tokens) == (1536, 768)
    assert not model.tied_embeddings and model.positions == "learned"
    tokens = train.batch_tokens * train.accumulate * train.processes
    assert tokens == batch * (1536 + 768)
    assert train.steps == steps * 1000
    assert (train.lr, train.lr * train.final_lr, train.warmup_steps) == (1e-4, 1e-5, 1000)
    assert (train.beta1, train.beta2) == (0.9, 0.95 if kv_heads > 1 else 0.999)
    assert (train.weight_decay, train.clip, train.muon_lr) == (0.1, 1.0, 0.0)
    assert train.schedule == "cosine"
    assert train.decay == pytest.approx(1 - train.warmup_steps / train.steps, abs=1e-6)


@pytest.mark.parametrize("size", TABLE_3)
def test_fine_tuning_is_section_4_3s(size: str) -> None:
    recipe = load_recipe(size)
    train, objective = recipe.train, recipe.objective
    assert train.start_from == "pretrain" and train.schedule == "cosine"
    assert (train.lr, train.final_lr, train.warmup_steps) == (1e-5, 0.1, 1000)
    assert train.beta2 == recipe.pretrain.beta2
    assert (objective.tempering, objective.sampling_temperature) == (0.2, 0.25)
    assert (objective.gold, objective.gold_alpha, objective.gold_beta) == (True, 0.5, 0.05)
    assert objective.value_weight and recipe.data.value_conditioning
    assert recipe.data.incorrect_share and recipe.data.random_metadata == 0


@pytest.mark.parametrize("size", TABLE_3)
def test_parameter_counts_are_the_papers(size: str) -> None:
    with torch.device("meta"):
        model = EncoderDecoder(config_of(size))
    published = TABLE_3[size][-1]
    # The paper prints its counts with two or three digits: 1.1B stands for 1.05B to 1.15B.
    rounding = 0.05e9 if published >= 1e9 else 0.5e6
    distance = max(0.0, abs(model.parameter_count() - published) - rounding)
    assert distance < 0.01 * published
    assert parameter_count(model.config) == model.parameter_count()

    matrices = {name: p.numel() for name, p in model.named_parameters() if p.ndim == 2}
    parts = [
        sum(count for name, count in matrices.items() if name.startswith(side + "."))
        for side in ("encoder", "decoder", "embedding")
    ]
    millions = [count / 1e6 for count in (*parts, sum(matrices.values()))]
    for found, derived in zip(millions, DERIVED[size], strict=True):
        assert round(found, 1 if isinstance(derived, float) else None) == derived
