"""The fit of the confidence: points as a solve sees them, the fit, and what is held out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.confidence.__main__ import write_weights
from benchmarks.confidence.fit import balanced, by_fold, by_source, fit, held_out, maximise
from benchmarks.confidence.points import Point, points, survivors, with_fewer_examples
from benchmarks.selection.pools import LabelledPool
from shortlist_engine.evaluation.reliability import reliability
from shortlist_engine.selection.confidence import Support
from shortlist_engine.selection.confidence.estimate import SIGNS, load
from shortlist_engine.selection.rules import evidence


def simulated(problems: int, pool: str = "a", seed: int = 0) -> list[Point]:
    """Points whose first solution is right with a chance that grows with its agreement."""

    rng = np.random.default_rng(seed)
    found = []
    for number in range(problems):
        agreeing = int(rng.integers(1, 100))
        known = Support(
            samples=1000, passing=100, programs=100, examples=2, compared=100, agreeing=agreeing,
            inputs=30, outputs=10, stable=True, several_answers=False,
        )  # fmt: skip
        right = bool(rng.random() < agreeing / 100)
        found.append(Point(pool, pool, f"{pool}{number}", known, right, True))
    return found


class TestPoints:
    def survivors(self):  # type: ignore[no-untyped-def]
        """50 samples of six candidates: three that pass both examples, one that passes the first
        only, and two that pass none."""

        known = evidence(
            np.array([[20, 21], [20, 21], [30, 31], [0, 0], [0, 0], [0, 0]]),
            counts=[10, 2, 3, 5, 1, 1],
            examples=np.array([[1, 1], [1, 1], [1, 1], [1, 0], [0, 0], [0, 0]], bool),
        )
        pool = LabelledPool("set: p", known, np.array([1, 1, 0, 0, 0, 0], bool), 50)
        return survivors(pool, "pool", "model: set", 2), pool

    def test_the_whole_is_what_a_user_sees_at_the_end(self) -> None:
        found = list(points(self.survivors()[0]))
        (whole,) = [point for point in found if point.whole]
        assert whole.right
        assert (whole.found.samples, whole.found.passing, whole.found.programs) == (50, 15, 3)
        assert (whole.found.agreeing, whole.found.inputs, whole.found.examples) == (12, 2, 2)

    def test_parts_have_fewer_samples_and_inputs(self) -> None:
        found = list(points(self.survivors()[0]))
        assert {point.found.samples for point in found} == {4, 8, 16, 50}
        assert {point.found.inputs for point in found} == {0, 2}
        assert {point.problem for point in found} == {"p"}

    def test_fewer_examples_let_more_pass_and_compare_none(self) -> None:
        weaker = with_fewer_examples(self.survivors()[1], 1)
        found = points(survivors(weaker, "pool, fewer examples", "model: set", 1))
        (whole,) = [point for point in found if point.whole]
        assert (whole.found.passing, whole.found.examples, whole.found.inputs) == (20, 1, 0)

    def test_points_do_not_change_from_run_to_run(self) -> None:
        assert list(points(self.survivors()[0])) == list(points(self.survivors()[0]))

    def test_nothing_survives_nothing_is_said(self) -> None:
        pool = self.survivors()[0]
        assert not list(points(replace(pool, sequence=np.full(50, -1))))


class TestFit:
    def test_it_recovers_weights(self) -> None:
        rng = np.random.default_rng(0)
        values = rng.normal(size=(20_000, 3))
        chances = 1 / (1 + np.exp(-(0.5 + values @ [1.0, -2.0, 0.0])))
        right = (rng.random(20_000) < chances).astype(float)
        bias, found = maximise(values, right, np.ones(20_000), np.array([1, -1, 0]))
        assert bias == pytest.approx(0.5, abs=0.1)
        assert found == pytest.approx([1.0, -2.0, 0.0], abs=0.1)

    def test_signs_are_kept_against_the_data(self) -> None:
        rng = np.random.default_rng(1)
        values = rng.normal(size=(2_000, 2))
        right = (rng.random(2_000) < 1 / (1 + np.exp(values[:, 0]))).astype(float)
        _, found = maximise(values, right, np.ones(2_000), np.array([1, 0]))
        assert found[0] == 0.0

    def test_chances_of_problems_held_out_come_true(self) -> None:
        found = simulated(400)
        chances = held_out(found, by_fold(found))
        result = reliability(chances, [point.right for point in found])
        assert result.brier.mean < 0.85 * result.brier_of_rate
        assert result.error.mean < 3 * result.error_by_luck

    def test_a_fold_holds_all_points_of_a_problem(self) -> None:
        found = simulated(50) + simulated(50)
        fold = by_fold(found)
        assert all(fold(a) == fold(b) for a, b in zip(found[:50], found[50:], strict=True))
        assert len({fold(point) for point in found}) == 10

    def test_what_is_held_out_has_no_part_in_its_fit(self) -> None:
        found = simulated(60, "a") + simulated(60, "b", seed=1)
        turned = [
            replace(point, right=not point.right) if point.pool == "b" else point for point in found
        ]
        before, after = held_out(found, by_source), held_out(turned, by_source)
        assert before[60:] == pytest.approx(after[60:])
        assert before[:60] != pytest.approx(after[:60])

    def test_a_large_pool_does_not_decide_alone(self) -> None:
        weights = balanced(simulated(100, "a") + simulated(4, "b"))
        assert weights.sum() == pytest.approx(104)
        assert weights[:100].sum() == pytest.approx(5 * weights[100:].sum())


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    found = simulated(80)
    weights = fit(found)
    write_weights(weights, found, tmp_path / "fitted.json")
    read = load(tmp_path / "fitted.json")
    assert read.bias == pytest.approx(weights.bias, abs=1e-4)
    assert read.terms.keys() == SIGNS.keys()
    assert read.terms == pytest.approx(dict(weights.terms), abs=1e-4)
    assert json.loads((tmp_path / "fitted.json").read_text())["fitted_to"] == {"a": 80}
