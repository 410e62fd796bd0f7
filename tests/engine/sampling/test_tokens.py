"""The vectorised draw against a plain one, row by row."""

from __future__ import annotations

import numpy as np
import pytest

from shortlist_engine.sampling.tokens import draw, uniforms


def reference(logits: np.ndarray, temperature: float, top_p: float) -> np.ndarray:
    """The distribution that is drawn from: softmax at the temperature, cut to the nucleus."""
    scaled = logits.astype(np.float64) / temperature
    probabilities = np.exp(scaled - scaled.max())
    probabilities /= probabilities.sum()
    order = np.argsort(-probabilities, kind="stable")
    before = np.cumsum(probabilities[order]) - probabilities[order]
    probabilities[order[before >= top_p]] = 0
    return probabilities / probabilities.sum()


@pytest.mark.parametrize("temperature", [0.3, 1.0, 1.7])
@pytest.mark.parametrize("top_p", [0.5, 0.9, 1.0])
def test_frequencies_follow_the_distribution(temperature: float, top_p: float) -> None:
    rng = np.random.default_rng(5)
    logits = (rng.normal(size=20) * 2).astype(np.float32)
    count = 40_000
    uniform = ((np.arange(count) + 0.5) / count).astype(np.float32)
    tokens, _ = draw(np.tile(logits, (count, 1)), uniform, temperature, top_p)
    seen = np.bincount(tokens, minlength=20) / count
    assert np.abs(seen - reference(logits, temperature, top_p)).max() < 2e-3


def test_log_probabilities_are_the_models_at_temperature_one() -> None:
    rng = np.random.default_rng(6)
    logits = rng.normal(size=(50, 30)).astype(np.float32) * 3
    exact = logits - np.log(np.exp(logits.astype(np.float64)).sum(axis=1, keepdims=True))
    for temperature, top_p in ((0.0, 1.0), (0.5, 0.9), (1.0, 1.0)):
        uniform = rng.random(50, dtype=np.float32)
        tokens, logprob = draw(logits.copy(), uniform, temperature, top_p)
        assert np.allclose(logprob, exact[np.arange(50), tokens], atol=1e-4)


def test_temperature_zero_takes_the_likeliest() -> None:
    logits = np.random.default_rng(7).normal(size=(9, 40)).astype(np.float32)
    best = logits.argmax(axis=1)
    tokens, _ = draw(logits.copy(), np.full(9, 0.999, np.float32), 0.0, 1.0)
    assert (tokens == best).all()


def test_a_forbidden_token_is_never_drawn() -> None:
    logits = np.zeros((3000, 4), np.float32)
    logits[:, [0, 3]] = -np.inf
    uniform = np.linspace(0, 1, 3000, endpoint=False, dtype=np.float32)
    uniform[-1] = np.nextafter(np.float32(1), np.float32(0))
    for top_p in (0.6, 1.0):
        tokens, _ = draw(logits.copy(), uniform, 1.0, top_p)
        assert set(tokens.tolist()) <= {1, 2}


def test_random_numbers_belong_to_a_sample() -> None:
    assert (uniforms(1, 5, 8) == uniforms(1, 5, 8)).all()
    assert (uniforms(1, 5, 8) == uniforms(1, 5, 4000)[:8]).all()
    assert (uniforms(1, 5, 8) != uniforms(1, 6, 8)).any()
    assert (uniforms(1, 5, 8) != uniforms(2, 5, 8)).any()
