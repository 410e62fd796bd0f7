"""n@k from facts whose answer can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.evaluation.samples import BROKEN, LUCKY, RIGHT, WRONG, row, run
from tests.fakes import FakeSampler

from shortlist_engine.evaluation.estimators import filtered_n_at_k, pass_at_k
from shortlist_engine.evaluation.scoring import Score, budgets, methods, score

KS = (1, 5, 40)
METHODS = methods({"outcomes", "logprob"})


def scored(folder: Path, sources: list[str], samples: int = 40) -> Score:
    _, (item,) = run(folder, [row()], FakeSampler(sources), samples=samples)
    return score(item.entry, item.samples, item.measured, KS)


def test_budgets() -> None:
    assert budgets(1) == (1,)
    assert budgets(100) == (1, 2, 5, 10, 20, 50, 100)
    assert budgets(30) == (1, 2, 5, 10, 20, 30)


def test_the_exact_ones(tmp_path: Path) -> None:
    found = scored(tmp_path, [RIGHT, LUCKY, LUCKY, WRONG])
    assert (found.samples, found.passing, found.right, found.right_passing) == (40, 30, 10, 10)
    assert found.verdicts == {"AC": 30, "WA": 10}
    assert found.values["random"][1] == pytest.approx((0.25, 0.25, 0.25))
    assert found.values["random"][10][1] == pytest.approx(pass_at_k(40, 10, 5))
    assert found.values["oracle"][10] == pytest.approx((0.25, pass_at_k(40, 10, 5), 1.0))
    assert found.values["filter"][3][1] == pytest.approx(filtered_n_at_k(3, 5, 40, 30, 10))
    assert found.values["filter"][1][2] == pytest.approx(1 / 3)


def test_clustering_takes_the_largest_first(tmp_path: Path) -> None:
    """The lucky ones agree on small inputs; the right ones come second and third attempts find
    them."""
    found = scored(tmp_path, [RIGHT, LUCKY, LUCKY, WRONG])
    assert found.values["alphacode"][1][2] == 0.0 and found.values["alphacode"][3][2] == 1.0
    assert found.solved_at == 2
    majority = scored(tmp_path / "b", [RIGHT, RIGHT, LUCKY, WRONG])
    assert majority.values["alphacode"][1][2] == 1.0 and majority.solved_at == 1


@pytest.mark.parametrize(
    ("sources", "expected"),
    [([WRONG, BROKEN], 0.0), ([LUCKY], 0.0), ([RIGHT], 1.0)],
)
def test_all_or_nothing(tmp_path: Path, sources: list[str], expected: float) -> None:
    found = scored(tmp_path, sources)
    for name in METHODS:
        assert set(found.values[name][10]) == {expected}, name
    assert (found.solved_at is None) == (expected == 0.0)


def test_no_rule_beats_the_oracle_and_few_samples_are_worth_less(tmp_path: Path) -> None:
    found = scored(tmp_path, [RIGHT, LUCKY, WRONG, BROKEN, "x + x", LUCKY, WRONG, "x * 2 + 0"])
    for name in METHODS:
        for n, chances in found.values[name].items():
            bound = found.values["oracle"][n]
            assert all(a <= b + 1e-9 for a, b in zip(chances, bound, strict=True)), name
            if name != "random":
                assert chances[0] <= chances[-1] + 1e-9
    firsts = [found.values[name][1][0] for name in METHODS]
    assert firsts == pytest.approx([15 / 40] * len(firsts))


def test_fewer_samples_than_the_budget_count_as_they_are(tmp_path: Path) -> None:
    found = scored(tmp_path, [RIGHT, WRONG], samples=4)
    assert found.samples == 4
    assert found.values["oracle"][1] == pytest.approx((0.5, 1.0, 1.0))
    assert found.values["random"][10][2] == 1.0


def test_empty_samples_count_as_samples(tmp_path: Path) -> None:
    found = scored(tmp_path, [RIGHT, "  "])
    assert found.verdicts == {"AC": 20, "empty": 20} and found.values["random"][1][0] == 0.5
