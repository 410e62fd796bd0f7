"""Every objective against values worked out by hand. Section numbers are of Li et al. 2022."""

# ruff: noqa: E402 (torch may be absent)

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from shortlist_engine.model.tokenizer import MASK
from shortlist_engine.training.objectives import (
    UNKNOWN_VERDICT,
    decoder_objective,
    gold_weights,
    hide_verdicts,
    token_losses,
    value_loss,
)
from shortlist_engine.training.recipe import ObjectiveRecipe

GOLD = ObjectiveRecipe(gold=True, gold_after=10)


def test_tempering_divides_the_logits() -> None:
    logits = torch.tensor([[0.2, 0.0], [0.0, 0.4]])
    labels = torch.tensor([0, 0])
    found = token_losses(logits, labels, 0.2)
    # 0.2 / 0.2 = 1 against 0, and 0 against 0.4 / 0.2 = 2
    expected = [math.log(1 + math.exp(-1)), math.log(1 + math.exp(2))]
    assert found.tolist() == pytest.approx(expected, abs=1e-6)
    assert torch.equal(found, token_losses(logits / 0.2, labels))


def test_golds_weight_is_the_root_of_the_probability_and_at_least_beta() -> None:
    losses = -torch.tensor([0.81, 0.25, 0.0001]).log()
    assert gold_weights(losses, 0.5, 0.05).tolist() == pytest.approx([0.9, 0.5, 0.05])


def test_golds_gradient_is_the_ordinary_one_times_the_weight() -> None:
    """d(-w log p) / d logit_j = w (p_j - [j is the label]) with w held fixed."""
    logits = torch.tensor([[math.log(0.25), math.log(0.75)]], requires_grad=True)
    losses = token_losses(logits, torch.tensor([0]))
    decoder_objective(losses, GOLD, step=10).backward()
    assert logits.grad is not None
    assert logits.grad[0].tolist() == pytest.approx([0.5 * (0.25 - 1), 0.5 * 0.75], abs=1e-6)


def test_gold_waits_for_its_step_and_is_tempered() -> None:
    logits = torch.tensor([[0.2, 0.0]])
    losses = token_losses(logits, torch.tensor([0]), 0.2)
    probability = 1 / (1 + math.exp(-1))
    before, after = (decoder_objective(losses, GOLD, step).item() for step in (9, 10))
    assert before == pytest.approx(-math.log(probability))
    assert after == pytest.approx(-math.sqrt(probability) * math.log(probability))
    assert decoder_objective(losses, ObjectiveRecipe(), 10**6).item() == pytest.approx(before)


def test_value_loss_is_of_rows_with_a_verdict_only() -> None:
    logits = torch.tensor([0.0, 2.0, 50.0], requires_grad=True)
    verdict = torch.tensor([1, 0, UNKNOWN_VERDICT])
    loss = value_loss(logits, verdict)
    assert loss.item() == pytest.approx((math.log(2) + math.log(1 + math.exp(2))) / 2)
    loss.backward()
    assert logits.grad is not None and logits.grad[2] == 0
    nothing = value_loss(logits, torch.full((3,), UNKNOWN_VERDICT))
    assert nothing.item() == 0
    nothing.backward()  # every process must have the same gradients to average


def test_verdicts_are_hidden_in_some_rows_and_nowhere_else() -> None:
    target = torch.arange(300, 310).repeat(400, 1)
    header = torch.full((400,), 4)
    verdict = torch.tensor([1, 0, UNKNOWN_VERDICT, 1]).repeat(100)
    hidden = hide_verdicts(target, verdict, header, 0.5, (1, 2, 3, 4))
    changed = hidden != target
    assert set(changed.nonzero()[:, 1].tolist()) == {3}  # the header's last token
    assert (hidden[changed] == MASK).all()
    assert not changed[verdict == UNKNOWN_VERDICT].any()
    assert 0.4 < changed[verdict != UNKNOWN_VERDICT, 3].float().mean() < 0.6
    assert torch.equal(hidden, hide_verdicts(target, verdict, header, 0.5, (1, 2, 3, 4)))
    assert torch.equal(target, hide_verdicts(target, verdict, header, 0.0, (1, 2, 3, 4)))
