"""The torch model, and that the exported graphs compute the same."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("onnx", reason="needs the extra `train`")

from shortlist_engine.model.checkpoint import load_model
from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.export import export_model, import_model
from shortlist_engine.model.session import ModelSession
from shortlist_engine.model.transformer import Attention, EncoderDecoder


def parameters(config: ModelConfig) -> int:
    return EncoderDecoder(config).parameter_count()


def test_keys_and_values_have_one_head() -> None:
    config = ModelConfig(vocab_size=500, d_model=96, head_size=16, query_heads=6)
    model = EncoderDecoder(config)
    attentions = [module for module in model.modules() if isinstance(module, Attention)]
    assert len(attentions) == config.encoder_layers + 2 * config.decoder_layers
    for attention in attentions:
        assert attention.query.weight.shape == (96, 96)
        assert attention.key_value.weight.shape == (2 * 16, 96)


def test_parameter_count_is_the_papers_formula() -> None:
    """Attention 2 d^2 + 2 d h, feed-forward 2 m d^2, positions, two embeddings (appendix of the
    paper's table 3), plus the norms' scales, which the paper's figures neglect."""
    c = ModelConfig(vocab_size=800, d_model=128, head_size=32, query_heads=4, ffn_multiple=6)
    d = c.d_model
    attention, ffn = 2 * d * d + 2 * d * c.head_size, 2 * c.ffn_multiple * d * d
    blocks = c.encoder_layers * (attention + ffn) + c.decoder_layers * (2 * attention + ffn)
    tables = (c.encoder_tokens + c.decoder_tokens + 2 * c.vocab_size) * d
    norms = (2 * c.encoder_layers + 3 * c.decoder_layers + 2) * d
    assert parameters(c) == blocks + tables + norms


def test_padding_and_later_tokens_change_nothing() -> None:
    torch.manual_seed(0)
    model = EncoderDecoder(ModelConfig(vocab_size=300, d_model=64, head_size=32, query_heads=2))
    source, target = torch.randint(4, 300, (2, 20)), torch.randint(4, 300, (2, 12))
    with torch.no_grad():
        short = model(source, target)
        padded = torch.cat([source, torch.zeros(2, 9, dtype=torch.long)], dim=1)
        long = torch.cat([target, torch.randint(4, 300, (2, 5))], dim=1)
        logits = model(padded, long, padded != 0)
    assert torch.allclose(short, logits[:, :12], atol=1e-5)


@pytest.mark.parametrize("activation", ["relu2", "gelu"])
def test_onnx_equals_torch_step_by_step(
    tmp_path: Path, tiny_tokenizer_model: bytes, activation: str
) -> None:
    """Incremental decoding with the cache against the full torch forward pass, with random
    weights of another shape than the fixture's, across cache growth."""
    torch.manual_seed(1)
    config = ModelConfig(
        vocab_size=700,
        d_model=48,
        head_size=16,
        query_heads=5,
        encoder_layers=2,
        decoder_layers=3,
        ffn_multiple=3,
        encoder_tokens=64,
        decoder_tokens=80,
        activation=activation,
    )
    model = EncoderDecoder(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(5 if parameter.ndim == 2 else 1)
    export_model(model, tiny_tokenizer_model, tmp_path)
    assert_parity(tmp_path, import_model(tmp_path), rows=3)
    # Half precision is the only difference from the weights as trained.
    for name, value in model.state_dict().items():
        stored = import_model(tmp_path).state_dict()[name]
        assert torch.allclose(stored, value, rtol=1e-3, atol=1e-4), name


@pytest.mark.parametrize("rows", [1, 2, 7, 32])
def test_batch_size_does_not_change_the_logits(tiny_model_dir: Path, rows: int) -> None:
    assert_parity(tiny_model_dir, load_model(tiny_model_dir)[0], rows)


def assert_parity(folder: Path, model: EncoderDecoder, rows: int) -> None:
    config = model.config
    rng = np.random.default_rng(rows)
    source = rng.integers(4, config.vocab_size, 50).tolist()
    target = rng.integers(4, config.vocab_size, (rows, config.decoder_tokens))
    with torch.no_grad():
        expected = model(torch.tensor([source]).expand(rows, -1), torch.from_numpy(target)).numpy()
    assert expected.std() > 0.3  # else equality would say little
    session = ModelSession(folder, threads=1)
    batch = session.batch(session.encode(source), rows)
    for position in range(config.decoder_tokens):
        logits = batch.step(target[:, position], np.full(rows, position))
        assert np.abs(logits - expected[:, position]).max() < 1e-3


def test_rows_at_their_own_positions_are_independent(tiny_model_dir: Path) -> None:
    """A row that starts over in a running batch computes what it would alone."""
    model, _ = load_model(tiny_model_dir)
    session = ModelSession(tiny_model_dir, threads=1)
    rng = np.random.default_rng(3)
    source = rng.integers(4, 700, 30).tolist()
    first, second = rng.integers(4, 700, (2, 40))
    batch = session.batch(session.encode(source), 2)
    with torch.no_grad():
        expected = model(torch.tensor([source]), torch.from_numpy(second[None])).numpy()[0]
    for step in range(40):  # row 1 restarts at step 10
        position = step if step < 10 else step - 10
        tokens = np.array([first[step], (first if step < 10 else second)[position]])
        logits = batch.step(tokens, np.array([step, position]))
        if step >= 10:
            assert np.abs(logits[1] - expected[position]).max() < 1e-3
    batch.keep(np.array([1]))
    logits = batch.step(second[30:31], np.array([30]))
    assert np.abs(logits[0] - expected[30]).max() < 1e-3


def test_cross_attention_is_not_copied_per_sample(tiny_model_dir: Path) -> None:
    """One array per layer without a batch dimension, whatever the batch, read in place."""
    session = ModelSession(tiny_model_dir, threads=1)
    cross = session.encode(list(range(10, 50)))
    shapes = {name: array.shape for name, array in cross.arrays.items()}
    size = session.config.head_size
    assert shapes == {
        name: shape
        for layer in range(session.config.decoder_layers)
        for name, shape in (
            (f"cross_key_{layer}", (size, 40)),
            (f"cross_value_{layer}", (40, size)),
        )
    }
    batch = session.batch(cross, 33)
    for name, value in batch._cross.items():
        assert value.data_ptr() == cross.arrays[name].ctypes.data
