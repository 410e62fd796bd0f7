"""The ablation: each row adds one objective, and its table says what was measured."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("onnx", reason="needs the extra `train`")
pytest.importorskip("tomllib", reason="training needs Python 3.11")

from benchmarks.ablation.__main__ import RECIPE, ROWS, without
from benchmarks.ablation.report import CLUSTERING, report, summarise
from shortlist_engine.model.errors import ModelError
from shortlist_engine.training.recipe import load_recipe


def test_every_row_adds_one_objective_to_the_row_above() -> None:
    recipe = load_recipe(str(RECIPE))
    rows = [without(recipe, *missing) for missing in ROWS.values()]
    assert list(ROWS) == ["base", "mlm", "tempering", "metadata", "value", "gold"]
    assert rows[-1] == recipe
    changed = [
        {
            f"{section}.{field}"
            for section in ("model", "data", "train", "objective")
            for field, value in asdict(getattr(above, section)).items()
            if asdict(getattr(below, section))[field] != value
        }
        for above, below in itertools.pairwise(rows)
    ]
    assert changed == [
        {"train.mlm_rows", "train.mlm_weight"},
        {"objective.tempering"},
        {"data.random_metadata"},
        {"data.incorrect_share", "objective.value_weight"},
        {"objective.gold"},
    ]


def test_intervals_are_over_seeds_and_problems_and_changes_are_paired() -> None:
    rng = np.random.default_rng(1)
    hard = rng.random(80)
    lower = np.clip(np.stack([hard + d for d in (-0.02, 0.0, 0.02)]), 0, 1)[:, :, None]
    table = {"a": lower, "b": lower * 0.9 + 0.1, CLUSTERING: lower * 0.9 + 0.1}
    figures = summarise(table)
    (first,), (second,), (third,) = figures.values()
    assert first["mean"] == pytest.approx(lower.mean()) and "change" not in first
    low, high = first["interval"]
    assert low < first["mean"] < high
    # Over 80 problems alone: 1.96 standard errors on either side, and a little for the seeds.
    error = 1.96 * hard.std() / 80**0.5
    assert 0.9 * error < (high - low) / 2 < 1.3 * error
    # Problems are shared by the rows, so the change is known far better than either row.
    narrow = second["change_interval"][1] - second["change_interval"][0]
    assert narrow < (high - low) / 2
    assert third["change"] == 0 and third["change_interval"] == [0, 0]


def test_the_report_reads_finished_runs_only(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no finished run"):
        report(tmp_path, ["base", "gold"])
    for row, seed, chance in (("base", 1, 0.25), ("base", 2, 0.75), ("gold", 1, 1.0)):
        result = {
            "row": row, "seed": seed, "ks": [10], "temperature": 0.8, "valid": None,
            "train_s": 1.0, "tokens_per_s": 2.0, "measure_s": 3.0,
            "problems": [{"id": "p", "filter": [chance], "alphacode": [0.5]}] * 2,
        }  # fmt: skip
        (tmp_path / f"{row}-{seed}").mkdir()
        (tmp_path / f"{row}-{seed}" / "result.json").write_text(json.dumps(result))
    (tmp_path / "value-1").mkdir()  # under way
    text = report(tmp_path, ["base", "value", "gold"])
    assert "| no enhancements | 50.0 (25.0 to 75.0) |" in text
    assert "| + GOLD | 100.0 (100.0 to 100.0) [+50.0: +25.0 to +75.0] |" in text
    assert "| + clustering | 50.0" in text and "+ value" not in text
    assert json.loads((tmp_path / "ablation.json").read_text())["rows"]
